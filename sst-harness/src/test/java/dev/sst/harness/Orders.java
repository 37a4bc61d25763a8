package dev.sst.harness;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.ExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Orders to be wrapped in tests. */
final class Orders {
    static final String NONCE = "n0nce-4711";

    private Orders() {}

    static StartOrder of(CodeShape shape, JsonObject parameters, Set<String> secrets, JsonObject metadata) {
        var deployment =
                new Deployment(3, "embedded", "synthetic_tests.t_login", shape, "", List.of(), null, Instant.EPOCH);
        return new StartOrder(
                "key-1",
                NONCE,
                new TestId("t1"),
                new ExecutionId("e1"),
                2,
                deployment,
                parameters,
                secrets,
                Duration.ofMillis(10_500),
                metadata);
    }

    static StartOrder script(JsonObject parameters) {
        return of(CodeShape.SCRIPT, parameters, Set.of(), JsonObject.empty());
    }
}
