/** Tells the sinks: what to do with their answers (pure), and the worker that takes deliveries from the outbox. */
@NullMarked
package dev.sst.core.delivery;

import org.jspecify.annotations.NullMarked;
