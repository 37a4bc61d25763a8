/**
 * What tests of incident sinks share: the contract of {@link dev.sst.spi.IncidentSink}, sample deliveries, and a receiver with all
 * the habits that were seen at the one behind {@code INCIDENT_API_URL}.
 */
@NullMarked
package dev.sst.testkit.incident;

import org.jspecify.annotations.NullMarked;
