package dev.sst.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.core.node.Node;
import dev.sst.core.node.Pause;
import dev.sst.core.node.SystemIdentifiers;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Delivery.State;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.json.JsonObject;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.IncidentSink;
import dev.sst.spi.Stores;
import dev.sst.test.TestId;
import dev.sst.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliverIncidentsTest {
    private final ManualClock clock = new ManualClock();
    private final Stores stores = MemoryStores.create(clock);
    private final ScriptedSink sink = new ScriptedSink();
    private final DeliverIncidents dispatcher = dispatcher("one", sink);
    private final IncidentId incident = new IncidentId("i1");
    private long sequence;

    /** Answers what it was told to, in order, and then yes. */
    private static final class ScriptedSink implements IncidentSink {
        final Deque<Answer> answers = new ArrayDeque<>();
        final List<Delivery> told = new ArrayList<>();
        final List<String> ids = new ArrayList<>();

        @Override
        public String name() {
            return "sink";
        }

        @Override
        public synchronized Answer deliver(Delivery delivery, @Nullable String externalId) {
            told.add(delivery);
            ids.add(String.valueOf(externalId));
            return answers.isEmpty() ? new Answer.Accepted("theirs") : answers.remove();
        }

        @Override
        public Health health() {
            return new Health(true, "");
        }
    }

    private DeliverIncidents dispatcher(String owner, IncidentSink... sinks) {
        var node =
                new Node(owner, "scripted", CoreSettings.defaults(), clock, new SystemIdentifiers(clock), new Pause());
        return new DeliverIncidents(stores.outbox(), List.of(sinks), Runnable::run, node);
    }

    private void happens(Event... events) {
        List<Delivery> rows = new ArrayList<>();
        for (Event event : events) {
            sequence++;
            rows.add(new Delivery(
                    new DeliveryId("d" + sequence),
                    incident,
                    "sink",
                    "key",
                    "lane",
                    sequence,
                    event,
                    JsonObject.empty(),
                    State.PENDING,
                    null,
                    0,
                    false,
                    null,
                    clock.instant(),
                    clock.instant(),
                    0));
        }
        var id = new ExecutionId("e" + sequence);
        stores.executions()
                .add(List.of(Execution.queued(id, new TestId("t"), ExecutionKind.MANUAL, 1, clock.instant())));
        Execution stored = stores.executions().find(List.of(id)).get(0);
        Incident known = stores.incidents().find(incident).orElse(null);
        Incident next = known == null
                ? Incident.opening(incident, "k", 1, new TestId("t"), clock.instant())
                        .build()
                : known;
        assertThat(stores.executions()
                        .save(List.of(new ExecutionChange(stored, "TEST", clock.instant(), null, next, rows))))
                .containsExactly(true);
    }

    private List<Delivery> all() {
        return stores.incidents().deliveries(List.of(incident));
    }

    private void pass(Duration time) {
        clock.advance(time);
        while (dispatcher.step()) {}
    }

    @Test
    void eventsOfALaneAreToldInOrderOneAfterAnotherWithTheIdTheSinkGave() {
        happens(Event.OPENED, Event.RESOLVED);

        assertThat(dispatcher.step()).isTrue();
        assertThat(sink.told).extracting(Delivery::event).containsExactly(Event.OPENED);
        dispatcher.step();

        assertThat(sink.told).extracting(Delivery::event).containsExactly(Event.OPENED, Event.RESOLVED);
        assertThat(sink.ids).containsExactly("null", "theirs");
        assertThat(all()).extracting(Delivery::state).containsOnly(State.DELIVERED);
        assertThat(dispatcher.step()).isFalse();
    }

    @Test
    void aResolveWaitsBehindAnOpenThatIsBeingRetried() {
        sink.answers.add(new IncidentSink.Answer.Retry("connection refused"));
        happens(Event.OPENED, Event.RESOLVED);

        while (dispatcher.step()) {}
        assertThat(sink.told).hasSize(1);
        assertThat(all().get(0).state()).isEqualTo(State.RETRYING);
        assertThat(all().get(0).lastError()).isEqualTo("connection refused");

        pass(Duration.ofSeconds(2));
        assertThat(sink.told).extracting(Delivery::event).containsExactly(Event.OPENED, Event.OPENED, Event.RESOLVED);
    }

    @Test
    void updatesThatWaitCollapseIntoTheNewest() {
        sink.answers.add(new IncidentSink.Answer.Retry("later"));
        happens(Event.OPENED);
        while (dispatcher.step()) {}
        happens(Event.UPDATED, Event.UPDATED, Event.UPDATED);

        pass(Duration.ofSeconds(2));

        assertThat(sink.told).extracting(Delivery::event).containsExactly(Event.OPENED, Event.OPENED, Event.UPDATED);
        assertThat(all())
                .extracting(Delivery::state)
                .containsExactly(State.DELIVERED, State.SUPERSEDED, State.SUPERSEDED, State.DELIVERED);
    }

    @Test
    void aSinkMaySayHowLongToWait() {
        sink.answers.add(new IncidentSink.Answer.RetryAfter(Duration.ofMinutes(10), "slow down"));
        happens(Event.OPENED);
        dispatcher.step();

        pass(Duration.ofMinutes(9));
        assertThat(sink.told).hasSize(1);
        pass(Duration.ofMinutes(2));
        assertThat(sink.told).hasSize(2);
    }

    @Test
    void aNoForGoodIsKeptWithItsReasonAndWhatFollowsOfTheEpisodeIsSuperseded() {
        sink.answers.add(new IncidentSink.Answer.Permanent("422: incident_type"));
        happens(Event.OPENED, Event.RESOLVED);

        while (dispatcher.step()) {}

        assertThat(all()).extracting(Delivery::state).containsExactly(State.FAILED, State.SUPERSEDED);
        assertThat(all().get(0).lastError()).isEqualTo("422: incident_type");
        assertThat(sink.told).hasSize(1);
    }

    @Test
    void anUnclearAnswerIsHandedBackToTheSinkAsAmbiguous() {
        sink.answers.add(new IncidentSink.Answer.Ambiguous("answer lost"));
        happens(Event.OPENED);
        dispatcher.step();

        pass(Duration.ofSeconds(2));

        assertThat(sink.told).extracting(Delivery::ambiguous).containsExactly(false, true);
    }

    @Test
    void aDispatcherThatDiedWhileTellingLeavesItAmbiguousForTheNext() {
        happens(Event.OPENED);
        assertThat(stores.outbox().claim("dead", Set.of("sink"), 10, Duration.ofSeconds(30)))
                .hasSize(1);
        assertThat(dispatcher.step()).isFalse();

        clock.advance(Duration.ofSeconds(31));
        dispatcher.step();

        assertThat(sink.told).extracting(Delivery::ambiguous).containsExactly(true);
    }

    @Test
    void aNodeWithoutTheSinkLeavesItToThoseThatHaveIt() {
        happens(Event.OPENED);

        assertThat(dispatcher("two").step()).isFalse();
        assertThat(all()).extracting(Delivery::state).containsOnly(State.PENDING);

        dispatcher.step();
        assertThat(all()).extracting(Delivery::state).containsOnly(State.DELIVERED);
    }

    @Test
    void whatWaitedForDaysIsNotGivenUpAtItsFirstTries() {
        happens(Event.OPENED);
        clock.advance(Duration.ofDays(3));
        for (int i = 1; i < DeliveryRule.LEAST_TRIES; i++) {
            sink.answers.add(new IncidentSink.Answer.Retry("still starting"));
            pass(DeliveryRule.CAP);
        }
        assertThat(all().get(0).state()).isEqualTo(State.RETRYING);

        pass(DeliveryRule.CAP);

        assertThat(all().get(0).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void afterADayItIsGivenUpAndSaysSo() {
        happens(Event.OPENED);
        for (int i = 0; i < 400; i++) {
            sink.answers.add(new IncidentSink.Answer.Retry("down"));
        }

        for (int hour = 0; hour < 25; hour++) {
            pass(Duration.ofHours(1));
        }

        assertThat(all().get(0).state()).isEqualTo(State.FAILED);
        assertThat(all().get(0).lastError()).contains("24 h").contains("down");
    }
}
