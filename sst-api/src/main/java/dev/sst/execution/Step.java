package dev.sst.execution;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run, as a workflow's task. Times are the engine's.
 *
 * @param id the engine's own id of it
 * @param name the task
 * @param action what it runs, {@code pack.name}
 * @param status the engine's own word
 * @param startedAt when it was asked for
 * @param runningAt when it began to run; {@code null} when it has not, or the engine does not say
 * @param endedAt {@code null} while it goes on
 * @param item which one of several it is for; {@code null} for a task that is done once
 * @param excerpt the beginning of its result, at most about 2,000 characters; empty when there is none
 * @param steps its own steps, for a workflow within a workflow
 */
public record Step(
        String id,
        String name,
        String action,
        String status,
        Instant startedAt,
        @Nullable Instant runningAt,
        @Nullable Instant endedAt,
        @Nullable String item,
        String excerpt,
        List<Step> steps) {
    public Step {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(excerpt, "excerpt");
        steps = List.copyOf(steps);
    }
}
