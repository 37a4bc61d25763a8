package dev.sst.execution;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything the engine knows of a run that is over: the input of the evaluation.
 *
 * @param state a terminal state
 * @param evidence what is known of how it ended
 * @param startedAt when it began to run, by the engine's clock; {@code null} when the engine does not say
 * @param endedAt likewise
 * @param node where it ran; {@code null} when the engine does not say
 * @param link a page of the engine about it; {@code null} when there is none
 */
public record Outcome(
        EngineExecutionId id,
        EngineState state,
        Evidence evidence,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String node,
        @Nullable String link) {
    public Outcome {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(evidence, "evidence");
        if (!state.terminal()) {
            throw new IllegalArgumentException("run " + id + " is not over: " + state);
        }
    }
}
