package dev.sst.embedded;

import static dev.sst.testkit.stackstorm.RecordedOutcome.object;

import dev.sst.execution.Verdict;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.test.RetryPolicy;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A recorded case of an action test: what is posted, and what the service has to say of it. */
record RecordedCase(RecordedOutcome recorded) {

    /** All of them, by name. */
    static List<RecordedCase> all() {
        return RecordedOutcome.all("action").stream().map(RecordedCase::new).toList();
    }

    TestDefinition definition() {
        JsonObject test = recorded.test();
        return TestDefinition.builder(recorded.id(), TestType.ACTION)
                .pack(test.text("stackstorm_pack").orElseThrow())
                .code(test.text("test_code").orElseThrow())
                .parameters(object(test, "test_parameters"))
                .expectation(test.get("expected_result").orElse(null))
                .timeout(recorded.timeout())
                .retries(new RetryPolicy((int) number("retry_count"), Duration.ofSeconds(number("retry_delay"))))
                .metadata(object(test, "metadata"))
                .build();
    }

    JsonObject overrides() {
        return object(recorded.execute(), "parameters");
    }

    /** The stage at which it must be refused; empty when it runs. */
    Optional<String> refusedAt() {
        return recorded.expect().text("stage");
    }

    Verdict verdict() {
        return Verdict.valueOf(recorded.verdict().toUpperCase(Locale.ROOT));
    }

    private long number(String name) {
        return ((JsonNumber) recorded.test().get(name).orElseThrow()).value().longValueExact();
    }

    @Override
    public String toString() {
        return recorded.id();
    }
}
