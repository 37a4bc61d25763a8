package dev.sst.core.execution;

import static dev.sst.testkit.engine.ScriptedEngine.printed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.node.CoreSettings;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import dev.sst.spi.HistoryEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is over before its start is stored: both are stored together. */
class EarlyEndTest {
    private static final CoreSettings SETTINGS = CoreSettings.defaults();

    private final WorkerScene scene = new WorkerScene();
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private final ExecutionWorker worker = scene.newWorker("swift", SETTINGS, calls::add);
    private final ExecutionId id = scene.queue(scene.deployedTest());

    /** It was started, it has ended, and the worker has just asked for its outcome. */
    @BeforeEach
    void ended() {
        scene.engine.endAtOnce(order -> printed(WorkerScene.GOOD));
        scene.settle(worker);
        answer();
        scene.settle(worker);
        assertThat(calls).hasSize(1);
    }

    private void answer() {
        while (!calls.isEmpty()) {
            calls.remove().run();
        }
    }

    private static Verdict verdict(Execution execution) {
        return execution.verdict().orElseThrow().verdict();
    }

    private void assertPassedAfterOneStart() {
        assertThat(verdict(scene.get(id))).isEqualTo(Verdict.PASSED);
        assertThat(scene.get(id).lastAttempt().orElseThrow().engineId()).isNotNull();
        assertThat(scene.stores.executions().history(id))
                .extracting(HistoryEntry::event)
                .containsExactly(HistoryEntry.QUEUED, HistoryEntry.CLAIMED, "STARTED", "CONCLUDED");
        assertThat(scene.engine.starts()).isOne();
    }

    @Test
    void theStartIsStoredTogetherWithTheVerdictAndEachHasItsTime() {
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.STARTING);
        scene.clock.advance(Duration.ofSeconds(1));

        answer();
        scene.settle(worker);

        assertPassedAfterOneStart();
        assertThat(worker.holding()).isZero();
        var history = scene.stores.executions().history(id);
        assertThat(history.get(3).at()).isEqualTo(history.get(2).at().plusSeconds(1));
        assertThat(history.get(2).state()).isEqualTo(ExecutionState.RUNNING);
    }

    @Test
    void aNodeThatDiesBeforeLeavesARunThatIsFoundByItsKey() {
        scene.clock.advance(SETTINGS.lease().plusSeconds(1));

        scene.pass(Duration.ofSeconds(5));

        assertPassedAfterOneStart();
    }

    @Test
    void theStartIsStoredByItselfWhenTheOutcomeCannotBeHad() {
        scene.engine.reachable(false);
        answer();
        scene.settle(worker);
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.RUNNING);
        scene.engine.reachable(true);

        for (int second = 0; second < 5; second++) {
            scene.clock.advance(Duration.ofSeconds(1));
            scene.settle(worker);
            answer();
        }
        scene.settle(worker);

        assertPassedAfterOneStart();
    }

    @Test
    void aNodeThatStopsStoresBothFirst() {
        worker.stopAccepting();
        answer();
        assertThat(worker.quiet()).isFalse();

        scene.settle(worker);

        assertThat(worker.quiet()).isTrue();
        assertPassedAfterOneStart();
    }

    @Test
    void aCancellationMeanwhileLosesNothing() {
        scene.cancel(id, worker);
        answer();
        scene.settle(worker);

        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.FINISHED);
        assertThat(scene.get(id).lastAttempt().orElseThrow().engineId()).isNotNull();
        assertThat(scene.stores.executions().history(id))
                .extracting(HistoryEntry::event)
                .containsExactly(HistoryEntry.QUEUED, HistoryEntry.CLAIMED, "CANCEL_REQUESTED", "STARTED", "CONCLUDED");
        assertThat(worker.holding()).isZero();
    }
}
