package dev.sst.harness;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.ExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Orders to be wrapped in tests. */
final class Orders {
    static final String NONCE = "n0nce-4711";

    private Orders() {}

    static StartOrder of(CodeShape shape, JsonObject parameters, Set<String> secrets, JsonObject metadata) {
        return of(shape, parameters, secrets, metadata, Duration.ofMillis(10_500));
    }

    private static StartOrder of(
            CodeShape shape, JsonObject parameters, Set<String> secrets, JsonObject metadata, Duration timeout) {
        var deployment = Deployment.builder("synthetic_tests.t_login", TestType.ACTION, 3, "embedded", Instant.EPOCH)
                .shape(shape)
                .build();
        return new StartOrder(
                "key-1",
                NONCE,
                new TestId("t1"),
                new ExecutionId("e1"),
                2,
                deployment,
                parameters,
                secrets,
                timeout,
                metadata);
    }

    static StartOrder scriptOf(Duration timeout) {
        return of(CodeShape.SCRIPT, JsonObject.empty(), Set.of(), JsonObject.empty(), timeout);
    }

    static StartOrder script(JsonObject parameters) {
        return of(CodeShape.SCRIPT, parameters, Set.of(), JsonObject.empty());
    }
}
