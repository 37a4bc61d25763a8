package dev.sst.web;

import dev.sst.execution.Attempt;
import dev.sst.execution.Check;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Judgement;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TestLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's execution document. */
final class ExecutionJson {
    private ExecutionJson() {}

    /**
     * An execution.
     *
     * @param label what its test is called; {@code null} when that is not known
     * @param given the values it was given, secret ones masked
     */
    static JsonObject of(Execution execution, @Nullable TestLabel label, JsonObject given) {
        Judgement judgement = execution.judgement();
        Instant started = execution.attempts().isEmpty()
                ? null
                : execution.attempts().get(0).startedAt();
        return JsonObject.builder()
                .put("execution_id", execution.id().value())
                .put("test_id", execution.testId().value())
                .put("test_name", Json.text(label == null ? null : label.name()))
                .put("test_type", Json.word(label == null ? null : label.type()))
                .put("pack", Json.text(label == null ? null : label.pack()))
                .put("stackstorm_execution_id", engineId(execution))
                .put("status", status(execution).word())
                .put("state", Json.word(execution.state()))
                .put("verdict", Json.word(verdict(execution)))
                .put("kind", Json.word(execution.kind()))
                .put("revision", execution.revision())
                .put("parameters", given)
                .put("created_at", Json.text(execution.createdAt()))
                .put("started_at", Json.text(started))
                .put("completed_at", Json.text(execution.finishedAt()))
                .put("duration_seconds", Json.seconds(duration(started, execution.finishedAt())))
                .put("error_message", Json.text(errorMessage(judgement)))
                .put("output_data", judgement == null ? JsonObject.empty() : judgement.document())
                .put("checks", Json.array(judgement == null ? List.of() : judgement.checks(), ExecutionJson::check))
                .put("warnings", Json.texts(judgement == null ? List.of() : judgement.warnings()))
                .put("attempts", Json.array(execution.attempts(), ExecutionJson::attempt))
                .put("next_attempt_at", Json.text(nextAttempt(execution)))
                .put("cancel_requested", execution.cancelRequested())
                .put("created_incident_id", Json.text(execution.incidentId()))
                .put("execution_context", execution.context())
                .build();
    }

    /**
     * One line about an execution.
     *
     * @param label what its test is called; {@code null} when that is not known
     */
    static JsonObject line(ExecutionSummary execution, @Nullable TestLabel label) {
        return JsonObject.builder()
                .put("execution_id", execution.id().value())
                .put("test_id", execution.testId().value())
                .put("test_name", Json.text(label == null ? null : label.name()))
                .put("test_type", Json.word(label == null ? null : label.type()))
                .put("pack", Json.text(label == null ? null : label.pack()))
                .put(
                        "stackstorm_execution_id",
                        Json.text(execution.engineExecution().orElse(null)))
                .put("status", Json.word(TestStatus.of(execution.standing())))
                .put("state", Json.word(execution.state()))
                .put("verdict", Json.word(execution.verdict()))
                .put("kind", Json.word(execution.kind()))
                .put("revision", execution.revision())
                .put("created_at", Json.text(execution.createdAt()))
                .put("started_at", Json.text(execution.startedAt().orElse(null)))
                .put("completed_at", Json.text(execution.finishedAt()))
                .put("duration_seconds", Json.seconds(execution.duration().orElse(null)))
                .put(
                        "error_message",
                        Json.text(
                                execution.verdict() == Verdict.PASSED
                                        ? null
                                        : execution.cause().orElse(null)))
                .put("attempt_count", execution.attempts().size())
                .put("cancel_requested", execution.cancelRequested())
                .put("created_incident_id", Json.text(execution.incidentId()))
                .build();
    }

    /** An execution as one mark of a row of them. */
    static JsonObject mark(ExecutionSummary execution) {
        return JsonObject.builder()
                .put("execution_id", execution.id().value())
                .put("status", Json.word(TestStatus.of(execution.standing())))
                .put("verdict", Json.word(execution.verdict()))
                .put("kind", Json.word(execution.kind()))
                .put("revision", JsonNumber.of(execution.revision()))
                .put("created_at", Json.text(execution.createdAt()))
                .put("completed_at", Json.text(execution.finishedAt()))
                .put("duration_seconds", Json.seconds(execution.duration().orElse(null)))
                .build();
    }

    static ExecutionStatus status(Execution execution) {
        return ExecutionStatus.of(execution);
    }

    static @Nullable Verdict verdict(Execution execution) {
        return execution.verdict().map(Judgement::verdict).orElse(null);
    }

    /** The engine's name of the last attempt. */
    static JsonValue engineId(Execution execution) {
        return Json.text(execution.lastAttempt().map(Attempt::engineId).orElse(null));
    }

    static JsonObject output(String executionId, OutputChunk chunk) {
        return JsonObject.builder()
                .put("execution_id", executionId)
                .put("offset", chunk.offset())
                .put("text", chunk.text())
                .put("next", chunk.next())
                .put("complete", chunk.complete())
                .build();
    }

    /** It waits for its next attempt. */
    private static @Nullable Instant nextAttempt(Execution execution) {
        boolean waits = execution.state() == ExecutionState.QUEUED
                && !execution.attempts().isEmpty();
        return waits ? execution.dueAt() : null;
    }

    private static @Nullable Duration duration(@Nullable Instant from, @Nullable Instant until) {
        return from == null || until == null ? null : Duration.between(from, until);
    }

    private static @Nullable String errorMessage(@Nullable Judgement judgement) {
        return judgement == null || judgement.verdict() == Verdict.PASSED ? null : judgement.cause();
    }

    static JsonObject check(Check check) {
        return JsonObject.builder()
                .put("name", check.name())
                .put("path", Json.text(check.path()))
                .put("expected", Json.orNull(check.expected()))
                .put("actual", Json.orNull(check.actual()))
                .put("passed", check.passed())
                .put("message", check.message())
                .build();
    }

    private static JsonObject attempt(Attempt attempt) {
        return JsonObject.builder()
                .put("attempt", attempt.number())
                .put("stackstorm_execution_id", Json.text(attempt.engineId()))
                .put("trace_tag", attempt.key())
                .put("revision", attempt.revision())
                .put("started_at", Json.text(attempt.startedAt()))
                .put("deadline", Json.text(attempt.deadline()))
                .put("completed_at", Json.text(attempt.endedAt()))
                .put("verdict", Json.word(attempt.verdict()))
                .put("error_message", Json.text(attempt.verdict() == Verdict.PASSED ? null : attempt.cause()))
                .build();
    }
}
