package dev.sst.report;

import dev.sst.execution.Attempt;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Judgement;
import dev.sst.execution.Standing;
import dev.sst.execution.Verdict;
import dev.sst.incident.IncidentId;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line about an execution: without its parameters, result document and checks. Immutable.
 *
 * @param verdict {@code null} until finished
 * @param finishedAt {@code null} until finished
 * @param attempts so far, in order
 * @param incidentId the incident it opened or added to; {@code null} when none
 */
public record ExecutionSummary(
        ExecutionId id,
        TestId testId,
        ExecutionKind kind,
        ExecutionState state,
        @Nullable Verdict verdict,
        int revision,
        Instant createdAt,
        @Nullable Instant finishedAt,
        boolean cancelRequested,
        List<Attempt> attempts,
        @Nullable IncidentId incidentId) {
    public ExecutionSummary {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(testId, "testId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        attempts = List.copyOf(attempts);
    }

    public static ExecutionSummary of(Execution execution) {
        return new ExecutionSummary(
                execution.id(),
                execution.testId(),
                execution.kind(),
                execution.state(),
                execution.verdict().map(Judgement::verdict).orElse(null),
                execution.revision(),
                execution.createdAt(),
                execution.finishedAt(),
                execution.cancelRequested(),
                execution.attempts(),
                execution.incidentId());
    }

    public Standing standing() {
        return Standing.of(state, verdict);
    }

    /** When its first attempt began; empty before. */
    public Optional<Instant> startedAt() {
        return attempts.stream().map(Attempt::startedAt).findFirst();
    }

    /** From its first attempt to its end; empty until finished, and when it was never started. */
    public Optional<Duration> duration() {
        return startedAt().flatMap(start -> Optional.ofNullable(finishedAt).map(end -> Duration.between(start, end)));
    }

    /** The engine's name of the last attempt. */
    public Optional<EngineExecutionId> engineExecution() {
        return lastAttempt().flatMap(Attempt::engineExecution);
    }

    /** One sentence about the last attempt that ended. */
    public Optional<String> cause() {
        return lastAttempt().flatMap(attempt -> Optional.ofNullable(attempt.cause()));
    }

    private Optional<Attempt> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }
}
