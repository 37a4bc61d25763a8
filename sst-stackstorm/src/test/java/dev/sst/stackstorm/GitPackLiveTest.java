package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sst.EngineRejectedException;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence;
import dev.sst.execution.ExecutionId;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packs that a real StackStorm clones from a plain web server of ours, which its runners must be able to reach on the loopback;
 * see {@link StackStormEngineLiveTest}. Nothing of them stays.
 */
@Tag("live")
final class GitPackLiveTest {

    private static final String PACK = "sst_git_live";
    private static final String SENSOR_PACK = "sst_git_live_sensor";
    private static final String SENSOR = """
            from st2reactor.sensor.base import PollingSensor


            class GitSensor(PollingSensor):
                def setup(self):
                    pass

                def poll(self):
                    self.sensor_service.dispatch(trigger="sst_git_live_sensor.tick", payload={"n": %d})

                def cleanup(self):
                    pass

                def add_trigger(self, trigger):
                    pass

                def update_trigger(self, trigger):
                    pass

                def remove_trigger(self, trigger):
                    pass
            """;
    private static final JsonObject METADATA =
            RuleWorld.json("{'class_name': 'GitSensor', 'poll_interval': 4, 'trigger_types': [{'name': 'tick'}]}");

    @TempDir
    Path folder;

    private final TestId test = new TestId("live-" + UUID.randomUUID());
    private final List<String> steps = new ArrayList<>();
    private ServedFolder served;
    private StackStormEngine engine;
    private StackStorm stackstorm;
    private int runs;

    @BeforeEach
    void open() {
        served = ServedFolder.of(folder);
        engine = engine(served.settings());
        stackstorm = StackStorm.connect(LiveStackStorm.settings("git"));
        assertThat(held()).isEmpty();
    }

    @AfterEach
    void leaveNothingBehind() {
        stackstorm.packs().uninstall(PACK);
        stackstorm.packs().uninstall(SENSOR_PACK);
        assertThat(held()).isEmpty();
        stackstorm.close();
        engine.close();
        served.close();
    }

    private static StackStormEngine engine(GitSettings git) {
        return StackStormEngine.at(LiveStackStorm.with("git").git(git).build(), InstantSource.system());
    }

    /** What StackStorm holds of all that these tests could leave. */
    private List<String> held() {
        List<String> held = new ArrayList<>();
        for (String pack : List.of(PACK, SENSOR_PACK)) {
            stackstorm.packs().get(pack).ifPresent(there -> held.add("pack " + there.ref()));
            stackstorm.actions().ofPack(pack).forEach(there -> held.add("action " + there.ref()));
            stackstorm
                    .sensors()
                    .list()
                    .map(SensorRecord::ref)
                    .filter(ref -> ref.startsWith(pack + "."))
                    .forEach(held::add);
            stackstorm.triggers().typesOfPack(pack).forEach(there -> held.add("trigger type " + there.ref()));
        }
        return held;
    }

    @Test
    void anActionIsDeployedChangedRolledBackAndTakenAway() {
        Deployment first = deployed(script("print('one')\n", null));
        assertThat(said(first)).isEqualTo("one\n");
        Deployment second = deployed(script("print('two')\n", first));
        assertThat(said(second)).isEqualTo("two\n");
        assertThat(second.packVersion()).isNotEqualTo(first.packVersion());
        Deployment back = deployed(script("print('one')\n", second));
        assertThat(said(back)).isEqualTo("one\n");

        assertThat(engine.deployer().inspect(test, back).differences()).isEmpty();
        assertThat(steps).contains("a runner sees the files");
        engine.deployer().undeploy(test, back, steps::add);
        assertThat(stackstorm.actions().ofPack(PACK)).isEmpty();
    }

    @Test
    void aClassRunsInTheEnvironmentThatTheInstallBuilt() {
        String code = """
                from st2common.runners.base_action import Action


                class Says(Action):
                    def run(self):
                        return {"said": %d}
                """;
        Deployment first = deployed(action(code.formatted(1), CodeShape.ACTION_CLASS, null));
        assertThat(returned(first)).isEqualTo(RuleWorld.json("{'said': 1}"));
        Deployment second = deployed(action(code.formatted(2), CodeShape.ACTION_CLASS, first));
        assertThat(returned(second)).isEqualTo(RuleWorld.json("{'said': 2}"));
    }

    @Test
    void aSensorIsDeployedChangedRolledBackAndTakenAway() {
        Deployment first = deployed(sensor(1, null));
        assertThat(dispatched(first)).isEqualTo(1);
        Deployment second = deployed(sensor(2, first));
        assertThat(dispatched(second)).isEqualTo(2);
        Deployment back = deployed(sensor(1, second));
        assertThat(back.packVersion()).isEqualTo(first.packVersion());
        assertThat(dispatched(back)).isEqualTo(1);

        assertThat(engine.deployer().inspect(test, back).differences()).isEmpty();
        engine.deployer().undeploy(test, back, steps::add);
        assertThat(held()).isEmpty();
    }

    @Test
    void anAddressThatNoRunnerReachesIsToldWithIt() {
        URI nowhere = URI.create("http://127.0.0.1:9/nowhere");
        try (StackStormEngine lost = engine(new GitSettings(folder, nowhere))) {
            assertThatThrownBy(() -> lost.deployer().deploy(script("print('one')\n", null), steps::add))
                    .isInstanceOf(EngineRejectedException.class)
                    .hasMessageContaining("packs.download: ")
                    .hasMessageContaining(nowhere + "/" + PACK + ".git");
        }
    }

    private Deployment deployed(DeploymentOrder order) {
        return engine.deployer().deploy(order, steps::add);
    }

    private DeploymentOrder script(String code, @Nullable Deployment live) {
        return action(code, CodeShape.SCRIPT, live);
    }

    private DeploymentOrder action(String code, CodeShape shape, @Nullable Deployment live) {
        TestDefinition definition = TestDefinition.builder("Git", TestType.ACTION)
                .pack(PACK)
                .code(code)
                .build();
        return new DeploymentOrder(test, 1, definition, shape, live);
    }

    private DeploymentOrder sensor(int says, @Nullable Deployment live) {
        TestDefinition definition = TestDefinition.builder("Git", TestType.SENSOR)
                .pack(SENSOR_PACK)
                .code(SENSOR.formatted(says))
                .metadata(METADATA)
                .build();
        return new DeploymentOrder(test, 1, definition, null, CodeDocument.sensor("GitSensor", true), live);
    }

    private String said(Deployment deployment) {
        return outcome(deployment).report().stdout().text();
    }

    private @Nullable JsonValue returned(Deployment deployment) {
        return outcome(deployment).report().value();
    }

    /** What its first dispatch says. */
    private int dispatched(Deployment deployment) {
        EngineExecutionId id = started(deployment);
        var seen = (Evidence.Dispatched) await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> observed(id).soFar(),
                        evidence -> evidence instanceof Evidence.Dispatched so
                                && !so.dispatches().isEmpty());
        engine.runner().cancel(id);
        JsonObject payload = (JsonObject) seen.dispatches().get(0).payload();
        return ((JsonNumber) payload.get("n").orElseThrow()).value().intValueExact();
    }

    private Evidence.Reported outcome(Deployment deployment) {
        EngineExecutionId id = started(deployment);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> observed(id).state().terminal());
        return (Evidence.Reported) engine.runner()
                .collect(List.of(new CollectOrder(id, "nonce", deployment.shape())))
                .get(0)
                .evidence();
    }

    private Observation observed(EngineExecutionId id) {
        return engine.runner().observe(List.of(id)).get(0);
    }

    private EngineExecutionId started(Deployment deployment) {
        runs++;
        var order = new StartOrder(
                "sst-" + test + "-" + runs,
                "nonce",
                test,
                new ExecutionId("e" + runs),
                1,
                deployment,
                JsonObject.empty(),
                Set.of(),
                Duration.ofSeconds(60),
                deployment.type() == TestType.SENSOR ? METADATA : JsonObject.empty());
        return ((StartAnswer.Started) await().atMost(Duration.ofSeconds(70))
                        .until(() -> engine.runner().start(order), StartAnswer.Started.class::isInstance))
                .id();
    }
}
