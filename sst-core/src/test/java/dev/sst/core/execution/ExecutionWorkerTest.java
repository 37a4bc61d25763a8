package dev.sst.core.execution;

import static dev.sst.testkit.engine.ScriptedEngine.printed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.execution.Transitions.Transition;
import dev.sst.core.node.CoreSettings;
import dev.sst.deployment.CodeShape;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import dev.sst.spi.HistoryEntry;
import dev.sst.test.RetryPolicy;
import dev.sst.testkit.engine.ScriptedEngine.StartFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionWorkerTest {
    private static final Set<String> TAKEN = new HashSet<>();

    private final WorkerScene scene = new WorkerScene();
    private final List<ExecutionId> queued = new ArrayList<>();

    @AfterEach
    void noteTransitions() {
        for (ExecutionId id : queued) {
            ExecutionState from = ExecutionState.QUEUED;
            for (HistoryEntry entry : scene.stores.executions().history(id)) {
                if (!entry.event().equals(HistoryEntry.QUEUED)) {
                    TAKEN.add(from + " " + entry.event() + " " + entry.state());
                }
                from = entry.state();
            }
        }
    }

    @AfterAll
    static void everyTransitionOfTheTableWasTakenAndNoOther() {
        Set<String> table = new HashSet<>();
        for (Transition row : Transitions.TABLE) {
            table.add(row.from() + " " + row.event() + " " + row.to());
        }
        assertThat(TAKEN).isEqualTo(table);
    }

    private ExecutionId queue() {
        return queue(RetryPolicy.NONE, CodeShape.SCRIPT);
    }

    private ExecutionId queue(RetryPolicy retries, CodeShape shape) {
        ExecutionId id = scene.queue(scene.deployedTest(retries, shape));
        queued.add(id);
        return id;
    }

    private static Verdict verdict(Execution execution) {
        return execution.verdict().orElseThrow().verdict();
    }

    @Test
    void aTestThatPassesIsFinishedWithItsVerdictDocumentAndOutput() {
        ExecutionId id = queue();
        scene.settle();
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.RUNNING);

        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();

        Execution finished = scene.get(id);
        assertThat(verdict(finished)).isEqualTo(Verdict.PASSED);
        assertThat(finished.verdict().orElseThrow().document().text("status")).contains("success");
        assertThat(scene.stores.executions().output(id).orElseThrow().stdout().text())
                .isEqualTo(WorkerScene.GOOD);
        assertThat(scene.worker.holding()).isZero();
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void theKeyIsStoredBeforeAnythingIsSent() {
        List<Execution> seenAtStart = new ArrayList<>();
        ExecutionId id = queue();
        scene.engine.endAtOnce(order -> {
            seenAtStart.add(scene.get(id));
            return printed(WorkerScene.GOOD);
        });

        scene.settle();

        assertThat(seenAtStart).singleElement().satisfies(stored -> {
            assertThat(stored.state()).isEqualTo(ExecutionState.STARTING);
            assertThat(stored.lastAttempt().orElseThrow().key())
                    .isEqualTo(scene.engine.orders().get(0).key());
        });
    }

    @Test
    void aLostAnswerIsAdoptedNotStartedTwice() {
        scene.engine.nextStart(StartFault.ANSWER_LOST);
        ExecutionId id = queue();
        scene.settle();
        scene.pass(Duration.ofSeconds(2));

        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
        assertThat(scene.engine.starts()).isEqualTo(1);
        assertThat(scene.get(id).lastAttempt().orElseThrow().sends()).isEqualTo(1);
    }

    @Test
    void aLostRequestIsSentAgainUnderTheSameKeyAndThatIsCounted() {
        scene.engine.nextStart(StartFault.REQUEST_LOST);
        ExecutionId id = queue();
        scene.settle();
        scene.pass(Duration.ofSeconds(4));
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();

        Execution finished = scene.get(id);
        assertThat(verdict(finished)).isEqualTo(Verdict.PASSED);
        assertThat(scene.engine.starts()).isEqualTo(2);
        assertThat(finished.lastAttempt().orElseThrow().sends()).isEqualTo(2);
        assertThat(scene.engine.runsOf(finished.lastAttempt().orElseThrow().key()))
                .hasSize(1);
    }

    @Test
    void anEngineOutOfReachIsTriedUntilPatienceEndsAndBlamesNobody() {
        scene.engine.reachable(false);
        ExecutionId id = queue();
        scene.settle();
        scene.pass(Duration.ofSeconds(30));
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.STARTING);

        scene.pass(Duration.ofSeconds(40));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void anEngineThatComesBackInTimeRunsIt() {
        scene.engine.reachable(false);
        ExecutionId id = queue();
        scene.settle();
        scene.pass(Duration.ofSeconds(10));
        scene.engine.reachable(true);
        scene.engine.endAtOnce(order -> printed(WorkerScene.GOOD));

        scene.pass(Duration.ofSeconds(5));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aRefusedStartIsInfrastructure() {
        scene.engine.nextStart(StartFault.REJECTED);
        ExecutionId id = queue();

        scene.settle();

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(scene.get(id).verdict().orElseThrow().cause()).contains("no such action");
    }

    @Test
    void aStartThatIsOverAtOnceIsJudgedAndNotSentAgain() {
        scene.engine.nextStart(StartFault.OVER);
        ExecutionId id = queue();

        scene.settle();
        scene.pass(Duration.ofSeconds(5));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.FAILED);
        assertThat(scene.get(id).verdict().orElseThrow().document().text("refused"))
                .contains("port");
        assertThat(scene.engine.starts()).isOne();
    }

    @Test
    void aRefusedStartIsRepeatedWhenTheTestAllowsRetries() {
        scene.engine.nextStart(StartFault.REJECTED);
        scene.engine.endAtOnce(order -> printed(WorkerScene.GOOD));
        ExecutionId id = queue(new RetryPolicy(1, Duration.ofSeconds(2)), CodeShape.SCRIPT);

        scene.settle();
        scene.pass(Duration.ofSeconds(5));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
        assertThat(scene.get(id).attempts()).hasSize(2);
    }

    @Test
    void aFailedAttemptIsRepeatedAfterTheDelayUnderAKeyOfItsOwnAndTheLastDecides() {
        ExecutionId id = queue(new RetryPolicy(1, Duration.ofSeconds(5)), CodeShape.SCRIPT);
        scene.settle();
        scene.engine.endAll(printed(WorkerScene.BAD));
        scene.settle();
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.QUEUED);
        scene.pass(Duration.ofSeconds(4));
        assertThat(scene.engine.starts()).isEqualTo(1);

        scene.pass(Duration.ofSeconds(3));
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();

        Execution finished = scene.get(id);
        assertThat(verdict(finished)).isEqualTo(Verdict.PASSED);
        assertThat(finished.attempts()).extracting("verdict").containsExactly(Verdict.FAILED, Verdict.PASSED);
        assertThat(scene.engine.orders()).extracting("key").doesNotHaveDuplicates();
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void whatADeadNodeStartedIsAdoptedByAnotherWhenTheLeaseEnds() {
        ExecutionId id = queue();
        scene.settle();
        ExecutionWorker second = scene.newWorker("second");
        scene.clock.advance(Duration.ofSeconds(5));
        scene.settle(second);
        assertThat(second.holding()).isZero();

        scene.pass(CoreSettings.DEFAULT_LEASE.plusSeconds(2), second);
        assertThat(second.holding()).isEqualTo(1);
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle(second);

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
        assertThat(scene.engine.starts()).isEqualTo(1);
    }

    @Test
    void aNodeThatSleptThroughItsLeaseStoresNothing() {
        ExecutionId id = queue();
        scene.settle();
        ExecutionWorker second = scene.newWorker("second");
        scene.clock.advance(CoreSettings.DEFAULT_LEASE.plusSeconds(1));
        scene.settle(second);
        long version = scene.get(id).version();

        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.worker.step(true);

        assertThat(scene.get(id).version()).isEqualTo(version);
        assertThat(scene.worker.holding()).isZero();
        scene.settle(second);
        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
    }

    @Test
    void whatANodeHandsBackAnotherTakesAtOnce() {
        ExecutionId id = queue();
        scene.settle();
        scene.worker.stopAccepting();
        scene.worker.handBack();
        ExecutionWorker second = scene.newWorker("second");

        scene.settle(second);
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle(second);

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
        assertThat(scene.engine.starts()).isEqualTo(1);
    }

    @Test
    void cancellingWhatIsQueuedEndsItAtOnce() {
        ExecutionId id = queue();

        scene.cancel(id, scene.worker);
        scene.settle();

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.CANCELLED);
        assertThat(scene.engine.starts()).isZero();
    }

    @Test
    void cancellingWhatRunsTellsTheEngineAndWaitsForTheEnd() {
        ExecutionId id = queue();
        scene.settle();

        scene.cancel(id, scene.worker);
        scene.settle();
        scene.pass(Duration.ofSeconds(1));

        Execution finished = scene.get(id);
        assertThat(verdict(finished)).isEqualTo(Verdict.CANCELLED);
        assertThat(scene.engine.cancelAsked(finished.lastAttempt().orElseThrow().key()))
                .isTrue();
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void anEndThatIsNotConfirmedIsAskedForAgain() {
        ExecutionId id = queue();
        scene.settle();
        scene.engine.ignoreCancels(1);

        scene.cancel(id, scene.worker);
        scene.pass(Duration.ofSeconds(9));
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.CANCELLING);
        scene.pass(Duration.ofSeconds(2));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.CANCELLED);
    }

    @Test
    void cancellingWhileTheAnswerIsLostFindsTheRunAndEndsIt() {
        scene.engine.nextStart(StartFault.ANSWER_LOST);
        ExecutionId id = queue();
        scene.settle();

        scene.cancel(id, scene.worker);
        scene.pass(Duration.ofSeconds(5));

        Execution finished = scene.get(id);
        assertThat(verdict(finished)).isEqualTo(Verdict.CANCELLED);
        assertThat(scene.engine.cancelAsked(finished.lastAttempt().orElseThrow().key()))
                .isTrue();
    }

    @Test
    void cancellingWhatNeverArrivedEndsItWithoutSendingAgain() {
        scene.engine.nextStart(StartFault.REQUEST_LOST);
        ExecutionId id = queue();
        scene.settle();

        scene.cancel(id, scene.worker);
        scene.pass(Duration.ofSeconds(5));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.CANCELLED);
        assertThat(scene.engine.starts()).isEqualTo(1);
    }

    @Test
    void withoutSignalsObservingFindsTheEnd() {
        scene.engine.signalling(false);
        ExecutionId id = queue();
        scene.settle();
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.RUNNING);

        scene.pass(Duration.ofSeconds(3));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aRunThatTheEngineForgotIsInfrastructure() {
        ExecutionId id = queue();
        scene.settle();

        scene.engine.forgetAll();
        scene.pass(Duration.ofSeconds(10));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.INFRASTRUCTURE);
    }

    @Test
    void aRunThatNeverReportsIsEndedAfterItsDeadlineAndBlamesNobody() {
        ExecutionId id = queue();
        scene.settle();

        scene.pass(Duration.ofSeconds(200));

        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(scene.incidents()).isEmpty();
        assertThat(scene.engine.cancelAsked(
                        scene.get(id).lastAttempt().orElseThrow().key()))
                .isTrue();
    }
}
