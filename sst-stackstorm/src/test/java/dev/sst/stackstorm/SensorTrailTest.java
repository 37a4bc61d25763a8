package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows that a real StackStorm kept of each recorded sensor, read as those of a watch. */
final class SensorTrailTest {

    static List<RecordedOutcome> recorded() {
        return RecordedOutcome.all("sensor");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void aTrailHasAllThatWasRecordedInItsOrder(RecordedOutcome recorded) {
        var world = new SensorWorld().with(recorded);
        var sensor = new LiveSensor(Objects.requireNonNull(world.sensor));
        List<JsonObject> rows = RuleWorld.rows(recorded, "trigger_instances");

        SensorTrail trail = SensorTrail.sinceStart(new Sensors(world.client()), sensor, Instant.EPOCH);

        assertThat(trail.spawns()).hasSize(of(rows, SensorTrail.SPAWNED).size()).isSorted();
        assertThat(trail.exitCodes())
                .isEqualTo(of(rows, SensorTrail.EXITED).stream()
                        .map(row -> ((JsonNumber) RecordedOutcome.object(row, "payload")
                                        .get("exit_code")
                                        .orElseThrow())
                                .value()
                                .intValue())
                        .toList());
        assertThat(trail.dispatches().seen())
                .extracting(dispatch -> (JsonObject) dispatch.payload())
                .isEqualTo(sensor.triggerTypes().stream()
                        .flatMap(type -> of(rows, type).stream())
                        .map(row -> RecordedOutcome.object(row, "payload"))
                        .toList());
        assertThat(trail.down())
                .isEqualTo(
                        rows.get(rows.size() - 1).text("trigger").orElseThrow().equals(SensorTrail.EXITED));
    }

    private static List<JsonObject> of(List<JsonObject> rows, String trigger) {
        return rows.stream()
                .filter(row -> row.text("trigger").orElseThrow().equals(trigger))
                .toList();
    }
}
