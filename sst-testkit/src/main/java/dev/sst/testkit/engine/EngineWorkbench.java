package dev.sst.testkit.engine;

import static org.awaitility.Awaitility.await;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.execution.RunReport;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Engine;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the contract's tests: deploys code as a fresh test, runs it, waits for its end, and takes everything away again
 * when closed.
 */
final class EngineWorkbench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Engine engine;
    private final String pack;
    private final TestId testId = new TestId("contract-" + UUID.randomUUID());
    private @Nullable Deployment live;

    EngineWorkbench(Engine engine, String pack) {
        this.engine = engine;
        this.pack = pack;
    }

    TestId testId() {
        return testId;
    }

    DeploymentOrder order(String code, CodeShape shape, JsonObject parameters) {
        TestDefinition definition = TestDefinition.builder("engine contract", TestType.ACTION)
                .pack(pack)
                .code(code)
                .parameters(parameters)
                .build();
        return new DeploymentOrder(testId, 1, definition, shape, live);
    }

    Deployment deploy(String code, CodeShape shape) {
        return deploy(order(code, shape, JsonObject.empty()));
    }

    Deployment deploy(DeploymentOrder order) {
        Deployment deployment = engine.deployer().deploy(order, DeploymentProgress.SILENT);
        live = deployment;
        return deployment;
    }

    StartOrder start(Deployment deployment) {
        return start(deployment, JsonObject.empty(), Set.of(), Duration.ofSeconds(30));
    }

    StartOrder start(Deployment deployment, JsonObject parameters, Set<String> secrets, Duration timeout) {
        String execution = UUID.randomUUID().toString();
        return new StartOrder(
                "contract-" + execution,
                UUID.randomUUID().toString().replace("-", ""),
                testId,
                new ExecutionId(execution),
                1,
                deployment,
                parameters,
                secrets,
                timeout,
                JsonObject.empty());
    }

    EngineExecutionId started(StartOrder order) {
        StartAnswer answer = engine.runner().start(order);
        if (answer instanceof StartAnswer.Started started) {
            return started.id();
        }
        throw new AssertionError("not started: " + answer);
    }

    Outcome run(StartOrder order) {
        return outcome(order, started(order));
    }

    /** What became of that run, once it is over. */
    Outcome outcome(StartOrder order, EngineExecutionId id) {
        await().atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> state(id).terminal());
        return await().atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> collected(order, id), found -> !found.isEmpty())
                .get(0);
    }

    List<Outcome> collected(StartOrder order, EngineExecutionId id) {
        return engine.runner()
                .collect(List.of(
                        new CollectOrder(id, order.nonce(), order.deployment().shape())));
    }

    EngineState state(EngineExecutionId id) {
        return engine.runner().observe(List.of(id)).get(0).state();
    }

    void awaitState(EngineExecutionId id, EngineState state) {
        await().atMost(PATIENCE).pollInterval(BETWEEN_LOOKS).until(() -> state(id) == state);
    }

    /** The first state in which it runs or is over already. */
    EngineState awaitBegun(EngineExecutionId id) {
        return await().atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> state(id), state -> state == EngineState.RUNNING || state.terminal());
    }

    /** The harness's report of that outcome. */
    static RunReport report(Outcome outcome) {
        if (outcome.evidence() instanceof Evidence.Reported reported) {
            return reported.report();
        }
        throw new AssertionError("no report: " + outcome);
    }

    @Override
    public void close() {
        if (live != null) {
            engine.deployer().undeploy(testId, live, DeploymentProgress.SILENT);
        }
    }
}
