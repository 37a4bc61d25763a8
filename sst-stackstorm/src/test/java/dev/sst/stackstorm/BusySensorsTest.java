package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.stackstorm.Sensors.Events;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a long list of events is read while it grows. */
final class BusySensorsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final int EVENTS = 250;

    private final SensorWorld world = new SensorWorld();

    @Test
    void whatComesInFrontWhileReadingIsNeitherDoubledNorMakesAnyBeMissed() {
        for (int n = 1; n <= EVENTS; n++) {
            world.dispatched(BEGIN.plusMillis(n / 7), n);
        }
        AtomicInteger pages = new AtomicInteger();
        Transport busy = request -> {
            Answer page = world.send(request);
            int number = pages.incrementAndGet();
            for (int n = 0; n < 30; n++) {
                world.dispatched(BEGIN.plusSeconds(number), EVENTS + 1);
            }
            return page;
        };

        Events events = new Sensors(new StackStormClient(busy, Credentials.NONE, () -> "id"))
                .events(SensorWorld.TRIGGER, BEGIN.minusSeconds(1));

        assertThat(pages).hasValueGreaterThan(2);
        assertThat(events.rows()).extracting(row -> row.text("id").orElse("")).doesNotHaveDuplicates();
        assertThat(events.rows()).filteredOn(row -> number(row) <= EVENTS).hasSize(EVENTS);
        assertThat(events.more()).isFalse();
    }

    @Test
    void eventsOfOneMillisecondAreNotLostWhereStackStormCutsBoundsToIt() {
        var stackstorm = new GrowingList(TimedList.INSTANCES);
        stackstorm.precision = ChronoUnit.MILLIS;
        IntStream.range(0, EVENTS).forEach(n -> stackstorm.add(BEGIN.plusMillis(n / 7)));

        Events events = new Sensors(stackstorm.client()).events("p.t", BEGIN.minusMillis(1));

        assertThat(events.rows()).extracting(Page::id).doesNotHaveDuplicates().hasSize(EVENTS);
    }

    private static int number(JsonObject row) {
        return ((JsonNumber) Executions.inner(row, "payload")
                        .flatMap(payload -> payload.get("n"))
                        .orElseThrow())
                .value()
                .intValueExact();
    }
}
