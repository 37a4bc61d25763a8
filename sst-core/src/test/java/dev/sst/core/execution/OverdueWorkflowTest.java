package dev.sst.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Evidence;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.test.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workflow has no harness, and StackStorm no limit for it: its deadline of 20 seconds is kept here alone. */
final class OverdueWorkflowTest {
    private final WorkerScene scene = new WorkerScene();
    private final ExecutionId id = scene.queue(scene.deployedTest(RetryPolicy.NONE, null));

    @BeforeEach
    void start() {
        scene.engine.shows(new Evidence.Workflow(null, List.of()));
        scene.settle();
    }

    @Test
    void oneThatDoesNotEndIsEndedAtItsDeadlineAndIsATimeout() {
        scene.pass(Duration.ofSeconds(20));
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.RUNNING);
        assertThat(endAsked()).isFalse();

        scene.pass(Duration.ofSeconds(3));

        assertThat(endAsked()).isTrue();
        assertThat(judgement().verdict()).isEqualTo(Verdict.TIMEOUT);
        assertThat(judgement().cause()).isEqualTo("not over after 20 s");
    }

    @Test
    void oneWhoseEndIsNeverConfirmedIsFollowedForHalfAMinuteAndGivenUp() {
        scene.engine.ignoreCancels(Integer.MAX_VALUE);
        scene.pass(Duration.ofSeconds(50));
        assertThat(scene.get(id).state().finished()).isFalse();

        scene.pass(Duration.ofSeconds(5));

        assertThat(judgement().verdict()).isEqualTo(Verdict.TIMEOUT);
        assertThat(judgement().cause()).contains("has not confirmed that it ended");
    }

    private boolean endAsked() {
        return scene.engine.cancelAsked(
                scene.get(id).lastAttempt().orElseThrow().key());
    }

    private Judgement judgement() {
        return scene.get(id).verdict().orElseThrow();
    }
}
