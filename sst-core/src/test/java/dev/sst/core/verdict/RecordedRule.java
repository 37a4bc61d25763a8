package dev.sst.core.verdict;

import static dev.sst.testkit.stackstorm.RecordedOutcome.object;

import dev.sst.execution.Evidence.Fired;
import dev.sst.execution.Evidence.Fired.Firing;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.test.RunSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.util.List;
import java.util.Optional;

/** A recorded rule, as the evidence that a watch of it ends with. */
record RecordedRule(RecordedOutcome recorded) {

    static List<RecordedRule> all() {
        return RecordedOutcome.all("rule").stream().map(RecordedRule::new).toList();
    }

    RunSettings settings() {
        JsonObject test = recorded.test();
        return Runs.settings(TestDefinition.builder(test.text("name").orElseThrow(), TestType.RULE)
                .code(test.text("test_code").orElseThrow())
                .parameters(object(test, "test_parameters"))
                .expectation(test.get("expected_result").orElse(null))
                .timeout(recorded.timeout())
                .build());
    }

    Fired evidence() {
        JsonObject trigger = object(object(recorded.stackstorm(), "rule"), "trigger");
        return new Fired(
                trigger.text("type").orElseThrow(),
                payload(trigger.text("ref").orElseThrow()).orElse(null),
                recorded.rows("enforcements").stream()
                        .flatMap(row -> row.text("execution_id").stream())
                        .map(this::firing)
                        .toList(),
                recorded.rows("enforcements").stream()
                        .flatMap(row -> row.text("failure_reason").stream())
                        .toList(),
                refused().orElse(null),
                null,
                JsonObject.builder().put("total_ms", 321).build());
    }

    private Optional<JsonObject> payload(String trigger) {
        return recorded.rows("trigger_instances").stream()
                .filter(row -> row.text("trigger").orElse("").equals(trigger))
                .map(row -> object(row, "payload"))
                .findFirst();
    }

    private Firing firing(String id) {
        JsonObject execution = recorded.rows("executions").stream()
                .filter(row -> row.text("id").orElse("").equals(id))
                .findFirst()
                .orElseThrow();
        return new Firing(
                id,
                object(execution, "action").text("ref").orElseThrow(),
                execution.text("status").orElseThrow(),
                execution.get("result").orElse(null),
                true);
    }

    private Optional<String> refused() {
        return recorded.rows("requests").stream()
                .filter(row -> row.get("http").orElseThrow().equals(JsonNumber.of(400)))
                .map(row -> object(row, "answer").text("faultstring").orElseThrow())
                .findFirst();
    }

    @Override
    public String toString() {
        return recorded.id();
    }
}
