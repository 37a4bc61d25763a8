package dev.sst.core.verdict;

import dev.sst.execution.CapturedText;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a run of content that was there before us, and so has no harness, by StackStorm's raw answer. What StackStorm's
 * runners make of it was observed on StackStorm 3.10dev: stdout and stderr of scripts are parsed when they are JSON, a class
 * that returns what JSON cannot hold succeeds with mangled text, one that leaves by {@code sys.exit(0)} succeeds with the text
 * {@code None}.
 */
final class RawRun {
    /** What the python runner leaves at the end of a returned value it could not write as JSON. */
    private static final String MANGLED = ", 'status': None}";

    private static final String NOTHING = "None";
    private static final String UNDECODED = "codec can't decode";
    private static final Set<Integer> NOT_STARTED = Set.of(126, 127);

    /** What sh writes about a child that died of a signal, and the exit code it then has. */
    private static final Map<Integer, String> DEATHS =
            Map.of(137, "Killed", 143, "Terminated", 134, "Aborted", 139, "Segmentation fault");

    /** Runner crashes that the content brought about, by their words. */
    private static final Set<String> OWN_FAULTS = Set.of(
            "Status returned from the action run() method must",
            "The result length should be",
            UNDECODED,
            "Argument list too long");

    private final EvaluationInput input;
    private final Assessment assessment;
    private final Endings endings;
    private final ContentChecks content;

    RawRun(EvaluationInput input, Assessment assessment) {
        this.input = input;
        this.assessment = assessment;
        this.endings = new Endings(input, assessment);
        this.content = new ContentChecks(input.settings(), assessment);
    }

    void assess(Evidence.Raw raw) {
        if (endings.byState()) {
            return;
        }
        if (input.deadlinePassed()) {
            endings.timedOut();
            return;
        }
        EngineResult result = EngineResult.of(raw);
        switch (raw.runner()) {
            case "local-shell-cmd", "local-shell-script" -> process(raw, result);
            case "python-script" -> process(raw, result);
            case "http-request" -> request(result);
            default -> other(raw.result(), result);
        }
    }

    private void process(Evidence.Raw raw, EngineResult result) {
        if (result.timedOut()) {
            endings.timedOut();
        } else if (result.exitCode().isEmpty()) {
            crashed(result);
        } else if (raw.runner().equals("python-script")) {
            returned(result, result.exitCode().get());
        } else {
            exited(raw, result, result.exitCode().get());
        }
    }

    private void exited(Evidence.Raw raw, EngineResult result, int code) {
        content.exitCode(code);
        if (code != 0) {
            whyNotZero(code, result.output("stderr").strip());
        }
        content.document(printed(raw, result, code));
    }

    private void whyNotZero(int code, String stderr) {
        Optional<Traceback> uncaught = Traceback.in(stderr);
        if (NOT_STARTED.contains(code)) {
            assessment.failed("start", Verdict.ERROR, "the script could not be started: " + Shown.text(stderr));
        } else if (DEATHS.containsKey(code) && stderr.endsWith(DEATHS.get(code))) {
            assessment.failed("signal", Verdict.ERROR, "the script died of " + Signals.name(code - 128));
        } else {
            uncaught.ifPresent(this::uncaught);
        }
    }

    /** What it printed; {@code /output} has the text as it was, the result only what StackStorm made of it. */
    private ResultDocument printed(Evidence.Raw raw, EngineResult result, int code) {
        String live = raw.stdout();
        if (live != null && !live.isEmpty()) {
            return ResultDocument.ofOutput(CapturedText.of(live), code);
        }
        if (result.parsed("stdout")) {
            assessment.warn("the exact text of stdout is not known, since StackStorm parsed it as JSON: "
                    + "large numbers may have been rounded and repeated names lost");
        }
        return ResultDocument.ofOutput(CapturedText.of(result.output("stdout")), code);
    }

    private void returned(EngineResult result, int code) {
        JsonValue value = result.members().get("result").orElse(JsonNull.NULL);
        String text = value instanceof JsonString string ? string.value() : "";
        if (code != 0) {
            content.exitCode(code);
            Traceback.in(result.output("stderr"))
                    .ifPresentOrElse(
                            this::uncaught,
                            () -> assessment.failed(
                                    "returned value", Verdict.ERROR, "run() ended the process without returning"));
        } else if (text.endsWith(MANGLED)) {
            assessment.failed("returned value", Verdict.ERROR, "run() returned what JSON cannot hold");
        } else if (text.equals(NOTHING)) {
            assessment.failed(
                    "returned value",
                    Verdict.ERROR,
                    "run() ended the process without returning, or returned the text None");
        } else {
            content.flag(input.outcome().state() == EngineState.SUCCEEDED);
            content.document(ResultDocument.ofValue(value));
        }
    }

    private void request(EngineResult result) {
        if (input.outcome().state() == EngineState.SUCCEEDED) {
            assessment.passed("request", null, "the request was answered with success");
        } else {
            String why = result.members()
                    .get("status_code")
                    .map(code -> "the answer was " + Shown.value(code))
                    .or(() -> result.error().map(error -> "the request failed: " + Shown.text(error)))
                    .orElse("the request failed");
            assessment.failed("request", Verdict.FAILED, why);
        }
        content.document(ResultDocument.ofValue(result.members()));
    }

    private void other(@Nullable JsonValue value, EngineResult result) {
        if (input.outcome().state() == EngineState.SUCCEEDED) {
            assessment.passed("engine state", new JsonString("succeeded"), "the engine's state was succeeded");
        } else if (result.runnerCrashed()) {
            crashed(result);
            return;
        } else {
            assessment.failed("engine state", Verdict.FAILED, "the engine's state was failed");
        }
        content.document(ResultDocument.ofValue(value == null ? JsonObject.empty() : value));
    }

    private void crashed(EngineResult result) {
        String error = result.error().orElse("StackStorm gave no exit code and no reason");
        boolean own = OWN_FAULTS.stream().anyMatch(error::contains);
        String lost = error.contains(UNDECODED)
                ? "it printed what is not UTF-8, and with that its exit code and its output are lost: "
                : "";
        assessment.failed(
                "runner",
                own ? Verdict.ERROR : Verdict.INFRASTRUCTURE,
                "StackStorm's runner failed: " + lost + Shown.text(error));
    }

    private void uncaught(Traceback traceback) {
        String why = traceback.message().isBlank() ? "" : ": " + Shown.text(traceback.message());
        assessment.failed(
                "exception",
                traceback.assertion() ? Verdict.FAILED : Verdict.ERROR,
                "uncaught " + traceback.type() + why);
    }
}
