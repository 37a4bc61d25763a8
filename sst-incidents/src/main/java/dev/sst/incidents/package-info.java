/** Incident sinks: each delivers what the outbox holds to one kind of system, under a stable key. */
@NullMarked
package dev.sst.incidents;

import org.jspecify.annotations.NullMarked;
