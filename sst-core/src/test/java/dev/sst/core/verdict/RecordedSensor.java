package dev.sst.core.verdict;

import static dev.sst.testkit.stackstorm.RecordedOutcome.object;

import dev.sst.execution.Evidence.Dispatched;
import dev.sst.execution.Evidence.Dispatched.Dispatch;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.test.RunSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.time.Instant;
import java.util.List;

/** A recorded sensor, as the evidence that a watch of it ends with. */
record RecordedSensor(RecordedOutcome recorded) {
    private static final String SPAWN = "core.st2.sensor.process_spawn";
    private static final String EXIT = "core.st2.sensor.process_exit";

    static List<RecordedSensor> all() {
        return RecordedOutcome.all("sensor").stream().map(RecordedSensor::new).toList();
    }

    TestDefinition definition() {
        JsonObject test = recorded.test();
        return TestDefinition.builder(test.text("name").orElseThrow(), TestType.SENSOR)
                .code(test.text("test_code").orElseThrow())
                .pack(test.text("stackstorm_pack").orElseThrow())
                .metadata(object(test, "metadata"))
                .expectation(test.get("expected_result").orElse(null))
                .timeout(recorded.timeout())
                .build();
    }

    RunSettings settings() {
        return Runs.settings(definition());
    }

    Dispatched evidence() {
        List<JsonObject> rows = recorded.rows("trigger_instances");
        List<JsonObject> process = rows.stream()
                .filter(row -> trigger(row).equals(SPAWN) || trigger(row).equals(EXIT))
                .toList();
        List<Dispatch> dispatches = rows.stream()
                .filter(row -> !process.contains(row))
                .map(row -> new Dispatch(trigger(row), object(row, "payload"), at(row)))
                .toList();
        return new Dispatched(
                dispatches,
                dispatches.size(),
                !process.isEmpty(),
                trigger(process.get(process.size() - 1)).equals(SPAWN),
                process.stream()
                        .filter(row -> trigger(row).equals(EXIT))
                        .map(row -> ((JsonNumber)
                                        object(row, "payload").get("exit_code").orElseThrow())
                                .value()
                                .intValue())
                        .toList(),
                null,
                null);
    }

    private static String trigger(JsonObject row) {
        return row.text("trigger").orElseThrow();
    }

    private static Instant at(JsonObject row) {
        return Instant.parse(row.text("occurrence_time").orElseThrow());
    }

    /** Of the process that ended; empty where none had to. */
    List<String> exitCodes() {
        return recorded.expect().get("exit_codes").orElse(JsonArray.of()) instanceof JsonArray codes
                ? codes.items().stream()
                        .map(code -> ((JsonNumber) code).value().toPlainString())
                        .toList()
                : List.of();
    }

    @Override
    public String toString() {
        return recorded.id();
    }
}
