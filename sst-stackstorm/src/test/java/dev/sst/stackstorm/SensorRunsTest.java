package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence.Dispatched;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SensorRunsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final String HASH = "a".repeat(64);

    private final SensorWorld world = new SensorWorld();
    private Instant now = BEGIN;
    private final SensorRuns runs = node();

    private SensorRuns node() {
        return new SensorRuns(new Sensors(world.client()), () -> now);
    }

    @Test
    void oneOfOursIsSwitchedOnForItsWatchAndOffAtItsEnd() {
        EngineExecutionId watch = started("k-1");
        assertThat(world.switches).containsExactly(true);
        world.spawned(now.plusMillis(200));
        world.dispatched(now.plusSeconds(1), 1);

        pass(1);
        Observation seen = look(watch);
        assertThat(seen.state()).isEqualTo(EngineState.RUNNING);
        assertThat(((Dispatched) Objects.requireNonNull(seen.soFar())).dispatches())
                .hasSize(1);

        runs.end(watch);
        runs.end(watch);
        assertThat(world.switches).containsExactly(true, false);
        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        Outcome outcome = collect(runs, watch);
        assertThat(outcome.startedAt()).isEqualTo(BEGIN.plusMillis(200));
        assertThat(evidence(outcome).unwatched()).isNull();
        assertThat(evidence(outcome).alive()).isTrue();
    }

    @Test
    void whatAnEarlierProcessDispatchedIsNotCounted() {
        world.spawned(now.minusSeconds(60));
        world.dispatched(now.minusSeconds(50), 1);
        world.dispatched(now.plusMillis(100), 2);
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        world.dispatched(now.plusSeconds(1), 3);
        look(watch);

        assertThat(soFar(watch).dispatches())
                .singleElement()
                .satisfies(dispatch -> assertThat(dispatch.payload())
                        .hasToString(RuleWorld.json("{'n': 3}").toString()));
    }

    @Test
    void aClassOfThatNameInAnotherPackIsToldApart() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200), "q", SensorWorld.CLASS);

        assertThat(soFar(watch).started()).isFalse();
    }

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

    @Test
    void theThirdFailureInARowIsTheEndAtOnce() {
        EngineExecutionId watch = started("k-1");
        fail(watch, 5);
        fail(watch, 5);
        fail(watch, 5);

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true, false);
        assertThat(evidence(collect(runs, watch)).exitCodes()).containsExactly(1, 1, 1);
    }

    @Test
    void oneThatLivedLongEnoughToBeStartedOnceMoreIsWaitedForAndSwitchedOffAgain() {
        EngineExecutionId watch = started("k-1");
        fail(watch, 5);
        fail(watch, 11);
        fail(watch, 5);
        assertThat(look(watch).state()).isEqualTo(EngineState.RUNNING);
        assertThat(world.switches).containsExactly(true, false);
        world.spawned(now.plusSeconds(1));
        pass(2);

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true, false, false);
    }

    private void fail(EngineExecutionId watch, int seconds) {
        world.spawned(now.plusMillis(200));
        assertThat(look(watch).state()).isEqualTo(EngineState.RUNNING);
        pass(seconds + 1);
        world.exited(now.minusMillis(100), 1);
    }

    @Test
    void oneThatIsStartedAgainAfterItsEndIsSwitchedOffAgain() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        look(watch);
        world.exited(now.plusSeconds(5), 1);
        pass(6);
        look(watch);
        runs.end(watch);
        assertThat(world.switches).containsExactly(true, false);
        assertThat(look(watch).state()).isEqualTo(EngineState.RUNNING);

        world.spawned(now.plusSeconds(1));
        pass(2);

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true, false, false);
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

    @Test
    void oneSensorHasOneWatchAtATime() {
        EngineExecutionId first = started("k-1");
        assertThat(runs.start(order("k-2", HASH)))
                .isInstanceOfSatisfying(
                        StartAnswer.NotSent.class, no -> assertThat(no.reason()).contains("another execution"));
        world.spawned(now.plusMillis(200));
        look(first);
        runs.end(first);
        look(first);

        assertThat(runs.start(order("k-2", HASH))).isInstanceOf(StartAnswer.Started.class);
    }

    @Test
    void twoStartsInTheSameMomentAreOneAfterTheOther() {
        List<StartAnswer> others = new ArrayList<>();
        world.onSwitch = () -> others.add(runs.start(order("k-2", HASH)));
        EngineExecutionId first = started("k-1");
        world.onSwitch = () -> {};
        world.spawned(now.plusMillis(200));
        look(first);
        runs.end(first);
        look(first);

        assertThat(others).singleElement().isInstanceOf(StartAnswer.NotSent.class);
        assertThat(runs.start(order("k-2", HASH))).isInstanceOf(StartAnswer.Started.class);
    }

    @Test
    void aWatchThatGoesOnElsewhereDoesNotHoldUpTheNext() {
        started("k-1");
        pass(30);

        assertThat(runs.start(order("k-2", HASH))).isInstanceOf(StartAnswer.Started.class);
    }

    @Test
    void anotherNodeGoesOnFromTheIdAlone() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        world.dispatched(now.plusSeconds(1), 1);
        SensorRuns other = node();

        assertThat(other.owns(watch)).isTrue();
        assertThat(other.observe(List.of(watch)).get(0).state()).isEqualTo(EngineState.RUNNING);
        other.end(watch);
        other.observe(List.of(watch));

        assertThat(evidence(collect(other, watch)).dispatches()).hasSize(1);
        assertThat(world.switches).containsExactly(true, false);
    }

    @Test
    void aStartWhoseAnswerIsLostIsWatchedAndOneThatIsRefusedIsRepeated() {
        world.switchFate = Fate.LOST;
        assertThat(runs.start(order("k-1", HASH))).isInstanceOf(StartAnswer.Started.class);
        world.switchFate = Fate.NOT_SENT;
        pass(30);
        assertThat(runs.start(order("k-2", HASH))).isInstanceOf(StartAnswer.NotSent.class);
    }

    @Test
    void anEndThatCannotBeAskedForNowIsAskedForByTheNextLook() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        look(watch);
        world.switchFate = Fate.NOT_SENT;
        runs.end(watch);
        assertThat(look(watch).state()).isEqualTo(EngineState.RUNNING);
        world.switchFate = null;

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true, false);
    }

    @Test
    void aSensorOfAnotherRevisionIsNotRunForThisOne() {
        assertThat(runs.start(order("k-1", "b".repeat(64)))).isInstanceOf(StartAnswer.Rejected.class);
        world.sensor = null;
        assertThat(runs.start(order("k-1", HASH))).isInstanceOf(StartAnswer.Rejected.class);
        assertThat(world.switches).isEmpty();
    }

    @Test
    void oneThatIsKeptRunningIsStartedAnewAndLeftOn() {
        JsonObject kept = RuleWorld.json("{'keep_running': true}");
        EngineExecutionId watch = ((StartAnswer.Started) runs.start(order("k-1", HASH, kept))).id();
        world.spawned(now.plusMillis(200));
        look(watch);
        runs.end(watch);

        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).containsExactly(true);
        assertThat(evidence(collect(runs, watch)).unwatched()).isNull();
    }

    @Test
    void anExistingSensorIsOnlyWatchedAndCountsFromTheRequest() {
        world.spawned(now.minusSeconds(600));
        world.exited(now.minusSeconds(500), 1);
        world.spawned(now.minusSeconds(490));
        world.dispatched(now.minusSeconds(480), 1);
        EngineExecutionId watch = ((StartAnswer.Started) runs.start(order("k-1", ""))).id();
        assertThat(soFar(watch).dispatches()).isEmpty();
        assertThat(soFar(watch).exitCodes()).isEmpty();
        assertThat(soFar(watch).alive()).isTrue();
        world.dispatched(now.plusSeconds(1), 2);

        assertThat(soFar(watch).dispatches()).hasSize(1);
        runs.end(watch);
        assertThat(look(watch).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(world.switches).isEmpty();
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
    void dispatchesOfManyPagesAreAllSeenInTheirOrder() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        for (int n = 1; n <= 250; n++) {
            world.dispatched(now.plusSeconds(1 + n / 50), n);
        }

        Dispatched seen = soFar(watch);

        assertThat(seen.total()).isEqualTo(250);
        assertThat(seen.dispatches().get(0).payload())
                .hasToString(RuleWorld.json("{'n': 1}").toString());
    }

    private EngineExecutionId started(String key) {
        return ((StartAnswer.Started) runs.start(order(key, HASH))).id();
    }

    private static StartOrder order(String key, String hash) {
        return order(key, hash, JsonObject.empty());
    }

    private static StartOrder order(String key, String hash, JsonObject metadata) {
        var deployment = new Deployment(
                1,
                "stackstorm",
                TestType.SENSOR,
                SensorWorld.REF,
                null,
                hash,
                List.of(),
                List.of(),
                List.of(),
                null,
                BEGIN);
        return new StartOrder(
                key,
                "nonce",
                Orders.TEST,
                new ExecutionId("x"),
                1,
                deployment,
                JsonObject.empty(),
                Set.of(),
                Duration.ofSeconds(60),
                metadata);
    }

    private Observation look(EngineExecutionId watch) {
        return runs.observe(List.of(watch)).get(0);
    }

    private Dispatched soFar(EngineExecutionId watch) {
        return (Dispatched) Objects.requireNonNull(look(watch).soFar());
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private static Outcome collect(SensorRuns node, EngineExecutionId watch) {
        List<Outcome> outcomes = node.collect(List.of(new CollectOrder(watch, "nonce", null)));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private static Dispatched evidence(Outcome outcome) {
        return (Dispatched) outcome.evidence();
    }
}
