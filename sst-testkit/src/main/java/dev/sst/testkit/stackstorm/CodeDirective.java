package dev.sst.testkit.stackstorm;

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
 * {@code {"status": "success"}} and exits with 0. So a test in another process can script what it deploys.
 */
final class CodeDirective implements Behaviour {

    private static final Pattern LINE = Pattern.compile("^# scripted: (\\{.*\\})$", Pattern.MULTILINE);
    private static final JsonObject SUCCESS =
            JsonObject.builder().put("status", "success").build();

    @Override
    public ScriptedEnding of(ScriptedRun run) {
        if (run.envelope().isEmpty()) {
            return ScriptedEnding.bare(
                    "succeeded",
                    JsonObject.builder()
                            .put("failed", false)
                            .put("succeeded", true)
                            .put("return_code", 0)
                            .build());
        }
        JsonObject wanted = run.code().flatMap(CodeDirective::directive).orElse(JsonObject.empty());
        JsonValue document = wanted.get("document").orElse(SUCCESS);
        ScriptedEnding ending = run.runner().equals("python-script")
                ? ScriptedEnding.returned(document)
                : ScriptedEnding.script(number(wanted, "exit_code").orElse(0), JsonText.write(document) + "\n");
        return ending.after(Duration.ofMillis(number(wanted, "after_ms").orElse(0)));
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
