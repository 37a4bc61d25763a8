package dev.sst.spi;

import dev.sst.execution.Execution;

/** Names the next attempt of an execution, so that a claim can store the intent in the statement that claims. */
@FunctionalInterface
public interface AttemptKeys {
    /** The claimed state of a queued execution: STARTING, with its next attempt. Pure; may be called more than once. */
    Execution claimed(Execution queued);
}
