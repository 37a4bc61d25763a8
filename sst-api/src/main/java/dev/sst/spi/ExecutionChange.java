package dev.sst.spi;

import dev.sst.execution.Execution;
import dev.sst.execution.RunOutput;
import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that becomes true together when an execution moves: stored whole or not at all.
 *
 * @param execution the next state; its {@code version} is the one it was made from and must still be the stored one
 * @param event the name of the transition, for the history
 * @param at when it happened
 * @param output what the last attempt printed; {@code null} when the change brings none
 * @param incident the incident as it becomes; its {@code version} is the one it was made from, 0 for a new one; {@code null}
 *     when nothing becomes of it. An earlier change of the same batch may have stored the version this one was made from
 * @param deliveries new rows of the outbox
 */
public record ExecutionChange(
        Execution execution,
        String event,
        Instant at,
        @Nullable RunOutput output,
        @Nullable Incident incident,
        List<Delivery> deliveries) {
    public ExecutionChange {
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(at, "at");
        deliveries = List.copyOf(deliveries);
    }

    /** A move that touches the execution alone. */
    public static ExecutionChange of(Execution execution, String event, Instant at) {
        return new ExecutionChange(execution, event, at, null, null, List.of());
    }
}
