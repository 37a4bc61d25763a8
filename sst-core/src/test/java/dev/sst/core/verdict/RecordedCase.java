package dev.sst.core.verdict;

import dev.sst.execution.CapturedText;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.test.RunSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One of the recorded cases of the testkit: a test, StackStorm's answers, and what the verdict should be. */
record RecordedCase(JsonObject json) {
    private static final List<RecordedCase> ALL = RecordedOutcome.all("action").stream()
            .map(recorded -> new RecordedCase(recorded.json()))
            .toList();

    /** All of them, by name. */
    static List<RecordedCase> all() {
        return ALL;
    }

    String id() {
        return json.text("id").orElseThrow();
    }

    /** Whether StackStorm ran it, so that there is something to judge. */
    boolean ran() {
        return stackstorm()
                .get("execution")
                .filter(JsonObject.class::isInstance)
                .isPresent();
    }

    boolean refused() {
        return expect().get("refused").isPresent();
    }

    String expectedVerdict() {
        return expect().text("verdict").orElse("");
    }

    /** JSON pointers that must be among the failing checks. */
    List<String> failingChecks() {
        return ((JsonArray) expect().get("failing_checks").orElseThrow())
                .items().stream().map(item -> ((JsonString) item).value()).toList();
    }

    /** {@code JsonNull} when it is not judged. */
    JsonValue expectedDocument() {
        return expect().get("result_document").orElse(JsonNull.NULL);
    }

    boolean documentIsSubset() {
        return json.text("document").filter("subset"::equals).isPresent();
    }

    boolean script() {
        return runner().equals("local-shell-script");
    }

    String runner() {
        return object(stackstorm(), "action").text("runner_type").orElseThrow();
    }

    JsonObject result() {
        return object(execution(), "result");
    }

    EngineState state() {
        String status = execution().text("status").orElseThrow();
        return switch (status) {
            case "succeeded" -> EngineState.SUCCEEDED;
            case "failed" -> EngineState.FAILED;
            case "timeout" -> EngineState.TIMED_OUT;
            case "canceled" -> EngineState.CANCELLED;
            default -> throw new IllegalStateException(id() + ": " + status);
        };
    }

    /** What it printed to that output, as StackStorm kept it. */
    String output(String type) {
        return ((JsonArray) stackstorm().get("output").orElse(JsonArray.of()))
                .items().stream()
                        .map(JsonObject.class::cast)
                        .filter(piece ->
                                piece.text("output_type").filter(type::equals).isPresent())
                        .map(piece -> piece.text("data").orElse(""))
                        .collect(Collectors.joining());
    }

    RunSettings settings() {
        JsonObject test = test();
        var definition = TestDefinition.builder(test.text("name").orElseThrow(), TestType.ACTION)
                .parameters(object(test, "test_parameters"))
                .expectation(test.get("expected_result").orElse(null))
                .metadata(object(test, "metadata"))
                .timeout(Duration.ofSeconds(
                        ((JsonNumber) test.get("timeout").orElseThrow()).value().longValue()))
                .code(test.text("test_code").orElseThrow())
                .build();
        return Runs.settings(definition);
    }

    TestDefinition definition() {
        JsonObject test = test();
        return TestDefinition.builder(test.text("name").orElseThrow(), TestType.ACTION)
                .description(test.text("description").orElse(""))
                .pack(test.text("stackstorm_pack").orElseThrow())
                .parameters(object(test, "test_parameters"))
                .expectation(test.get("expected_result").orElse(null))
                .metadata(object(test, "metadata"))
                .code(test.text("test_code").orElseThrow())
                .build();
    }

    /** StackStorm's own answer, as if the content were not ours. */
    Evidence.Raw raw() {
        return new Evidence.Raw(runner(), execution().get("result").orElse(null), output("stdout"));
    }

    CapturedText stdout() {
        return CapturedText.of(output("stdout"));
    }

    boolean cancelled() {
        return state() == EngineState.CANCELLED;
    }

    JsonObject test() {
        return object(json, "test");
    }

    JsonObject givenParameters() {
        return json.get("execute").orElse(JsonNull.NULL) instanceof JsonObject execute
                ? object(execute, "parameters")
                : JsonObject.empty();
    }

    private JsonObject expect() {
        return object(json, "expect");
    }

    private JsonObject stackstorm() {
        return object(json, "stackstorm");
    }

    private JsonObject execution() {
        return object(stackstorm(), "execution");
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name).orElse(JsonNull.NULL) instanceof JsonObject object ? object : JsonObject.empty();
    }

    @Override
    public String toString() {
        return id().toLowerCase(Locale.ROOT);
    }
}
