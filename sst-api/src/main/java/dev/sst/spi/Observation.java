package dev.sst.spi;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import java.util.Objects;

/** Where a run was seen to stand. */
public record Observation(EngineExecutionId id, EngineState state) {
    public Observation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
    }
}
