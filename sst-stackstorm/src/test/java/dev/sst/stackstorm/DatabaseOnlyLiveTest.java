package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence;
import dev.sst.harness.ContentFile;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Deployer;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Probe.State;
import dev.sst.spi.Runner;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.testkit.engine.EngineContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine's contract on a real StackStorm of which a probe would have found that its runners see no files: scripts are kept
 * in its database, classes alone have files. Its variables are those of {@link StackStormEngineLiveTest}.
 */
@Tag("live")
final class DatabaseOnlyLiveTest extends EngineContract {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static StackStormEngine engine;
    private static HttpTransport transport;
    private static StackStormClient client;
    private static Engine withoutFiles;

    @BeforeAll
    static void open() {
        StackStormSettings settings = LiveStackStorm.settings("database-only");
        engine = StackStormEngine.at(settings, InstantSource.system());
        transport = new HttpTransport(settings);
        client = LiveStackStorm.client(transport);
        withoutFiles = new WithoutFiles(
                ActionDeployers.of(client, settings, () -> ActionDeployers.files(State.FAILS)), engine);
    }

    @AfterAll
    static void close() {
        transport.close();
        engine.close();
    }

    @Override
    protected Engine engine() {
        return withoutFiles;
    }

    /** Below which new packs are staged, and where scripts go that have no pack of their own. */
    @Override
    protected String pack() {
        return "default";
    }

    /** As somebody does who unpacks the command and packs it again. */
    @Override
    protected void edit(Deployment deployment, String name, String text) {
        LiveAction live = live(deployment);
        CommandContent found = CommandContent.of(live).orElseThrow();
        ActionContent edited = found.with(found.command().with(ContentFile.of(name, text)))
                .action(
                        "default",
                        live.json().text("name").orElseThrow(),
                        live.owner().orElseThrow());
        change(deployment, live.body().with("parameters", edited.parameters()));
    }

    private static LiveAction live(Deployment deployment) {
        return new LiveAction(
                client.object(Request.get("/v1/actions/" + deployment.ref())).orElseThrow());
    }

    private static void change(Deployment deployment, JsonObject body) {
        client.send(Request.put("/v1/actions/" + deployment.ref(), body));
    }

    @Test
    void aScriptHasNoFileAndItsFolderOnTheRunnerGoesWithItsRun() {
        Deployment deployment = deployed(withoutFiles, "import os, sys\nprint(os.path.dirname(sys.argv[0]))\n");
        try {
            String folder = printed(deployment).strip();

            assertThat(deployment.files()).isEmpty();
            assertThat(deployment.ref()).startsWith("default.");
            assertThat(live(deployment).entryPoint()).isEmpty();
            assertThat(folder)
                    .matches("/.*/sst-[^/]+/" + deployment.contentHash().substring(0, 12));
            Deployment asking = deployed(withoutFiles, "import os\nprint(os.path.exists('" + folder + "/..'))\n");
            assertThat(printed(asking)).isEqualTo("False\n");
        } finally {
            engine.deployer().undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        }
        assertThat(client.object(Request.get("/v1/actions/" + deployment.ref())))
                .isEmpty();
    }

    @Test
    void whatIsEditedByHandIsNamed() {
        Deployment deployment = deployed(withoutFiles, "print(1)\n");
        try {
            JsonObject written = live(deployment).body();

            change(deployment, written.with("description", new JsonString("mine")));
            assertThat(engine.deployer().inspect(Orders.TEST, deployment).differences())
                    .containsExactly("action " + deployment.ref()
                            + " has another command, runner, description or parameters than was deployed");
            change(deployment, written.with("parameters", RuleWorld.json("{'cmd': {'default': 'echo mine'}}")));
            assertThat(engine.deployer().inspect(Orders.TEST, deployment).differences())
                    .containsExactly("action " + deployment.ref() + " runs another command than was deployed");
            change(deployment, written);
            assertThat(engine.deployer().inspect(Orders.TEST, deployment).none())
                    .isTrue();
        } finally {
            engine.deployer().undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        }
    }

    @Test
    void theSameActionLosesItsFilesAndGetsThemAgain() {
        Deployment first = deployed(engine, "print('with files')\n");
        try {
            Deployment kept = deployed(withoutFiles, "print('without')\n");
            assertThat(kept.ref()).isEqualTo(first.ref());
            assertThat(printed(kept)).isEqualTo("without\n");
            assertThat(engine.deployer().inspect(Orders.TEST, kept).none()).isTrue();

            deployed(engine, "print('with files')\n");
            assertThat(printed(first)).isEqualTo("with files\n");
            assertThat(engine.deployer().inspect(Orders.TEST, first).none()).isTrue();
        } finally {
            engine.deployer().undeploy(Orders.TEST, first, DeploymentProgress.SILENT);
        }
    }

    private static Deployment deployed(Engine by, String code) {
        DeploymentOrder order = Orders.script(code);
        TestDefinition definition =
                order.definition().toBuilder().pack("default").build();
        return by.deployer()
                .deploy(
                        new DeploymentOrder(Orders.TEST, 1, definition, CodeShape.SCRIPT, null),
                        DeploymentProgress.SILENT);
    }

    private static String printed(Deployment deployment) {
        EngineExecutionId id = Orders.started(engine, Orders.start("live-" + UUID.randomUUID(), deployment));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> engine.runner().observe(List.of(id)).get(0).state().terminal());
        Evidence evidence = engine.runner()
                .collect(List.of(new CollectOrder(id, Orders.NONCE, CodeShape.SCRIPT)))
                .get(0)
                .evidence();
        assertThat(evidence).isInstanceOf(Evidence.Reported.class);
        return ((Evidence.Reported) evidence).report().stdout().text();
    }

    /** That engine, with scripts deployed by another deployer. */
    private record WithoutFiles(Deployer scripts, Engine rest) implements Engine, Deployer {

        private Deployer by(DeploymentOrder order) {
            return order.shape() == CodeShape.SCRIPT ? scripts : rest.deployer();
        }

        @Override
        public DeploymentPlan plan(DeploymentOrder order) {
            return by(order).plan(order);
        }

        @Override
        public Optional<Deployment> intent(DeploymentOrder order) {
            return by(order).intent(order);
        }

        @Override
        public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
            return by(order).deploy(order, progress);
        }

        @Override
        public Drift inspect(TestId testId, Deployment deployment) {
            return rest.deployer().inspect(testId, deployment);
        }

        @Override
        public ReadBack readBack(DeploymentOrder carriedOut) {
            return rest.deployer().readBack(carriedOut);
        }

        @Override
        public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
            rest.deployer().undeploy(testId, deployment, progress);
        }

        @Override
        public String name() {
            return rest.name();
        }

        @Override
        public Deployer deployer() {
            return this;
        }

        @Override
        public Runner runner() {
            return rest.runner();
        }

        @Override
        public EngineMonitor monitor() {
            return rest.monitor();
        }

        @Override
        public void close() {
            rest.close();
        }
    }
}
