package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.LONG_LEASE;
import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.delivery;
import static dev.sst.testkit.store.Samples.deployment;
import static dev.sst.testkit.store.Samples.incident;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sst.execution.Execution;
import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.spi.ChangeFeed;
import dev.sst.spi.ChangeFeed.Change;
import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.Stores;
import dev.sst.test.SyntheticTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChangeFeed} does. */
public abstract class ChangeFeedContract {
    private Stores stores;
    private ChangeFeed changes;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        stores = stores();
        changes = stores.changes();
    }

    @Test
    void everyKindOfChangeIsToldInOrder() {
        String start = changes.end();
        SyntheticTest test = Samples.test("login");
        stores.tests().add(test);
        SyntheticTest live = stores.tests().find(test.id()).orElseThrow().withDeployment(deployment(1));
        stores.tests().save(live);
        Execution execution = queued(test.id());
        stores.executions().add(List.of(execution));
        Incident incident = incident("key", test.id());
        stores.incidents().save(incident, List.of());

        assertThat(told(start, 5))
                .extracting(Change::subject, Change::id)
                .containsExactly(
                        tuple(Subject.TEST, test.id().value()),
                        tuple(Subject.TEST, test.id().value()),
                        tuple(Subject.DEPLOYMENT, test.id().value()),
                        tuple(Subject.EXECUTION, execution.id().value()),
                        tuple(Subject.INCIDENT, incident.id().value()));
    }

    @Test
    void aChangeThatWasLeftOutIsNotTold() {
        Execution execution = queued(testId());
        stores.executions().add(List.of(execution));
        String start = changes.end();

        stores.executions().save(List.of(ExecutionChange.of(claimed(execution), "stale", now())));

        assertThat(changes.after(start, 100)).isEmpty();
    }

    @Test
    void anExecutionsIncidentIsToldWithIt() {
        Execution execution = queued(testId());
        stores.executions().add(List.of(execution));
        Incident incident = incident("key", execution.testId());
        String start = changes.end();

        stores.executions()
                .save(List.of(
                        new ExecutionChange(claimed(stored(execution)), "moved", now(), null, incident, List.of())));

        assertThat(told(start, 2))
                .extracting(Change::subject)
                .containsExactlyInAnyOrder(Subject.EXECUTION, Subject.INCIDENT);
    }

    @Test
    void whatBecameOfADeliveryIsToldOfItsIncident() {
        Incident one = incident("one", testId());
        stores.incidents().save(one, List.of(delivery(one, "sink", 1)));
        String start = changes.end();
        Delivery claimed =
                stores.outbox().claim("ann", List.of("sink"), 1, LONG_LEASE).get(0);

        stores.outbox().save(List.of(claimed.tried(Delivery.State.DELIVERED, null, null, now(), false)));

        assertThat(await().until(() -> changes.after(start, 100), list -> !list.isEmpty()))
                .extracting(Change::subject, Change::id)
                .containsExactly(tuple(Subject.INCIDENT, one.id().value()));
    }

    @Test
    void readingGoesOnWhereItStopped() {
        String start = changes.end();
        IntStream.range(0, 5).forEach(i -> stores.executions().add(List.of(queued(testId()))));

        List<Change> all = told(start, 5);
        List<Change> first = changes.after(start, 2);
        List<Change> rest = changes.after(first.get(1).cursor(), 100);

        assertThat(all).hasSize(5);
        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(rest).isEqualTo(all.subList(2, 5));
        assertThat(changes.after(changes.end(), 100)).isEmpty();
        assertThat(all).allSatisfy(change -> assertThat(change.cursor()).matches("[0-9A-Za-z_-]{1,64}"));
    }

    @Test
    void aForeignCursorCountsAsTheEnd() {
        stores.executions().add(List.of(queued(testId())));

        assertThat(changes.after("", 100)).isEmpty();
        assertThat(changes.after("no cursor of ours'; drop table", 100)).isEmpty();
        assertThat(changes.after("9".repeat(64), 100)).isEmpty();
    }

    @Test
    void whatIsYoungIsNotForgotten() {
        String start = changes.end();
        stores.executions().add(List.of(queued(testId())));

        changes.forgetOld();

        assertThat(told(start, 1)).hasSize(1);
    }

    @Test
    void aReaderBesideWritersMissesNothingAndSeesNothingTwice() throws Exception {
        String start = changes.end();
        var writers = Executors.newFixedThreadPool(4);
        var seen = new ArrayList<Change>();
        try {
            var written = IntStream.range(0, 4)
                    .mapToObj(i -> writers.submit(() -> IntStream.range(0, 50)
                            .forEach(j -> stores.executions().add(List.of(queued(testId()), queued(testId()))))))
                    .toList();
            String cursor = start;
            boolean writing = true;
            while (writing) {
                writing = written.stream().anyMatch(each -> !each.isDone());
                for (Change change : changes.after(cursor, 17)) {
                    seen.add(change);
                    cursor = change.cursor();
                }
            }
            for (var each : written) {
                each.get();
            }
            while (seen.size() < 400) {
                List<Change> more = told(cursor, 1);
                seen.addAll(more);
                cursor = more.get(more.size() - 1).cursor();
            }
        } finally {
            writers.shutdownNow();
        }

        assertThat(seen).hasSize(400).doesNotHaveDuplicates();
        assertThat(seen).extracting(Change::id).doesNotHaveDuplicates();
        assertThat(changes.after(start, 1_000)).isEqualTo(seen);
    }

    /** What is told behind the cursor once that many can be seen: a store may have to wait for other transactions. */
    private List<Change> told(String cursor, int atLeast) {
        return await().until(() -> changes.after(cursor, 100), list -> list.size() >= atLeast);
    }
}
