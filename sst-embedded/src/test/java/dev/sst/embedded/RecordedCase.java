package dev.sst.embedded;

import dev.sst.execution.Verdict;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.test.RetryPolicy;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A recorded case of an action test: what is posted, and what the service has to say of it. */
record RecordedCase(String id, JsonObject test, JsonValue execute, JsonObject expect, JsonObject whole) {

    /** All of them, by name. */
    static List<RecordedCase> all() {
        return RecordedOutcome.all("action").stream()
                .map(recorded -> new RecordedCase(
                        recorded.id(),
                        recorded.test(),
                        recorded.json().get("execute").orElse(JsonNull.NULL),
                        recorded.expect(),
                        recorded.json()))
                .toList();
    }

    TestDefinition definition() {
        return TestDefinition.builder(id, TestType.ACTION)
                .pack(test.text("stackstorm_pack").orElseThrow())
                .code(test.text("test_code").orElseThrow())
                .parameters(object(test, "test_parameters"))
                .expectation(test.get("expected_result").orElse(null))
                .timeout(Duration.ofSeconds(number("timeout")))
                .retries(new RetryPolicy((int) number("retry_count"), Duration.ofSeconds(number("retry_delay"))))
                .metadata(object(test, "metadata"))
                .build();
    }

    JsonObject overrides() {
        return execute instanceof JsonObject given ? object(given, "parameters") : JsonObject.empty();
    }

    /** The stage at which it must be refused; empty when it runs. */
    Optional<String> refusedAt() {
        return expect.text("stage");
    }

    Verdict verdict() {
        return Verdict.valueOf(expect.text("verdict").orElseThrow().toUpperCase(Locale.ROOT));
    }

    List<String> failingChecks() {
        return ((JsonArray) expect.get("failing_checks").orElseThrow())
                .items().stream().map(item -> ((JsonString) item).value()).toList();
    }

    Optional<JsonObject> document() {
        return expect.get("result_document")
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
    }

    /** Whether the document may hold more than is expected. */
    boolean documentMayHoldMore() {
        return whole.text("document").filter("subset"::equals).isPresent();
    }

    private long number(String name) {
        return ((JsonNumber) test.get(name).orElseThrow()).value().longValueExact();
    }

    private static JsonObject object(JsonObject from, String name) {
        return from.get(name).orElse(JsonNull.NULL) instanceof JsonObject object ? object : JsonObject.empty();
    }

    @Override
    public String toString() {
        return id;
    }
}
