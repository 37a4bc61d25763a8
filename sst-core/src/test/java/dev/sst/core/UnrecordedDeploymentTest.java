package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.Tests;
import dev.sst.core.memory.MemoryStores;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.spi.Deployer;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Intervention;
import dev.sst.spi.Runner;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.engine.ScriptedEngine;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A deployment that wrote and was never recorded: its process died, or it could not say how it ended. */
class UnrecordedDeploymentTest {
    private final HalfWay engine = new HalfWay(new ScriptedEngine(InstantSource.system()));
    private final SstCore sst = SstCore.builder(engine)
            .stores(MemoryStores.create(InstantSource.system()))
            .start();

    @AfterEach
    void close() {
        sst.close();
    }

    @Test
    void whatItWroteGoesWithTheTest() {
        TestId id = create("first");
        engine.brokenOff = true;
        assertThatThrownBy(() -> deploy(id)).isInstanceOf(EngineOutcomeUnknownException.class);
        assertThat(engine.written).containsExactly("pack.first");
        assertThat(sst.tests().get(id).live()).isEmpty();

        sst.tests().delete(id, "me");

        assertThat(engine.written).isEmpty();
    }

    @Test
    void whatItWroteUnderAnotherNameGoesWhenItIsDeployedAgain() {
        TestId id = create("first");
        engine.brokenOff = true;
        assertThatThrownBy(() -> deploy(id)).isInstanceOf(EngineOutcomeUnknownException.class);
        engine.brokenOff = false;
        sst.tests().update(id, test -> test.toBuilder().name("second").build(), new Tests.Edit("me", "", null));

        deploy(id);

        assertThat(engine.written).containsExactly("pack.second");
        assertThat(sst.tests().get(id).begun()).isNull();
    }

    @Test
    void whatIsLiveStaysUntilTheTestGoes() {
        TestId id = create("first");
        deploy(id);
        sst.tests().update(id, test -> test.toBuilder().name("second").build(), new Tests.Edit("me", "", null));
        engine.brokenOff = true;
        assertThatThrownBy(() -> deploy(id)).isInstanceOf(EngineOutcomeUnknownException.class);
        assertThat(engine.written).containsExactly("pack.first", "pack.second");
        assertThat(sst.tests().get(id).live()).map(Deployment::ref).contains("pack.first");

        sst.tests().delete(id, "me");

        assertThat(engine.written).isEmpty();
    }

    private TestId create(String name) {
        var definition =
                TestDefinition.builder(name, TestType.ACTION).code("print(1)\n").build();
        return sst.tests().create(definition, "me").test().id();
    }

    private void deploy(TestId id) {
        sst.deployments().deploy(id, false, DeploymentProgress.SILENT);
    }

    /** Writes content by the test's name, and may break off once it has. */
    private static final class HalfWay implements Engine, Deployer {
        private final Engine runs;
        private final Set<String> written = new TreeSet<>();
        private boolean brokenOff;

        HalfWay(Engine runs) {
            this.runs = runs;
        }

        @Override
        public DeploymentPlan plan(DeploymentOrder order) {
            return new DeploymentPlan(List.of(new Change(Action.CREATE, ref(order), "")), List.of(), List.of());
        }

        @Override
        public Optional<Deployment> intent(DeploymentOrder order) {
            return Optional.of(Deployment.builder(
                            ref(order),
                            TestType.ACTION,
                            order.revision(),
                            name(),
                            InstantSource.system().instant())
                    .contentHash("ab")
                    .build());
        }

        private static String ref(DeploymentOrder order) {
            return "pack." + order.definition().name();
        }

        @Override
        public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
            written.add(ref(order));
            if (brokenOff) {
                throw new EngineOutcomeUnknownException("nobody knows");
            }
            return intent(order).orElseThrow();
        }

        @Override
        public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
            written.remove(deployment.ref());
        }

        @Override
        public Drift inspect(TestId testId, Deployment deployment) {
            return new Drift(List.of());
        }

        @Override
        public ReadBack readBack(DeploymentOrder carriedOut) {
            return ReadBack.not("nobody asks");
        }

        @Override
        public String name() {
            return runs.name();
        }

        @Override
        public Deployer deployer() {
            return this;
        }

        @Override
        public Runner runner() {
            return runs.runner();
        }

        @Override
        public EngineMonitor monitor() {
            return runs.monitor();
        }

        @Override
        public Optional<Intervention> intervention() {
            return runs.intervention();
        }

        @Override
        public void close() {
            runs.close();
        }
    }
}
