package dev.sst.core.verdict;

import dev.sst.execution.Check;
import dev.sst.execution.Evidence.Fired;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Judges what a rule made of an event. An event that the engine refused, and a firing that it could not bring about, are
 * mistakes of the rule or of its data, whatever was expected; a count is compared only where there were none. The one timeout
 * there is, is that of an execution that outlasts the deadline: a rule that does not fire has failed.
 */
final class FiredRule {
    /** The most executions the document holds. */
    static final int MAX_SHOWN = 100;

    /** What a rules engine that works makes of an event takes a fraction of a second. */
    private static final BigDecimal LATE_MILLIS = BigDecimal.valueOf(10_000);

    /** The end of what Python's jsonschema says. */
    private static final Pattern ON_INSTANCE = Pattern.compile("(?m)^On instance(\\[.+\\]):$");

    private static final String SUCCEEDED = "succeeded";

    private final EvaluationInput input;
    private final Assessment assessment;
    private final Endings endings;

    FiredRule(EvaluationInput input, Assessment assessment) {
        this.input = input;
        this.assessment = assessment;
        this.endings = new Endings(input, assessment);
    }

    void assess(Fired fired) {
        ResultDocument document = ResultDocument.ofValue(document(fired));
        assessment.document(document.document());
        if (endings.byState()) {
            return;
        }
        if (input.cancelRequested()) {
            endings.cancelled();
        } else if (fired.unheard() != null) {
            assessment.failed("event", Verdict.INFRASTRUCTURE, fired.unheard());
        } else if (!broken(fired)) {
            compare(fired, document);
        }
    }

    /** Whether something keeps it from being compared with what was expected. */
    private boolean broken(Fired fired) {
        if (input.deadlinePassed() && fired.firings().stream().anyMatch(FiredRule::cutOff)) {
            endings.timedOut();
        }
        if (fired.refused() != null) {
            assessment.failed(
                    "event",
                    Verdict.ERROR,
                    "StackStorm refused the event: " + firstLine(fired.refused()) + place(fired.refused()));
        }
        fired.failures().stream()
                .limit(MAX_SHOWN)
                .forEach(why -> assessment.failed(
                        "firing", Verdict.ERROR, "the rule could not start its action: " + firstLine(why)));
        return !assessment.clean();
    }

    /** Where in the payload that is, when StackStorm's words against its schema have it. */
    private static String place(String refused) {
        return ON_INSTANCE
                .matcher(refused)
                .results()
                .findFirst()
                .map(place -> ", at " + Shown.text(place.group(1)))
                .orElse("");
    }

    private static boolean cutOff(Fired.Firing firing) {
        return !firing.over() || firing.status().equals("canceled");
    }

    /** An expectation takes the place of the rule that all that fired has to succeed: {@code {"fired": 0}} must be possible. */
    private void compare(Fired fired, ResultDocument document) {
        if (fired.firings().size() > MAX_SHOWN) {
            assessment.warn(
                    "the rule fired " + fired.firings().size() + " times; the document has the first " + MAX_SHOWN);
        }
        late(fired);
        if (input.settings().expectation() == null && document.problem() == null) {
            firedAtLeastOnce(fired.firings().size());
            for (int i = 0; i < Math.min(MAX_SHOWN, fired.firings().size()); i++) {
                succeeded("/executions/" + i + "/status", fired.firings().get(i));
            }
        }
        new ContentChecks(input.settings(), assessment).document(document);
    }

    /**
     * StackStorm notes by its own clock when an event was handled; one that waited for its rules engine, as it seems, says
     * nothing about the rule.
     */
    private void late(Fired fired) {
        if (fired.latency().get("instance_ms").orElse(null) instanceof JsonNumber millis
                && millis.value().compareTo(LATE_MILLIS) >= 0) {
            assessment.warn(
                    "StackStorm handled the event only after "
                            + Duration.ofMillis(millis.value().longValue()).toSeconds()
                            + " s: its rules engine was busy or away, or its clock is ahead of ours; the latency is no measure of the rule");
        }
    }

    private void firedAtLeastOnce(int count) {
        String message = count == 0
                ? "the rule did not fire: its criteria did not match, or it is disabled"
                : "the rule fired " + count + (count == 1 ? " time" : " times");
        assessment.add(new Check("fired", "/fired", null, JsonNumber.of(count), count > 0, message), Verdict.FAILED);
    }

    private void succeeded(String path, Fired.Firing firing) {
        boolean good = firing.status().equals(SUCCEEDED);
        assessment.add(
                new Check(
                        "fired execution",
                        path,
                        new JsonString(SUCCEEDED),
                        new JsonString(firing.status()),
                        good,
                        firing.action() + " was " + Shown.text(firing.status())
                                + (good ? "" : ", expected " + SUCCEEDED)),
                Verdict.FAILED);
    }

    private static JsonObject document(Fired fired) {
        List<JsonValue> executions = fired.firings().stream()
                .limit(MAX_SHOWN)
                .<JsonValue>map(FiredRule::execution)
                .toList();
        var trigger = JsonObject.builder().put("type", fired.triggerType());
        if (fired.payload() != null) {
            trigger.put("payload", fired.payload());
        }
        var document = JsonObject.builder()
                .put("fired", fired.firings().size())
                .put("executions", new JsonArray(executions))
                .put("trigger", trigger.build());
        if (!fired.latency().isEmpty()) {
            document.put("latency", fired.latency());
        }
        return document.build();
    }

    private static JsonObject execution(Fired.Firing firing) {
        var execution = JsonObject.builder()
                .put("id", firing.id())
                .put("action", firing.action())
                .put("status", firing.status());
        if (firing.result() != null) {
            execution.put("result", firing.result());
        }
        return execution.build();
    }

    /** What follows it is the schema that was broken, at length. */
    private static String firstLine(String text) {
        return Shown.text(text.strip().lines().findFirst().orElse("no reason was given"));
    }
}
