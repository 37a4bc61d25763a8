package dev.sst.spi;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a run was seen to stand.
 *
 * @param soFar what is known already of one that goes on; {@code null} where only its end tells
 */
public record Observation(
        EngineExecutionId id, EngineState state, @Nullable Evidence soFar) {
    public Observation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
    }

    /** One of which only the end tells. */
    public Observation(EngineExecutionId id, EngineState state) {
        this(id, state, null);
    }
}
