package dev.sst.spi;

import dev.sst.execution.ExecutionState;
import java.time.Instant;
import java.util.Objects;

/** One move of an execution, as it was stored. */
public record HistoryEntry(long version, String event, ExecutionState state, Instant at) {
    /** The event of {@link ExecutionStore#add}. */
    public static final String QUEUED = "QUEUED";

    /** The event of a fresh {@link ExecutionClaims#claim}; the other names are the core's. */
    public static final String CLAIMED = "CLAIMED";

    public HistoryEntry {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(at, "at");
    }
}
