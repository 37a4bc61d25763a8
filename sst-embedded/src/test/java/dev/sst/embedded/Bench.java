package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.execution.RunReport;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** An engine in a folder of its own, and the steps a test takes with it. */
final class Bench implements AutoCloseable {
    static final String NONCE = "n0nce";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EmbeddedSettings settings;
    private EmbeddedEngine engine;

    Bench(Path home, UnaryOperator<EmbeddedSettings.Builder> change) {
        settings = change.apply(EmbeddedSettings.builder(home).sandbox(Sandbox.NONE))
                .build();
        engine = EmbeddedEngine.open(settings, InstantSource.system());
    }

    Bench(Path home) {
        this(home, UnaryOperator.identity());
    }

    EmbeddedEngine engine() {
        return engine;
    }

    /** What a server that was stopped and started again has. */
    void reopen() {
        engine.close();
        engine = EmbeddedEngine.open(settings, InstantSource.system());
    }

    static TestDefinition definition(String code) {
        return TestDefinition.builder("A test", TestType.ACTION).code(code).build();
    }

    Deployment deploy(TestDefinition definition) {
        return deploy(new TestId("t" + NUMBER.incrementAndGet()), definition, null);
    }

    Deployment deploy(TestId id, TestDefinition definition, Deployment live) {
        var shape = new PythonCodeInspector(settings).inspect(definition).shape();
        return engine.deployer().deploy(new DeploymentOrder(id, 1, definition, shape, live), DeploymentProgress.SILENT);
    }

    static StartOrder order(Deployment deployment, TestDefinition definition, Set<String> secrets) {
        return new StartOrder(
                "run-" + NUMBER.incrementAndGet(),
                NONCE,
                new TestId("t1"),
                new ExecutionId("e1"),
                1,
                deployment,
                definition.parameters(),
                secrets,
                definition.timeout(),
                definition.metadata());
    }

    EngineExecutionId start(StartOrder order) {
        StartAnswer answer = engine.runner().start(order);
        assertThat(answer).isInstanceOf(StartAnswer.Started.class);
        return ((StartAnswer.Started) answer).id();
    }

    EngineExecutionId start(TestDefinition definition) {
        return start(order(deploy(definition), definition, Set.of()));
    }

    Outcome outcome(EngineExecutionId id) {
        var orders = List.of(new CollectOrder(id, NONCE, null));
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> engine.runner().collect(orders), outcomes -> !outcomes.isEmpty())
                .get(0);
    }

    Outcome run(TestDefinition definition) {
        return outcome(start(definition));
    }

    RunReport report(TestDefinition definition) {
        return report(run(definition));
    }

    static RunReport report(Outcome outcome) {
        assertThat(outcome.evidence()).isInstanceOf(Evidence.Reported.class);
        return ((Evidence.Reported) outcome.evidence()).report();
    }

    void awaitOutput(EngineExecutionId id, String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> engine.runner().output(id, 0).text().contains(text));
    }

    static JsonObject parameters(String name, String value) {
        return JsonObject.builder().put(name, value).build();
    }

    /** Processes of the run that live. */
    static List<ProcessHandle> processes(EngineExecutionId id) {
        return MarkedProcesses.of(id.value()).stream()
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    static void awaitNoProcesses(EngineExecutionId id) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> processes(id).isEmpty());
    }

    @Override
    public void close() {
        engine.close();
    }
}
