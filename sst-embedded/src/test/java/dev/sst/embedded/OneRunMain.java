package dev.sst.embedded;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.ExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A server that starts one run and then waits to be killed: arguments are home, code, and what {@code GO} names. */
final class OneRunMain {
    static final String KEY = "the-run";

    private OneRunMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedSettings settings = EmbeddedSettings.builder(Path.of(arguments[0]))
                .sandbox(Sandbox.NONE)
                .build();
        var engine = EmbeddedEngine.open(settings, InstantSource.system());
        TestDefinition definition = definition(arguments[1], Path.of(arguments[2]));
        var test = new TestId("t1");
        Deployment deployment = engine.deployer()
                .deploy(new DeploymentOrder(test, 1, definition, CodeShape.SCRIPT, null), DeploymentProgress.SILENT);
        engine.runner()
                .start(new StartOrder(
                        KEY,
                        Bench.NONCE,
                        test,
                        new ExecutionId("e1"),
                        1,
                        deployment,
                        definition.parameters(),
                        Set.of(),
                        definition.timeout(),
                        definition.metadata()));
        new CountDownLatch(1).await();
    }

    static TestDefinition definition(String code, Path go) {
        return Bench.definition(code).toBuilder()
                .metadata(JsonObject.builder()
                        .put(
                                "environment",
                                JsonObject.builder().put("GO", go.toString()).build())
                        .build())
                .build();
    }
}
