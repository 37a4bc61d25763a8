package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.time.Duration;
import java.util.Optional;

/**
 * How a scripted run ends. Immutable.
 *
 * @param status StackStorm's word
 * @param result StackStorm's own result; empty for a run whose harness reports
 * @param report what the harness reports; empty for a run without a report
 * @param printed what it prints, apart from the report
 * @param after how long it runs; longer than its deadline means that the harness ends it there
 * @param steps how many executions it starts, one after the other, which share its time: those of a workflow's tasks
 */
public record ScriptedEnding(
        String status,
        Optional<JsonValue> result,
        Optional<JsonObject> report,
        String printed,
        Duration after,
        int steps) {

    /** Longer than any deadline. */
    public static final Duration FOREVER = Duration.ofDays(365);

    /** A script that prints and exits, at once. */
    public static ScriptedEnding script(int exitCode, String printed) {
        JsonObject report = report("exited")
                .put("exit_code", exitCode)
                .put("stdout", text(printed))
                .build();
        return new ScriptedEnding("succeeded", Optional.empty(), Optional.of(report), printed, Duration.ZERO, 0);
    }

    /** A class whose {@code run()} returns, at once. */
    public static ScriptedEnding returned(JsonValue value) {
        JsonObject report =
                report("returned").put("value", JsonText.write(value)).build();
        return new ScriptedEnding("succeeded", Optional.empty(), Optional.of(report), "", Duration.ZERO, 0);
    }

    /** An exception that nothing caught, at once. */
    public static ScriptedEnding raised(String type, String message) {
        JsonObject report = report("raised")
                .put(
                        "exception",
                        JsonObject.builder()
                                .put("type", type)
                                .put("message", message)
                                .put("assertion", type.equals("AssertionError"))
                                .put("traceback", type + ": " + message)
                                .build())
                .build();
        return new ScriptedEnding("succeeded", Optional.empty(), Optional.of(report), "", Duration.ZERO, 0);
    }

    /** StackStorm's own word and result, without a report, at once. */
    public static ScriptedEnding bare(String status, JsonValue result) {
        return new ScriptedEnding(status, Optional.of(result), Optional.empty(), "", Duration.ZERO, 0);
    }

    /** Runs until its deadline, its cancel, or {@link ScriptedStackStorm#finish}; then it prints that text and exits with 0. */
    public static ScriptedEnding never(String printed) {
        return script(0, printed).after(FOREVER);
    }

    /** The same, so much later. */
    public ScriptedEnding after(Duration duration) {
        return new ScriptedEnding(status, result, report, printed, duration, steps);
    }

    /** The same, of a workflow of so many tasks. */
    public ScriptedEnding inSteps(int count) {
        return new ScriptedEnding(status, result, report, printed, after, count);
    }

    /** What the harness reports of a run that it ended at its deadline. */
    static JsonObject timedOut() {
        return report("timed_out").build();
    }

    /** What the harness reports when it was asked to run another revision than the one it lies beside. */
    static ScriptedEnding otherRevision() {
        JsonObject report = report("harness_error")
                .put("cause", "the code in StackStorm is of another revision; deploy again, then execute")
                .build();
        return new ScriptedEnding("succeeded", Optional.empty(), Optional.of(report), "", Duration.ZERO, 0);
    }

    private static JsonObject.Builder report(String kind) {
        return JsonObject.builder()
                .put("kind", kind)
                .put("duration_ms", 12)
                .put("stdout", text(""))
                .put("stderr", text(""));
    }

    private static JsonObject text(String text) {
        return JsonObject.builder().put("text", text).build();
    }
}
