package dev.sst.core.execution;

import static dev.sst.testkit.engine.ScriptedEngine.printed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.spi.HistoryEntry;
import dev.sst.spi.Observation;
import dev.sst.test.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is seen and heard of runs that were started, in whatever order, and what becomes of those that never end. */
class FollowingTest {
    private final WorkerScene scene = new WorkerScene();

    private ExecutionId started() {
        ExecutionId id = scene.queue(scene.deployedTest());
        scene.settle();
        return id;
    }

    private ExecutionId existingContentStarted() {
        ExecutionId id = scene.queue(scene.deployedTest(RetryPolicy.NONE, null));
        scene.settle();
        return id;
    }

    private Judgement judgement(ExecutionId id) {
        return scene.get(id).verdict().orElseThrow();
    }

    private EngineExecutionId run(ExecutionId id) {
        return scene.get(id).lastAttempt().orElseThrow().engineId();
    }

    private boolean endAsked(ExecutionId id) {
        return scene.engine.cancelAsked(
                scene.get(id).lastAttempt().orElseThrow().key());
    }

    @Test
    void aRunThatSomebodyElseCancelledIsCancelledAndOpensNoIncident() {
        ExecutionId id = started();

        scene.engine.endAll(EngineState.CANCELLED);
        scene.settle();

        assertThat(judgement(id).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(judgement(id).cause()).contains("not by us");
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void whatWaitsAtTheEngineIsNotEndedAtTheTestsDeadline() {
        ExecutionId harnessed = started();
        ExecutionId existing = existingContentStarted();
        scene.engine.stand(EngineState.WAITING);
        scene.pass(Duration.ofSeconds(60));
        assertThat(endAsked(harnessed)).isFalse();
        assertThat(endAsked(existing)).isFalse();

        scene.engine.stand(EngineState.RUNNING);
        scene.pass(Duration.ofSeconds(15));
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();

        assertThat(judgement(harnessed).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judgement(existing).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void existingContentHasItsWholeTimeAfterItWaitedAndNoMore() {
        ExecutionId id = existingContentStarted();
        scene.engine.stand(EngineState.WAITING);
        scene.pass(Duration.ofSeconds(60));
        scene.engine.stand(EngineState.RUNNING);

        scene.pass(Duration.ofSeconds(18));
        assertThat(endAsked(id)).isFalse();
        scene.pass(Duration.ofSeconds(12));

        assertThat(endAsked(id)).isTrue();
    }

    @Test
    void whatNeverLeavesTheEnginesQueueBlamesNobody() {
        ExecutionId id = existingContentStarted();
        scene.engine.stand(EngineState.WAITING);

        scene.pass(Duration.ofSeconds(200));

        assertThat(judgement(id).verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(judgement(id).cause()).contains("never began");
        assertThat(endAsked(id)).isTrue();
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void aRunThatWaitedWhileItsNodeWasAwayAndIsCutShortBlamesNobody() {
        ExecutionId id = existingContentStarted();
        ExecutionWorker second = takenOverAfterItWaited();

        scene.settle(second);
        scene.pass(Duration.ofSeconds(5), second);

        assertThat(judgement(id).verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(judgement(id).cause()).contains("had not had its time");
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void aRunThatWaitedWhileItsNodeWasAwayAndEndsWithinItsTimeIsJudged() {
        ExecutionId id = existingContentStarted();
        scene.engine.ignoreCancels(1);
        ExecutionWorker second = takenOverAfterItWaited();

        scene.settle(second);
        scene.pass(Duration.ofSeconds(3), second);
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle(second);

        assertThat(judgement(id).verdict()).isEqualTo(Verdict.PASSED);
    }

    /** Its deadline of 20 seconds has passed by then, and it has only just begun. */
    private ExecutionWorker takenOverAfterItWaited() {
        scene.engine.stand(EngineState.WAITING);
        scene.worker.stopAccepting();
        scene.worker.handBack();
        scene.clock.advance(Duration.ofSeconds(60));
        scene.engine.stand(EngineState.RUNNING);
        return scene.newWorker("second");
    }

    @Test
    void anEndThatIsNeverConfirmedIsGivenUpAndSaid() {
        scene.engine.ignoreCancels(1000);
        ExecutionId overdue = started();
        ExecutionId cancelled = started();
        scene.cancel(cancelled, scene.worker);

        scene.pass(Duration.ofSeconds(40));
        assertThat(judgement(cancelled).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(judgement(cancelled).cause()).contains("has not confirmed that the run ended");
        assertThat(scene.get(overdue).state()).isEqualTo(ExecutionState.RUNNING);

        scene.pass(Duration.ofSeconds(180));
        assertThat(judgement(overdue).verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(judgement(overdue).cause()).contains("did not report the end of the run");
        assertThat(scene.worker.holding()).isZero();
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void ofTwoRunsTheOneThatReportsGetsItsVerdict() {
        ExecutionId first = started();
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();
        ExecutionId silent = started();
        ExecutionId last = scene.queue(scene.deployedTest());
        scene.engine.endAtOnce(order -> printed(WorkerScene.GOOD));
        scene.settle();
        assertThat(judgement(first).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judgement(last).verdict()).isEqualTo(Verdict.PASSED);

        scene.pass(Duration.ofSeconds(200));

        assertThat(judgement(silent).verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void whatIsSaidOfARunAfterItsVerdictChangesNothing() {
        ExecutionId id = started();
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();
        Execution judged = scene.get(id);

        scene.worker.signal(new Observation(run(id), EngineState.FAILED));
        scene.worker.signal(new Observation(run(id), EngineState.RUNNING));
        scene.pass(Duration.ofSeconds(30));

        assertThat(scene.get(id)).isEqualTo(judged);
    }

    @Test
    void whatIsHeardTwiceOrOutOfOrderLeadsToOneVerdict() {
        scene.engine.signalling(false);
        ExecutionId id = started();
        scene.engine.endAll(printed(WorkerScene.GOOD));

        scene.worker.signal(new Observation(run(id), EngineState.SUCCEEDED));
        scene.worker.signal(new Observation(run(id), EngineState.RUNNING));
        scene.worker.signal(new Observation(run(id), EngineState.SUCCEEDED));
        scene.settle();

        assertThat(judgement(id).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(scene.stores.executions().history(id))
                .extracting(HistoryEntry::event)
                .containsExactly(HistoryEntry.QUEUED, HistoryEntry.CLAIMED, "STARTED", "CONCLUDED");
    }

    @Test
    void aCancelThatComesTooLateLeavesTheRealEnd() {
        scene.engine.signalling(false);
        ExecutionId id = started();
        scene.engine.endAll(printed(WorkerScene.BAD));

        scene.cancel(id, scene.worker);
        scene.pass(Duration.ofSeconds(5));

        assertThat(judgement(id).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(endAsked(id)).isFalse();
    }
}
