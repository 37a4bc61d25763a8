package dev.sst.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Evidence.Dispatched;
import dev.sst.execution.Evidence.Dispatched.Dispatch;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A watch that goes on until what it has shown suffices, or its time is over. */
final class EnoughTest {
    private final WorkerScene scene = new WorkerScene();
    private final ExecutionId id = scene.queue(scene.deployedTest());

    @Test
    void theFirstDispatchThatMeetsTheExpectationEndsTheWatch() {
        scene.engine.shows(seen(List.of()));
        scene.settle();
        scene.pass(Duration.ofSeconds(12));
        assertThat(scene.get(id).state()).isEqualTo(ExecutionState.RUNNING);
        String key = scene.get(id).lastAttempt().orElseThrow().key();
        assertThat(scene.engine.cancelAsked(key)).isFalse();

        scene.engine.shows(seen(List.of(new Dispatch("p.t", JsonObject.empty(), scene.clock.instant()))));
        scene.pass(Duration.ofSeconds(12));

        assertThat(scene.engine.cancelAsked(key)).isTrue();
        assertThat(scene.get(id).verdict().orElseThrow().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(scene.incidents()).isEmpty();
    }

    @Test
    void whatSufficedOnceSufficesAlsoWhenALaterLookDoesNotShowItAnyMore() {
        scene.engine.shows(seen(List.of(new Dispatch("p.t", JsonObject.empty(), scene.clock.instant()))));
        scene.engine.ignoreCancels(1);
        scene.settle();
        scene.pass(Duration.ofSeconds(2));
        assertThat(scene.engine.cancelAsked(
                        scene.get(id).lastAttempt().orElseThrow().key()))
                .isTrue();
        scene.engine.shows(seen(List.of()));

        scene.pass(Duration.ofSeconds(20));

        assertThat(scene.get(id).verdict().orElseThrow().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void oneThatShowsNothingIsJudgedWhenItsTimeIsOver() {
        scene.engine.shows(seen(List.of()));
        scene.settle();

        scene.pass(Duration.ofMinutes(3));

        assertThat(scene.get(id).verdict().orElseThrow().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(scene.incidents()).hasSize(1);
    }

    private static Dispatched seen(List<Dispatch> dispatches) {
        return new Dispatched(dispatches, dispatches.size(), true, true, List.of(), null, null);
    }
}
