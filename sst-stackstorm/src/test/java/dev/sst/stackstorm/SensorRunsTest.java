package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence.Dispatched;
import dev.sst.execution.Outcome;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.Observation;
import dev.sst.spi.StartAnswer;
import dev.sst.stackstorm.TransportException.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SensorRunsTest extends SensorScene {

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
    void aSwitchAlwaysSaysWhichWay() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        look(watch);
        runs.end(watch);

        assertThat(world.requests.stream()
                        .flatMap(request -> request.body().stream())
                        .map(JsonText::parse))
                .containsExactly(RuleWorld.json("{'enabled': true}"), RuleWorld.json("{'enabled': false}"));
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
    void dispatchesOfManyPagesAreAllSeenInTheirOrder() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        for (int n = 1; n <= 250; n++) {
            world.dispatched(now.plusSeconds(1 + n / 50), n);
        }

        Dispatched seen = soFar(watch);

        assertThat(seen.total()).isEqualTo(250);
        assertThat(seen.complete()).isTrue();
        assertThat(seen.dispatches().get(0).payload())
                .hasToString(RuleWorld.json("{'n': 1}").toString());
    }

    @Test
    void dispatchesThatAreTooManyOrTooLongToBeKeptAreKnownToBeMore() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        world.dispatched(now.plusMillis(300), "x".repeat(600_000));
        world.dispatched(now.plusMillis(301), "x".repeat(600_000));
        assertThat(soFar(watch).dispatches()).hasSize(1);
        assertThat(soFar(watch).total()).isEqualTo(2);
        assertThat(soFar(watch).complete()).isFalse();

        for (int n = 1; n <= 1100; n++) {
            world.dispatched(now.plusSeconds(1).plusMillis(n), n);
        }
        Dispatched seen = soFar(watch);

        assertThat(seen.total()).isGreaterThan(seen.dispatches().size());
        assertThat(seen.complete()).isFalse();
    }

    @Test
    void aStartThatNobodyGoesOnWithLeavesNoSensorOn() {
        started("k-1");
        SensorRuns other = node();

        assertThat(other.find(order("k-1", HASH), now)).isEmpty();
        assertThat(other.find(order("k-1", HASH), now)).isEmpty();

        assertThat(world.switches).containsExactly(true, false);
    }

    @Test
    void aSensorThatIsInUseOrToBeKeptOnIsNotSwitchedOffForALostStart() {
        started("k-1");

        assertThat(runs.find(order("k-2", HASH), now)).isEmpty();
        assertThat(node().find(order("k-2", HASH, RuleWorld.json("{'keep_running': true}")), now))
                .isEmpty();
        assertThat(node().find(order("k-2", ""), now)).isEmpty();

        assertThat(world.switches).containsExactly(true);
    }

    @Test
    void anEndThatWasAskedForElsewhereAndNotStoredIsNotSaidToBeSomebodyElsesDoing() {
        EngineExecutionId watch = started("k-1");
        world.spawned(now.plusMillis(200));
        look(watch);
        runs.end(watch);
        SensorRuns other = node();
        other.end(watch);
        other.observe(List.of(watch));

        assertThat(evidence(collect(other, watch)).unwatched()).contains("or by a server that went away");
    }
}
