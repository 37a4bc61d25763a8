package dev.sst.core.incident;

import dev.sst.execution.Attempt;
import dev.sst.execution.Check;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Verdict;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Incident;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an incident says. It is written from the verdict's cause, its checks and the excerpt alone, in which secrets are masked
 * already; never from parameters or the execution's context.
 */
final class IncidentText {
    private static final int MAX_TITLE = 200;
    private static final int MAX_CAUSE = 1000;
    private static final int MAX_EXCERPT = 4000;
    private static final int MAX_CHECKS = 20;
    private static final int MAX_VALUE = 500;
    private static final int NOTES_TOLD = 10;

    private final @Nullable String linkBase;

    IncidentText(@Nullable String linkBase) {
        this.linkBase = linkBase;
    }

    String title(FinishedRun run) {
        String title = run.settings().testName() + " " + word(run.judgement().verdict());
        return cut(oneLine(title), MAX_TITLE);
    }

    String cause(FinishedRun run) {
        return cut(oneLine(run.judgement().cause()), MAX_CAUSE);
    }

    /** Everything about the last occurrence that a person or a sink wants to see. */
    JsonObject evidence(FinishedRun run) {
        Execution execution = run.execution();
        String ref = run.settings().deployment().ref();
        var evidence = JsonObject.builder()
                .put("test_name", run.settings().testName())
                .put("test_type", run.settings().type().name().toLowerCase(Locale.ROOT))
                .put("pack", ref.substring(0, Math.max(0, ref.indexOf('.'))))
                .put("action", ref)
                .put("engine", run.settings().deployment().engine())
                .put("verdict", run.judgement().verdict().name().toLowerCase(Locale.ROOT))
                .put("execution_id", execution.id().value())
                .put("attempts", execution.attempts().size())
                .put("occurred_at", run.now().toString())
                .put("checks", checks(run.judgement().checks()))
                .put("output_excerpt", lastOf(run.excerpt(), MAX_EXCERPT));
        execution
                .lastAttempt()
                .flatMap(Attempt::engineExecution)
                .map(EngineExecutionId::value)
                .ifPresent(id -> evidence.put("stackstorm_execution_id", id));
        if (linkBase != null) {
            evidence.put("execution_link", linkBase + "/executions/" + execution.id());
        }
        return evidence.build();
    }

    /** The incident as it is told: its own state, then the evidence of its last occurrence. */
    JsonObject snapshot(Incident incident, Event event) {
        var snapshot = JsonObject.builder()
                .put("incident_id", incident.id().value())
                .put("event", event.name().toLowerCase(Locale.ROOT))
                .put("status", incident.status().name().toLowerCase(Locale.ROOT))
                .put("severity", incident.severity().name().toLowerCase(Locale.ROOT))
                .put("title", incident.title())
                .put("cause", incident.cause())
                .put("test_id", incident.testId().value())
                .put("episode", incident.episode())
                .put("occurrences", incident.occurrences())
                .put("opened_at", incident.openedAt().toString())
                .put("acknowledged_at", time(incident.acknowledgedAt()))
                .put("resolved_at", time(incident.resolvedAt()))
                .put("execution_ids", texts(incident.executions().stream().map(ExecutionId::value)))
                .put("notes", notes(incident.notes()));
        if (linkBase != null) {
            snapshot.put("incident_link", linkBase + "/incidents/" + incident.id());
        }
        return snapshot.putAll(incident.evidence()).build();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case FAILED -> "failed";
            case ERROR -> "broke with an error";
            case TIMEOUT -> "did not end in time";
            case INFRASTRUCTURE, CANCELLED, PASSED, SKIPPED ->
                throw new IllegalArgumentException(verdict + " opens nothing");
        };
    }

    /** The failing ones, as many as a message can hold. */
    private static JsonArray checks(List<Check> checks) {
        return new JsonArray(checks.stream()
                .filter(check -> !check.passed())
                .limit(MAX_CHECKS)
                .map(IncidentText::check)
                .toList());
    }

    private static JsonValue check(Check check) {
        return JsonObject.builder()
                .put("name", check.name())
                .put("path", check.path() == null ? JsonNull.NULL : new JsonString(check.path()))
                .put("expected", shown(check.expected()))
                .put("actual", shown(check.actual()))
                .put("message", cut(check.message(), MAX_VALUE))
                .build();
    }

    private static JsonValue shown(@Nullable JsonValue value) {
        if (value == null) {
            return JsonNull.NULL;
        }
        String text = JsonText.write(value);
        return text.length() <= MAX_VALUE ? value : new JsonString(cut(text, MAX_VALUE));
    }

    private static JsonArray notes(List<Incident.Note> notes) {
        return new JsonArray(notes.subList(Math.max(0, notes.size() - NOTES_TOLD), notes.size()).stream()
                .<JsonValue>map(note -> JsonObject.builder()
                        .put("at", note.at().toString())
                        .put("by", note.by())
                        .put("text", note.text())
                        .build())
                .toList());
    }

    private static JsonArray texts(Stream<String> texts) {
        return new JsonArray(texts.<JsonValue>map(JsonString::new).toList());
    }

    private static JsonValue time(@Nullable Instant time) {
        return time == null ? JsonNull.NULL : new JsonString(time.toString());
    }

    /** Without line breaks and without what turns the direction of writing: a title is shown in places that trust it. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+", " ")
                .strip();
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }

    private static String lastOf(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int begin = text.length() - most + 1;
        return "…" + text.substring(Character.isLowSurrogate(text.charAt(begin)) ? begin + 1 : begin);
    }
}
