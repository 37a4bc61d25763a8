package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a run ends when no behaviour was given for its action: as the deployed code itself asks, in a line {@code # scripted:
 * {"exit_code": 1, "document": {...}, "after_ms": 500}}, where every member may be missing. Without such a line it prints
 * {@code {"status": "success"}} and exits with 0. A workflow succeeds with that document as its output, or none, after so long and
 * in as many {@code "steps"} as it asks for. So a test in another process can script what it deploys.
 */
final class CodeDirective implements Behaviour {

    private static final Pattern LINE = Pattern.compile("^# scripted: (\\{.*\\})$", Pattern.MULTILINE);
    private static final JsonObject SUCCESS =
            JsonObject.builder().put("status", "success").build();

    /** StackStorm's runner of workflows. */
    static final String WORKFLOWS = "orquesta";

    /** What the shell runners say of a command that printed nothing and succeeded. */
    static final JsonObject SHELL = JsonObject.builder()
            .put("failed", false)
            .put("succeeded", true)
            .put("return_code", 0)
            .build();

    @Override
    public ScriptedEnding of(ScriptedRun run) {
        JsonObject wanted = run.code().flatMap(CodeDirective::directive).orElse(JsonObject.empty());
        if (run.runner().equals(WORKFLOWS)) {
            return workflow(wanted);
        }
        if (run.envelope().isEmpty()) {
            return ScriptedEnding.bare("succeeded", SHELL);
        }
        JsonValue document = wanted.get("document").orElse(SUCCESS);
        ScriptedEnding ending = run.runner().equals("python-script")
                ? ScriptedEnding.returned(document)
                : ScriptedEnding.script(number(wanted, "exit_code").orElse(0), JsonText.write(document) + "\n");
        return ending.after(after(wanted));
    }

    private static ScriptedEnding workflow(JsonObject wanted) {
        var result = JsonObject.builder()
                .put("output", wanted.get("document").orElse(JsonNull.NULL))
                .build();
        return ScriptedEnding.bare("succeeded", result)
                .after(after(wanted))
                .inSteps(number(wanted, "steps").orElse(0));
    }

    private static Duration after(JsonObject wanted) {
        return Duration.ofMillis(number(wanted, "after_ms").orElse(0));
    }

    private static Optional<JsonObject> directive(String code) {
        Matcher matcher = LINE.matcher(code);
        return matcher.find() && JsonText.parse(matcher.group(1)) instanceof JsonObject object
                ? Optional.of(object)
                : Optional.empty();
    }

    private static Optional<Integer> number(JsonObject object, String name) {
        return object.get(name)
                .filter(JsonNumber.class::isInstance)
                .map(number -> ((JsonNumber) number).value())
                .map(BigDecimal::intValue);
    }
}
