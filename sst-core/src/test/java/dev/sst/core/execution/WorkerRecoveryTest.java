package dev.sst.core.execution;

import static dev.sst.testkit.engine.ScriptedEngine.printed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.node.CoreSettings;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.Attempt;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import dev.sst.test.RetryPolicy;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.engine.ScriptedEngine.StartFault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What happens between two nodes, and around answers that come late or not at all. */
class WorkerRecoveryTest {
    private static final CoreSettings SETTINGS = CoreSettings.defaults();

    private final WorkerScene scene = new WorkerScene();

    private static Verdict verdict(Execution execution) {
        return execution.verdict().orElseThrow().verdict();
    }

    @Test
    void aNodeThatStopsKeepsWhatItIsJustStartingUntilItsLeaseEnds() {
        Deque<Runnable> calls = new ArrayDeque<>();
        ExecutionWorker stopping = scene.newWorker("stopping", SETTINGS, calls::add);
        ExecutionId id = scene.queue(scene.deployedTest());
        scene.settle(stopping);
        assertThat(calls).hasSize(1);

        stopping.stopAccepting();
        stopping.handBack();
        scene.settle();

        assertThat(scene.worker.holding()).isZero();
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.STARTING);
    }

    @Test
    void aNodeThatStopsGivesTheRestAtOnce() {
        ExecutionId id = scene.queue(scene.deployedTest());
        ExecutionWorker stopping = scene.newWorker("stopping");
        scene.settle(stopping);

        stopping.handBack();
        scene.settle();

        assertThat(scene.worker.holding()).isOne();
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.RUNNING);
    }

    @Test
    void aNodeThatTakesOverLateStillWaitsForTheEngine() {
        scene.engine.nextStart(StartFault.ANSWER_LOST);
        ExecutionId id = scene.queue(scene.deployedTest());
        scene.settle();
        scene.engine.reachable(false);
        scene.clock.advance(SETTINGS.startPatience().multipliedBy(3));

        ExecutionWorker second = scene.newWorker("second");
        scene.pass(Duration.ofSeconds(10), second);
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.STARTING);
        scene.engine.reachable(true);
        scene.pass(Duration.ofSeconds(5), second);
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle(second);

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
        assertThat(scene.engine.starts()).isOne();
    }

    @Test
    void aRunThatOnlyTheSecondLookShowsIsAdopted() {
        scene.engine.nextStart(StartFault.ANSWER_LOST);
        scene.engine.missLooks(1);
        ExecutionId id = scene.queue(scene.deployedTest());
        scene.settle();
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.STARTING);

        scene.pass(Duration.ofSeconds(1));
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
        assertThat(scene.engine.starts()).isOne();
    }

    @Test
    void aStartThatArrivedAfterAllIsFollowedAsTheEngineSays() {
        scene.engine.nextStart(StartFault.ANSWER_LOST);
        scene.engine.missLooks(2);
        ExecutionId id = scene.queue(scene.deployedTest());
        scene.settle();

        scene.pass(Duration.ofSeconds(4));

        Attempt attempt = scene.get(id).lastAttempt().orElseThrow();
        List<EngineExecutionId> both = scene.engine.runsOf(attempt.key());
        assertThat(attempt.sends()).isEqualTo(2);
        assertThat(both).hasSize(2);
        assertThat(attempt.engineId()).isEqualTo(both.get(0));
    }

    @Test
    void aStartThatWasAnsweredIsFollowedOnlyOnceTheEngineSaysWhetherAnEarlierOneArrived() {
        ExecutionWorker worker = sentTwiceAndThenOutOfReach();
        ExecutionId id = scene.queue(scene.deployedTest());
        scene.settle(worker);
        scene.pass(Duration.ofSeconds(4), worker);
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.STARTING);

        scene.engine.reachable(true);
        scene.pass(Duration.ofSeconds(3), worker);

        Attempt attempt = scene.get(id).lastAttempt().orElseThrow();
        assertThat(attempt.sends()).isEqualTo(2);
        assertThat(attempt.engineId())
                .isEqualTo(scene.engine.runsOf(attempt.key()).get(0));
    }

    @Test
    void whatWasAnsweredIsFollowedWhenTheEngineDoesNotSayWhetherAnEarlierOneArrived() {
        ExecutionWorker worker = sentTwiceAndThenOutOfReach();
        ExecutionId id = scene.queue(scene.deployedTest());
        scene.settle(worker);

        scene.pass(SETTINGS.startPatience().plusSeconds(10), worker);

        Attempt attempt = scene.get(id).lastAttempt().orElseThrow();
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.RUNNING);
        assertThat(attempt.engineId())
                .isEqualTo(scene.engine.runsOf(attempt.key()).get(1));
    }

    /** The answer to the first send is lost, two looks find nothing, and with the answer to the second the engine goes. */
    private ExecutionWorker sentTwiceAndThenOutOfReach() {
        scene.engine.nextStart(StartFault.ANSWER_LOST);
        scene.engine.missLooks(2);
        var gone = new AtomicBoolean();
        return scene.newWorker("first", SETTINGS, call -> {
            call.run();
            if (scene.engine.starts() == 2 && !gone.getAndSet(true)) {
                scene.engine.reachable(false);
            }
        });
    }

    @Test
    void whatMayBeRunningIsGivenUpWithoutAnotherAttemptBesideIt() {
        scene.engine.nextStart(StartFault.ANSWER_LOST);
        ExecutionId id = scene.queue(scene.deployedTest(new RetryPolicy(3, Duration.ofSeconds(1)), CodeShape.SCRIPT));
        scene.settle();
        scene.engine.reachable(false);

        scene.pass(SETTINGS.startPatience().plusSeconds(10));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(scene.get(id).attempts()).hasSize(1);
    }

    @Test
    void aRunThatMayBeOfAnotherRevisionIsNotJudgedByThisOne() {
        TestId test = scene.deployedTest();
        scene.engine.nextStart(StartFault.ANSWER_LOST);
        ExecutionId id = scene.queue(test);
        scene.settle();
        scene.clock.advance(Duration.ofMinutes(1));
        deployAnew(test);

        ExecutionWorker second = scene.newWorker("second");
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.pass(Duration.ofSeconds(5), second);

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(scene.engine.starts()).isOne();
    }

    private void deployAnew(TestId id) {
        SyntheticTest test = scene.stores.tests().find(id).orElseThrow();
        Deployment again = Deployment.builder(
                        "scripted." + id,
                        TestType.ACTION,
                        test.revision().number(),
                        scene.engine.name(),
                        scene.clock.instant())
                .shape(CodeShape.SCRIPT)
                .contentHash("other")
                .build();
        scene.stores.tests().save(test.withDeployment(again));
    }
}
