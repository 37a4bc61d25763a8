package dev.sst.stackstorm;

import static org.awaitility.Awaitility.await;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.ExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.ScriptedExecution;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** What the tests of this module order. */
final class Orders {

    static final TestId TEST = new TestId("01J8Z4QK7M");
    static final String PACK = "synthetic_tests";
    static final String NONCE = "nonce-1";

    private Orders() {}

    static StackStormSettings.Builder settings(ScriptedStackStorm stackStorm) {
        return StackStormSettings.behindNginx(stackStorm.root())
                .apiKey(ScriptedStackStorm.API_KEY)
                .requestTimeout(Duration.ofSeconds(5))
                .serverId("server-1");
    }

    static StackStormEngine engine(ScriptedStackStorm stackStorm) {
        return StackStormEngine.at(settings(stackStorm).build(), InstantSource.system());
    }

    static DeploymentOrder script(String code) {
        return deployment(code, CodeShape.SCRIPT);
    }

    static DeploymentOrder deployment(String code, CodeShape shape) {
        TestDefinition definition =
                TestDefinition.builder("Login page", TestType.ACTION).code(code).build();
        return new DeploymentOrder(TEST, 1, definition, shape, null);
    }

    static Deployment deployed(StackStormEngine engine, String code) {
        return engine.deployer().deploy(script(code), DeploymentProgress.SILENT);
    }

    /** What was executed, but for StackStorm's own actions, oldest first. */
    static List<ScriptedExecution> runs(ScriptedStackStorm stackStorm) {
        return stackStorm.executions().stream()
                .filter(execution -> !execution.ref().startsWith("core."))
                .toList();
    }

    static StartOrder start(String key, Deployment deployment) {
        return start(key, deployment, JsonObject.empty(), Set.of());
    }

    static StartOrder start(String key, Deployment deployment, JsonObject parameters, Set<String> secrets) {
        return new StartOrder(
                key,
                NONCE,
                TEST,
                new ExecutionId("e1"),
                1,
                deployment,
                parameters,
                secrets,
                Duration.ofSeconds(20),
                JsonObject.empty());
    }

    static EngineExecutionId started(StackStormEngine engine, StartOrder order) {
        if (engine.runner().start(order) instanceof StartAnswer.Started started) {
            return started.id();
        }
        throw new AssertionError("not started");
    }

    /** Without a request, so that those of a test can be counted. */
    static void awaitOver(ScriptedStackStorm stackStorm, EngineExecutionId id) {
        await().until(() -> runs(stackStorm).stream()
                .filter(execution -> execution.id().equals(id.value()))
                .allMatch(ScriptedExecution::over));
    }
}
