package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.delivery;
import static dev.sst.testkit.store.Samples.document;
import static dev.sst.testkit.store.Samples.incident;
import static dev.sst.testkit.store.Samples.nextEpisode;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.ExecutionId;
import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import dev.sst.incident.IncidentStatus;
import dev.sst.incident.Severity;
import dev.sst.spi.IncidentStore;
import dev.sst.spi.Stores;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link IncidentStore} does. */
public abstract class IncidentStoreContract {
    private IncidentStore incidents;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        incidents = stores().incidents();
    }

    @Test
    void everythingOfAnIncidentIsKeptExactly() {
        Incident one = incident("k" + Samples.AWKWARD, testId()).toBuilder()
                .title("t" + Samples.AWKWARD)
                .cause("c" + Samples.AWKWARD)
                .severity(Severity.MINOR)
                .occurrence(new ExecutionId("e-1"))
                .occurrence(new ExecutionId("e-2"))
                .event()
                .acknowledged(now())
                .resolved(now())
                .note(new Incident.Note(now(), "b" + Samples.AWKWARD, "n" + Samples.AWKWARD))
                .evidence(document())
                .build();

        assertThat(incidents.save(one, List.of())).isTrue();

        assertThat(incidents.find(one.id())).contains(stored(one));
        assertThat(incidents.find(new IncidentId("nobody"))).isEmpty();
    }

    @Test
    void aChangeFromAnOlderVersionIsNotStored() {
        Incident one = add("key");
        Incident acknowledged = one.toBuilder().acknowledged(now()).build();
        Delivery told = delivery(one, "incident-api", 1);

        assertThat(incidents.save(acknowledged, List.of())).isTrue();
        assertThat(incidents.save(one.toBuilder().resolved(now()).build(), List.of(told)))
                .isFalse();

        assertThat(incidents.find(one.id())).contains(stored(acknowledged));
        assertThat(incidents.deliveries(List.of(one.id()))).isEmpty();
    }

    @Test
    void aKeyHasOneOpenIncidentAtMost() {
        Incident one = add("key");

        assertThat(incidents.save(nextEpisode(one), List.of())).isFalse();

        incidents.save(one.toBuilder().resolved(now()).build(), List.of());
        assertThat(incidents.save(nextEpisode(one), List.of())).isTrue();
        assertThat(incidents.save(nextEpisode(nextEpisode(one)), List.of()))
                .as("the second is open")
                .isFalse();
    }

    @Test
    void anEpisodeIsStoredOnceAndNoneBehindALaterOne() {
        Incident one = add("key");
        save(one.toBuilder().resolved(now()).build());
        Incident two = save(nextEpisode(one));
        save(two.toBuilder().resolved(now()).build());

        assertThat(incidents.save(nextEpisode(one), List.of())).isFalse();
        assertThat(incidents.save(incident("key", testId()), List.of())).isFalse();
        assertThat(incidents.save(nextEpisode(two), List.of())).isTrue();
    }

    @Test
    void theNewestOfAKeyIsFoundResolvedOrNot() {
        Incident one = add("one");
        Incident resolved = save(one.toBuilder().resolved(now()).build());
        Incident two = add("two");

        assertThat(incidents.newest(List.of("one", "two", "three"))).isEqualTo(Map.of("one", resolved, "two", two));
        Incident anew = save(nextEpisode(one));
        assertThat(incidents.newest(List.of("one"))).isEqualTo(Map.of("one", anew));
        assertThat(incidents.newest(List.of())).isEmpty();
    }

    @Test
    void deliveriesComeInTheOrderOfTheirMaking() {
        Incident one = incident("one", testId());
        Incident two = incident("two", testId());
        Delivery first = delivery(one, "incident-api", 1);
        Delivery second = delivery(two, "incident-api", 1);
        Delivery third = delivery(one, "incident-api", 2);
        incidents.save(one, List.of(first));
        incidents.save(two, List.of(second));
        incidents.save(stored(one), List.of(third));

        assertThat(incidents.deliveries(List.of(one.id(), two.id())))
                .containsExactly(stored(first), stored(second), stored(third));
        assertThat(incidents.deliveries(List.of(two.id()))).containsExactly(stored(second));
        assertThat(incidents.deliveries(List.of())).isEmpty();
    }

    @Test
    void ofManyDeliveriesTheNewestToEachSinkAreRead() {
        Incident one = incident("one", testId());
        Delivery alone = delivery(one, "mail", 1);
        List<Delivery> many = LongStream.rangeClosed(1, IncidentStore.MAX_DELIVERIES + 5)
                .mapToObj(sequence -> delivery(one, "incident-api", sequence))
                .toList();
        incidents.save(one, List.of(alone));
        incidents.save(stored(one), many);

        assertThat(incidents.deliveries(List.of(one.id())))
                .extracting(Delivery::id)
                .startsWith(alone.id(), many.get(5).id())
                .endsWith(many.get(many.size() - 1).id())
                .hasSize(IncidentStore.MAX_DELIVERIES + 1);
    }

    @Test
    void incidentsAreListedNewestFirstAndPagedByKey() {
        Incident one = add("one");
        Incident two = add("two");
        Incident three = add("three");

        assertThat(incidents.list(IncidentQuery.newest(2))).containsExactly(three, two);
        assertThat(incidents.list(new IncidentQuery(null, null, null, null, two.id(), 2)))
                .containsExactly(one);
    }

    @Test
    void everyFilterOfAListCounts() {
        Incident open = add("one");
        Incident minor = save(incident("two", testId()).toBuilder()
                .severity(Severity.MINOR)
                .title("Shop 100% down")
                .cause("No answer")
                .acknowledged(now())
                .build());

        assertThat(incidents.list(new IncidentQuery(IncidentStatus.OPEN, null, null, null, null, 9)))
                .containsExactly(open);
        assertThat(incidents.list(new IncidentQuery(IncidentStatus.ACKNOWLEDGED, null, null, null, null, 9)))
                .containsExactly(minor);
        assertThat(incidents.list(new IncidentQuery(null, minor.testId(), null, null, null, 9)))
                .containsExactly(minor);
        assertThat(incidents.list(new IncidentQuery(null, null, Severity.MINOR, null, null, 9)))
                .containsExactly(minor);
        assertThat(incidents.list(new IncidentQuery(null, null, null, "00% DOWN", null, 9)))
                .containsExactly(minor);
        assertThat(incidents.list(new IncidentQuery(null, null, null, "SAID", null, 9)))
                .containsExactly(open);
        assertThat(incidents.list(new IncidentQuery(null, null, null, "_", null, 9)))
                .isEmpty();
    }

    private Incident add(String key) {
        return save(incident(key, testId()));
    }

    private Incident save(Incident next) {
        assertThat(incidents.save(next, List.of())).isTrue();
        return stored(next);
    }
}
