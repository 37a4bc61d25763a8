/**
 * Incident sinks: each delivers what the outbox holds to one kind of system, under a stable key. The REST sink of
 * {@code INCIDENT_API_URL} is the first; what every sink asks of HTTP (one try, no redirects, pinned addresses) is in
 * {@code SinkHttp}.
 */
@NullMarked
package dev.sst.incidents;

import org.jspecify.annotations.NullMarked;
