package dev.sst.core.verdict;

import dev.sst.execution.Check;
import dev.sst.execution.Evidence.Dispatched;
import dev.sst.execution.Evidence.Dispatched.Dispatch;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a sensor did while it was watched. The first dispatch that meets the expectation decides, whatever became of the
 * sensor later; any does where nothing is expected. Without one, nothing is known where some could not be compared; a process
 * that ended or never started is a mistake of the test, one that lives on has failed, and there is no timeout: watching a
 * sensor ends with the test's time.
 */
final class SensorRun {
    private static final String NAME = "dispatch";
    private static final String DISPATCHES = "/dispatches";

    private final EvaluationInput input;
    private final Assessment assessment;
    private final Endings endings;

    SensorRun(EvaluationInput input, Assessment assessment) {
        this.input = input;
        this.assessment = assessment;
        this.endings = new Endings(input, assessment);
    }

    /** The first dispatch that meets the expectation, as a document; empty when none does. */
    static Optional<JsonObject> match(@Nullable JsonValue expectation, Dispatched seen) {
        for (int i = 0; i < seen.dispatches().size(); i++) {
            JsonObject document = document(i + 1L, seen.dispatches().get(i));
            if (expectation == null
                    || Expectation.compare(expectation, document).stream().allMatch(Check::passed)) {
                return Optional.of(document);
            }
        }
        return Optional.empty();
    }

    void assess(Dispatched seen) {
        ResultDocument document = ResultDocument.ofValue(all(seen));
        assessment.document(document.document());
        if (endings.byState()) {
            return;
        }
        Optional<JsonObject> match = match(input.settings().expectation(), seen);
        if (input.cancelRequested()) {
            endings.cancelled();
        } else if (match.isPresent()) {
            assessment.passed(NAME, null, "the sensor dispatched what was expected");
            new ContentChecks(input.settings(), assessment).document(ResultDocument.ofValue(match.get()));
        } else if (seen.unwatched() != null) {
            assessment.failed("sensor", Verdict.INFRASTRUCTURE, seen.unwatched());
        } else if (!seen.complete()) {
            assessment.failed("sensor", Verdict.INFRASTRUCTURE, leftOut(seen));
        } else if (!seen.started()) {
            assessment.failed(
                    "process",
                    Verdict.ERROR,
                    "the sensor's process never started" + (seen.unstarted() == null ? "" : ": " + seen.unstarted()));
        } else if (!seen.alive() || !seen.exitCodes().isEmpty()) {
            assessment.failed("process", Verdict.ERROR, ended(seen));
        } else {
            compare(seen, document);
        }
    }

    private static String leftOut(Dispatched seen) {
        return "the sensor dispatched more than can be compared: of at least " + seen.total() + " dispatches "
                + seen.dispatches().size() + " were, and none of these is as expected";
    }

    private static String ended(Dispatched seen) {
        List<Integer> codes = seen.exitCodes();
        String distinct = codes.stream().distinct().map(String::valueOf).collect(Collectors.joining(", "));
        String with = codes.isEmpty()
                ? " is not there" + (seen.unstarted() == null ? "" : ": " + seen.unstarted())
                : " ended with exit code " + distinct + (codes.size() == 1 ? "" : ", " + codes.size() + " times");
        return "the sensor's process" + with + (seen.alive() ? "; StackStorm started it again" : "");
    }

    /** Alive, and nothing met the expectation: the first dispatch shows how it differs. */
    private void compare(Dispatched seen, ResultDocument document) {
        if (!seen.dispatches().isEmpty()) {
            new ContentChecks(input.settings(), assessment).document(document);
        }
        if (assessment.clean()) {
            String message = seen.dispatches().isEmpty()
                    ? "the sensor dispatched nothing of what it declares"
                    : "none of " + seen.total() + " dispatches is as expected";
            assessment.add(
                    new Check(NAME, DISPATCHES, null, JsonNumber.of(seen.total()), false, message), Verdict.FAILED);
        }
    }

    /** How many there were, and the first of them. */
    private static JsonObject all(Dispatched seen) {
        return seen.dispatches().isEmpty()
                ? JsonObject.builder().put("dispatches", 0).build()
                : document(seen.total(), seen.dispatches().get(0));
    }

    private static JsonObject document(long count, Dispatch dispatch) {
        return JsonObject.builder()
                .put("dispatches", count)
                .put("trigger", dispatch.trigger())
                .put("payload", dispatch.payload())
                .build();
    }
}
