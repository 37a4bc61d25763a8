package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.StartOrder;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** StackStorm shows secrets to an administrator who asks with {@code show_secrets}. */
final class SecretsAskedTest {

    @Test
    void noRequestAsksForSecrets() {
        try (var scripted = ScriptedStackStorm.start();
                StackStormEngine engine = Orders.engine(scripted);
                var client = StackStorm.connect(Orders.settings(scripted).build())) {
            scripted.addPack(Orders.PACK);
            Deployment deployment = Orders.deployed(engine, "print(1)\n");
            StartOrder order = Orders.start(
                    "key-1",
                    deployment,
                    JsonObject.builder().put("password", "hunter2222").build(),
                    Set.of("password"));
            EngineExecutionId id = Orders.started(engine, order);
            Orders.awaitOver(scripted, id);

            engine.runner().findByKey(order, Instant.now());
            engine.runner().observe(List.of(id));
            engine.runner().collect(List.of(new CollectOrder(id, Orders.NONCE, CodeShape.SCRIPT)));
            engine.runner().output(id, 0);
            engine.monitor().recent(10);
            engine.monitor().run(id.value());
            client.executions().list(ExecutionQuery.all()).forEach(row -> {});
            client.executions().get(id.value());
            client.executions().withResult(id.value());
            client.actions().get(deployment.ref());
            client.keys().list().forEach(row -> {});

            assertThat(scripted.requests().count(RequestKind.COLLECT)).isPositive();
            assertThat(scripted.requests().count(RequestKind.LIST_EXECUTIONS)).isPositive();
            assertThat(scripted.requests().latest())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(request -> assertThat(request.query()).doesNotContainKeys("show_secrets", "decrypt"));
        }
    }
}
