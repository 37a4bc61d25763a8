package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence.Dispatched;
import dev.sst.json.JsonBoolean;
import dev.sst.spi.StartAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a watch of a sensor ends by itself. */
final class SensorDeathTest extends SensorScene {

    @Test
    void aProcessThatEndsWithoutAFaultIsDeadAtOnceAndItsSensorIsSwitchedOff() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        world.exited(now.plusSeconds(2), 0);
        pass(3);

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true, false);
        runs.end(watch);
        Dispatched seen = evidence(collect(runs, watch));
        assertThat(seen.alive()).isFalse();
        assertThat(seen.exitCodes()).containsExactly(0);
        assertThat(seen.unwatched()).isNull();
    }

    @Test
    void aProcessThatFailsIsDeadWhenItIsNotStartedAgain() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        world.exited(now.plusSeconds(5), 1);
        pass(6);
        look(watch);
        pass(11);
        assertThat(look(watch).state()).isEqualTo(EngineState.RUNNING);
        pass(1);

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true, false);
        assertThat(evidence(collect(runs, watch)).exitCodes()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 59})
    void aDeathIsToldAsOneWithinTheTestsTimeoutWheneverItComes(int second) {
        EngineExecutionId watch = started("k-1");
        world.spawned(BEGIN.plusMillis(200));
        world.exited(BEGIN.plusSeconds(second), 1);
        while (now.isBefore(BEGIN.plusSeconds(second))) {
            pass(1);
        }
        while (look(watch).state() == EngineState.RUNNING) {
            pass(1);
            if (now.equals(BEGIN.plusSeconds(60))) {
                runs.end(watch);
            }
        }

        assertThat(now).isBeforeOrEqualTo(BEGIN.plusSeconds(60));
        Dispatched seen = evidence(collect(runs, watch));
        assertThat(seen.alive()).isFalse();
        assertThat(seen.exitCodes()).containsExactly(1);
        assertThat(seen.unwatched()).isNull();
    }

    @Test
    void theThirdFailureInARowIsTheEndAtOnce() {
        EngineExecutionId watch = started("k-1");
        fail(watch, 5);
        fail(watch, 5);
        fail(watch, 5);

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true, false);
        assertThat(later).isEmpty();
        assertThat(evidence(collect(runs, watch)).exitCodes()).containsExactly(1, 1, 1);
    }

    @Test
    void oneThatMayBeStartedOnceMoreIsSwitchedOffAgainWhenThatIsOver() {
        EngineExecutionId watch = started("k-1");
        fail(watch, 5);
        fail(watch, 11);
        fail(watch, 5);
        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true, false);

        later.forEach(Runnable::run);

        assertThat(world.switches).containsExactly(true, false, false);
    }

    @Test
    void oneThatSomebodyUsesByThenIsLeftAlone() {
        EngineExecutionId watch = started("k-1");
        fail(watch, 5);
        look(watch);
        runs.end(watch);
        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        started("k-2");

        assertThat(later).hasSize(1);
        later.forEach(Runnable::run);

        assertThat(world.switches).containsExactly(true, false, true);
    }

    /** Between the look that finds it off and the switch, another execution would have it on. */
    @Test
    void whoBeginsWhileItIsSwitchedOffAgainWaits() {
        EngineExecutionId watch = started("k-1");
        fail(watch, 5);
        look(watch);
        runs.end(watch);
        look(watch);
        List<StartAnswer> meanwhile = new ArrayList<>();
        world.onSwitch = () -> {
            world.onSwitch = () -> {};
            meanwhile.add(runs.start(order("k-2", HASH)));
        };

        later.forEach(Runnable::run);

        assertThat(meanwhile).singleElement().isInstanceOf(StartAnswer.NotSent.class);
        assertThat(world.switches).containsExactly(true, false, false);
        started("k-2");
    }

    @Test
    void oneThatDoesNotStartIsAskedForOnceMoreAndThenOver() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusSeconds(1), "other", "Other");
        pass(14);
        look(watch);
        assertThat(world.switches).containsExactly(true);
        pass(1);
        look(watch);
        assertThat(world.switches).containsExactly(true, true);
        pass(14);
        assertThat(look(watch).state()).isEqualTo(EngineState.RUNNING);
        pass(1);

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true, true, false);
        Dispatched seen = evidence(collect(runs, watch));
        assertThat(seen.started()).isFalse();
        assertThat(seen.unstarted()).contains("virtual environment", "single-sensor mode");
        assertThat(seen.unwatched()).isNull();
    }

    @Test
    void oneThatHadNoTimeToStartIsNotSaidToHaveBeenAskedForTwice() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusSeconds(1), "other", "Other");
        pass(5);
        runs.end(watch);
        look(watch);

        assertThat(evidence(collect(runs, watch)).unstarted())
                .contains("not seen to start in the 5 s", "asked once")
                .doesNotContain("twice");
    }

    @Test
    void whereNoSensorShowsASignOfLifeNothingIsKnown() {
        EngineExecutionId watch = started("k-1");
        runs.end(watch);
        look(watch);

        assertThat(evidence(collect(runs, watch)).unwatched()).contains("sensor container");
    }

    @Test
    void aSensorThatSomebodySwitchedOffOrTookAwayProvesNothing() {
        EngineExecutionId first = started("k-1");
        world.spawned(now.plusMillis(200));
        look(first);
        world.sensor = Objects.requireNonNull(world.sensor).with("enabled", JsonBoolean.FALSE);
        runs.end(first);
        look(first);
        assertThat(evidence(collect(runs, first)).unwatched()).contains("switched off or deployed anew");

        EngineExecutionId second = started("k-2");
        look(second);
        world.sensor = null;
        runs.end(second);
        look(second);
        assertThat(evidence(collect(runs, second)).unwatched()).contains("taken away");
        assertThat(node().observe(List.of(second)).get(0).state()).isEqualTo(EngineState.LOST);
    }

    /** As when a node switched it off at the end, and went away before it could store what it had seen. */
    @Test
    void aDeathIsOneAlsoWhereTheSensorIsFoundOff() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        world.exited(now.plusSeconds(2), 1);
        world.sensor = Objects.requireNonNull(world.sensor).with("enabled", JsonBoolean.FALSE);
        pass(3);
        SensorRuns other = node();

        other.end(watch);
        other.observe(List.of(watch));

        Dispatched seen = evidence(collect(other, watch));
        assertThat(seen.unwatched()).isNull();
        assertThat(seen.exitCodes()).containsExactly(1);
    }

    @Test
    void anExistingSensorThatDiedLongAgoIsDead() {
        world.spawned(now.minusSeconds(600));
        world.exited(now.minusSeconds(500), 1);
        EngineExecutionId watch = ((StartAnswer.Started) runs.start(order("k-1", ""))).id();
        look(watch);
        pass(12);

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(evidence(collect(runs, watch)).exitCodes()).containsExactly(1);
        assertThat(world.switches).isEmpty();
    }

    @Test
    void anExistingSensorWhoseLastStartIsOutOfSightIsNotDeadForAnOldEnd() {
        world.spawned(now.minusSeconds(600));
        world.exited(now.minusSeconds(500), 1);
        world.spawned(now.minusSeconds(490));
        for (int other = 0; other < 100; other++) {
            world.spawned(now.minusSeconds(400 - other), "p", "Other");
        }
        EngineExecutionId watch = ((StartAnswer.Started) runs.start(order("k-1", ""))).id();
        look(watch);
        pass(12);

        assertThat(look(watch).state()).isEqualTo(EngineState.RUNNING);
        assertThat(soFar(watch).alive()).isTrue();
        world.exited(now, 1);
        look(watch);
        pass(12);
        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(evidence(collect(runs, watch)).exitCodes()).containsExactly(1);
    }

    @Test
    void anExistingSensorThatIsDisabledIsSaidToBe() {
        EngineExecutionId watch = ((StartAnswer.Started) runs.start(order("k-1", ""))).id();
        runs.end(watch);
        look(watch);

        Dispatched seen = evidence(collect(runs, watch));
        assertThat(seen.alive()).isFalse();
        assertThat(seen.unstarted()).isEqualTo("sensor " + SensorWorld.REF + " is disabled in StackStorm");
        assertThat(seen.unwatched()).isNull();
        assertThat(world.switches).isEmpty();
    }

    private void fail(EngineExecutionId watch, int seconds) {
        world.spawned(now.plusMillis(200));
        assertThat(look(watch).state()).isEqualTo(EngineState.RUNNING);
        pass(seconds + 1);
        world.exited(now.minusMillis(100), 1);
    }
}
