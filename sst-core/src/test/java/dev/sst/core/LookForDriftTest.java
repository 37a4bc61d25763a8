package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.ConflictException;
import dev.sst.Executions.Request;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.Drifted;
import dev.sst.spi.Stores;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.engine.ScriptedEngine;
import dev.sst.testkit.time.ManualClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookForDriftTest {
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final String DISABLED = "the action is disabled";

    private final ManualClock clock = new ManualClock();
    private final ScriptedEngine engine = new ScriptedEngine(InstantSource.system());
    private final Stores stores = MemoryStores.create(InstantSource.system());
    private final SstCore sst = SstCore.builder(engine)
            .stores(stores)
            .settings(CoreSettings.builder().lookForDriftEvery(Duration.ZERO).build())
            .start();
    private final LookForDrift node = node("one");

    @AfterEach
    void close() {
        sst.close();
    }

    private LookForDrift node(String owner) {
        return node(owner, EVERY);
    }

    private LookForDrift node(String owner, Duration every) {
        var inspection = new InspectLive(stores.tests(), stores.executions(), engine, clock);
        return new LookForDrift(stores, inspection, new LookForDrift.Turn(owner, engine.name(), every), clock);
    }

    private TestId deployed(String name) {
        var definition = TestDefinition.builder(name, TestType.ACTION)
                .code("print('{}')")
                .build();
        TestId id = sst.tests().create(definition, "me").test().id();
        sst.deployments().deploy(id, false, DeploymentProgress.SILENT);
        return id;
    }

    private Optional<Drifted> drifted(TestId id) {
        return stores.tests().find(id).flatMap(SyntheticTest::live).map(live -> live.drifted());
    }

    /** Lets a round come due, and makes it. */
    private void round(LookForDrift looking) {
        clock.advance(EVERY);
        for (int step = 0; step < 10; step++) {
            looking.step();
        }
    }

    @Test
    void whatSomebodyChangedIsFoundOnceARoundIsDue() {
        TestId id = deployed("login");
        engine.differs(DISABLED);
        node.step();
        node.step();
        assertThat(drifted(id)).isEmpty();

        round(node);

        assertThat(drifted(id)).hasValueSatisfying(found -> {
            assertThat(found.drift().differences()).containsExactly(DISABLED);
            assertThat(found.since()).isEqualTo(clock.instant());
            assertThat(found.ignored()).isFalse();
        });
    }

    @Test
    void whatIsFoundAgainIsAsOldAsItWasAndIsNotStoredAgain() {
        TestId id = deployed("login");
        engine.differs(DISABLED);
        round(node);
        SyntheticTest first = stores.tests().find(id).orElseThrow();

        round(node);

        assertThat(engine.looks()).containsExactly(id, id);
        assertThat(stores.tests().find(id)).contains(first);
    }

    @Test
    void whatIsInOrderAgainIsNotToldAnyMore() {
        TestId id = deployed("login");
        engine.differs(DISABLED);
        round(node);
        engine.differs();

        round(node);

        assertThat(drifted(id)).isEmpty();
    }

    @Test
    void ofTwoNodesOneMakesTheRound() {
        TestId id = deployed("login");
        LookForDrift other = node("two");

        round(node);
        other.step();
        other.step();

        assertThat(engine.looks()).containsExactly(id);
    }

    @Test
    void aNodeThatStopsLeavesTheNextRoundToTheOthers() {
        TestId id = deployed("login");
        LookForDrift other = node("two");
        round(node);
        node.leave();

        round(other);

        assertThat(engine.looks()).containsExactly(id, id);
    }

    @Test
    void eachStepLooksAtOneTest() {
        List<TestId> all = List.of(deployed("a"), deployed("b"), deployed("c"));
        clock.advance(EVERY);
        node.step();
        assertThat(engine.looks()).isEmpty();

        node.step();
        node.step();

        assertThat(engine.looks()).hasSize(2);
        node.step();
        assertThat(engine.looks()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void anEngineOutOfReachEndsTheRoundAndSaysNothingOfWhatIsLive() {
        TestId id = deployed("login");
        engine.differs(DISABLED);
        round(node);
        engine.reachable(false);
        round(node);
        assertThat(drifted(id)).isPresent();

        engine.reachable(true);
        engine.differs();
        round(node);

        assertThat(drifted(id)).isEmpty();
    }

    @Test
    void aTestThatCannotBeShownKeepsNoOtherFromBeingLookedAt() {
        List<TestId> all = List.of(deployed("a"), deployed("b"));
        engine.differs(DISABLED);
        clock.advance(EVERY);
        node.step();
        engine.reachable(false);
        node.step();
        engine.reachable(true);

        node.step();

        assertThat(all).filteredOn(id -> drifted(id).isPresent()).hasSize(1);
    }

    @Test
    void anEngineThatAnswersNobodyIsNotAskedForAllTheOthers() {
        List<TestId> all = List.of(deployed("a"), deployed("b"), deployed("c"), deployed("d"));
        engine.differs(DISABLED);
        clock.advance(EVERY);
        node.step();
        engine.reachable(false);
        node.step();
        node.step();
        node.step();
        engine.reachable(true);

        node.step();

        assertThat(all).allSatisfy(id -> assertThat(drifted(id)).isEmpty());
    }

    @Test
    void whileATestRunsNothingIsSaidOfIt() {
        TestId id = deployed("login");
        engine.differs("the sensor is enabled");
        sst.executions().execute(id, Request.manual());

        round(node);

        assertThat(engine.looks()).containsExactly(id);
        assertThat(drifted(id)).isEmpty();
    }

    @Test
    void whatIsLiveOnAnotherEngineIsPassedOver() {
        TestId id = deployed("login");
        SyntheticTest test = stores.tests().find(id).orElseThrow();
        var elsewhere = Deployment.builder(
                        "p.t",
                        TestType.ACTION,
                        1,
                        "another",
                        InstantSource.system().instant())
                .shape(CodeShape.SCRIPT)
                .contentHash("abab")
                .build();
        stores.tests().save(test.withDeployment(elsewhere));
        engine.differs("it does not exist");

        round(node);
        assertThat(engine.looks()).isEmpty();

        sst.deployments().inspect(id);
        assertThat(drifted(id)).isEmpty();
    }

    @Test
    void withoutAnIntervalNobodyLooks() {
        deployed("login");
        LookForDrift never = node("one", Duration.ZERO);

        round(never);

        assertThat(engine.looks()).isEmpty();
    }

    @Test
    void whatIsIgnoredStaysSoUntilSomethingElseDiffers() {
        TestId id = deployed("login");
        engine.differs(DISABLED);
        sst.deployments().inspect(id);
        sst.deployments().ignoreDrift(id, new Drift(List.of(DISABLED)));

        sst.deployments().inspect(id);
        assertThat(drifted(id)).map(Drifted::ignored).contains(true);

        engine.differs(DISABLED, "its file is another");
        sst.deployments().inspect(id);
        assertThat(drifted(id)).map(Drifted::ignored).contains(false);
    }

    @Test
    void deployingAgainPutsAnEndToIt() {
        TestId id = deployed("login");
        engine.differs(DISABLED);
        sst.deployments().inspect(id);

        sst.deployments().deploy(id, false, DeploymentProgress.SILENT);

        assertThat(drifted(id)).isEmpty();
    }

    @Test
    void nothingThatDiffersCanBeIgnored() {
        TestId id = deployed("login");

        sst.deployments().ignoreDrift(id, new Drift(List.of(DISABLED)));

        assertThat(drifted(id)).isEmpty();
    }

    @Test
    void whatNobodyHasSeenYetIsNotIgnored() {
        TestId id = deployed("login");
        engine.differs(DISABLED, "its file is another");
        sst.deployments().inspect(id);

        assertThatThrownBy(() -> sst.deployments().ignoreDrift(id, new Drift(List.of(DISABLED))))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        e -> assertThat(e.reason()).isEqualTo(ConflictException.Reason.OVERTAKEN));
        assertThat(drifted(id)).map(Drifted::ignored).contains(false);
    }
}
