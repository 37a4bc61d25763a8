package dev.sst.execution;

import org.jspecify.annotations.Nullable;

/** How a test stands by its newest execution, the most urgent first. */
public enum Standing {
    FAILED,
    ERROR,
    TIMEOUT,
    INFRASTRUCTURE,
    /** It runs now. */
    RUNNING,
    /** It waits for its turn. */
    PENDING,
    CANCELLED,
    SKIPPED,
    PASSED,
    /** It has no execution at all. */
    NEVER_RUN;

    /** What an execution in that state with that verdict, if it has one yet, says of its test. */
    public static Standing of(ExecutionState state, @Nullable Verdict verdict) {
        if (verdict != null) {
            return valueOf(verdict.name());
        }
        return state == ExecutionState.QUEUED || state == ExecutionState.STARTING ? PENDING : RUNNING;
    }
}
