package dev.sst.core.verdict;

import static dev.sst.testkit.stackstorm.RecordedOutcome.object;

import dev.sst.execution.CapturedText;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.test.RunSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One of the recorded cases of the testkit: a test, StackStorm's answers, and what the verdict should be. */
record RecordedCase(RecordedOutcome recorded) {
    private static final List<RecordedCase> ALL =
            RecordedOutcome.all("action").stream().map(RecordedCase::new).toList();

    /** All of them, by name. */
    static List<RecordedCase> all() {
        return ALL;
    }

    String id() {
        return recorded.id();
    }

    /** Whether StackStorm ran it, so that there is something to judge. */
    boolean ran() {
        return recorded.stackstorm()
                .get("execution")
                .filter(JsonObject.class::isInstance)
                .isPresent();
    }

    boolean script() {
        return runner().equals("local-shell-script");
    }

    String runner() {
        return object(recorded.stackstorm(), "action").text("runner_type").orElseThrow();
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
        return ((JsonArray) recorded.stackstorm().get("output").orElse(JsonArray.of()))
                .items().stream()
                        .map(JsonObject.class::cast)
                        .filter(piece ->
                                piece.text("output_type").filter(type::equals).isPresent())
                        .map(piece -> piece.text("data").orElse(""))
                        .collect(Collectors.joining());
    }

    RunSettings settings() {
        JsonObject test = recorded.test();
        var definition = TestDefinition.builder(test.text("name").orElseThrow(), TestType.ACTION)
                .parameters(object(test, "test_parameters"))
                .expectation(test.get("expected_result").orElse(null))
                .metadata(object(test, "metadata"))
                .timeout(recorded.timeout())
                .code(test.text("test_code").orElseThrow())
                .build();
        return Runs.settings(definition);
    }

    TestDefinition definition() {
        JsonObject test = recorded.test();
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

    JsonObject givenParameters() {
        return object(recorded.execute(), "parameters");
    }

    private JsonObject execution() {
        return object(recorded.stackstorm(), "execution");
    }

    @Override
    public String toString() {
        return id().toLowerCase(Locale.ROOT);
    }
}
