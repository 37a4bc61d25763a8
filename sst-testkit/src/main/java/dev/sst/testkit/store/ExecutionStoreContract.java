package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.delivery;
import static dev.sst.testkit.store.Samples.document;
import static dev.sst.testkit.store.Samples.finished;
import static dev.sst.testkit.store.Samples.incident;
import static dev.sst.testkit.store.Samples.nextEpisode;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.output;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Attempt;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.HistoryEntry;
import dev.sst.spi.Stores;
import dev.sst.test.TestId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ExecutionStore} does. Looking for executions is in {@link ExecutionQueriesContract}. */
public abstract class ExecutionStoreContract {
    private Stores stores;
    private ExecutionStore executions;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        stores = stores();
        executions = stores.executions();
    }

    @Test
    void whatWasAddedIsFoundUnderVersionOne() {
        Execution one = queued(testId()).toBuilder()
                .parameters(document())
                .context(document())
                .build();

        executions.add(List.of(one));

        assertThat(find(one)).isEqualTo(stored(one));
    }

    @Test
    void addingTheSameAgainChangesNothing() {
        Execution one = add();
        Execution other = queued(testId());

        executions.add(List.of(one.toBuilder().version(0).revision(7).build(), other));

        assertThat(find(one)).isEqualTo(one);
        assertThat(find(other)).isEqualTo(stored(other));
    }

    @Test
    void unknownIdsAreLeftOut() {
        Execution one = add();

        assertThat(executions.find(List.of(new ExecutionId("nobody"), one.id(), one.id())))
                .containsExactly(one);
        assertThat(executions.find(List.of())).isEmpty();
    }

    @Test
    void everythingOfAFinishedExecutionIsKeptExactly() {
        Execution one = claimed(add());
        Attempt attempt = one.lastAttempt()
                .orElseThrow()
                .started(new EngineExecutionId("6924"), 3, now())
                .ended(now(), Verdict.FAILED, "c" + Samples.AWKWARD);
        Execution next = finished(one.toBuilder().attempt(attempt).revision(3).build(), Verdict.FAILED).toBuilder()
                .incidentId(new IncidentId("i-1"))
                .cancelRequested(true)
                .build();

        save(next);

        assertThat(find(one)).isEqualTo(stored(next));
    }

    @Test
    void aChangeMadeFromAnOlderVersionIsLeftOut() {
        Execution one = add();
        save(claimed(one));

        assertThat(executions.save(List.of(change(one.toBuilder().revision(9).build()))))
                .containsExactly(false);
        assertThat(find(one)).isEqualTo(stored(claimed(one)));
        assertThat(executions.history(one.id())).hasSize(2);
    }

    @Test
    void aChangeOfAnUnknownExecutionIsLeftOut() {
        Execution unknown = stored(queued(testId()));

        assertThat(executions.save(List.of(change(unknown)))).containsExactly(false);
        assertThat(executions.find(List.of(unknown.id()))).isEmpty();
    }

    @Test
    void aStaleChangeDoesNotKeepTheOthersOfItsBatchOut() {
        Execution one = add();
        Execution two = add();
        Execution three = add();
        save(claimed(two));

        assertThat(executions.save(List.of(change(claimed(one)), change(claimed(two)), change(claimed(three)))))
                .containsExactly(true, false, true);
        assertThat(find(one).version()).isEqualTo(2);
        assertThat(find(two).version()).isEqualTo(2);
        assertThat(find(three).version()).isEqualTo(2);
    }

    @Test
    void oneBatchMayMoveAnExecutionTwice() {
        Execution one = add();
        Execution started = claimed(one);
        Execution over = finished(stored(started), Verdict.PASSED);

        assertThat(executions.save(List.of(change(started), change(over)))).containsExactly(true, true);
        assertThat(find(one)).isEqualTo(stored(over));
        assertThat(executions.history(one.id()))
                .extracting(HistoryEntry::version)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void theHistoryTellsEveryMoveInOrder() {
        Execution one = add();
        Instant at = now();
        Execution started = claimed(one);
        executions.save(List.of(ExecutionChange.of(started, HistoryEntry.CLAIMED, at)));
        executions.save(
                List.of(ExecutionChange.of(finished(stored(started), Verdict.PASSED), "judged", at.plusSeconds(5))));

        assertThat(executions.history(one.id()))
                .containsExactly(
                        new HistoryEntry(1, HistoryEntry.QUEUED, ExecutionState.QUEUED, one.createdAt()),
                        new HistoryEntry(2, HistoryEntry.CLAIMED, ExecutionState.STARTING, at),
                        new HistoryEntry(3, "judged", ExecutionState.FINISHED, at.plusSeconds(5)));
        assertThat(executions.history(new ExecutionId("nobody"))).isEmpty();
    }

    @Test
    void theOutputIsReadableOnceFinished() {
        Execution one = claimed(add());
        var change = new ExecutionChange(
                finished(one, Verdict.PASSED), "judged", now(), output(Samples.AWKWARD), null, List.of());

        assertThat(executions.output(one.id())).isEmpty();
        executions.save(List.of(change));

        assertThat(executions.output(one.id())).contains(output(Samples.AWKWARD));
        assertThat(executions.output(new ExecutionId("nobody"))).isEmpty();
    }

    @Test
    void theOutputIsThatOfTheLastAttempt() {
        Execution first = claimed(add());
        Execution again = first.toBuilder().state(ExecutionState.QUEUED).build();
        executions.save(List.of(new ExecutionChange(again, "retried", now(), output("first"), null, List.of())));
        assertThat(executions.output(first.id())).isEmpty();

        Execution second = claimed(stored(again));
        Execution over = finished(stored(second), Verdict.INFRASTRUCTURE);
        executions.save(List.of(change(second), change(over)));
        assertThat(executions.output(first.id()))
                .as("the last attempt brought none")
                .isEmpty();
    }

    @Test
    void verdictIncidentAndDeliveriesAreStoredTogether() {
        Execution one = claimed(add());
        Incident opened = incident("key-" + one.id(), one.testId());
        Delivery told = delivery(opened, "incident-api", 1);

        assertThat(executions.save(List.of(bad(one, opened, told)))).containsExactly(true);

        assertThat(stores.incidents().find(opened.id())).contains(stored(opened));
        assertThat(stores.incidents().deliveries(List.of(opened.id()))).containsExactly(stored(told));
    }

    @Test
    void aStaleExecutionBringsNoIncident() {
        Execution one = claimed(add());
        save(one);
        Incident opened = incident("key-" + one.id(), one.testId());

        assertThat(executions.save(List.of(bad(one, opened, delivery(opened, "incident-api", 1)))))
                .containsExactly(false);

        assertThat(stores.incidents().find(opened.id())).isEmpty();
        assertThat(stores.incidents().deliveries(List.of(opened.id()))).isEmpty();
    }

    @Test
    void aStaleIncidentKeepsItsExecutionAndNoOtherOut() {
        Execution one = claimed(add());
        Execution two = claimed(add());
        Incident opened = incident("key-" + one.id(), one.testId());
        stores.incidents().save(opened, List.of());
        stores.incidents().save(stored(opened).toBuilder().acknowledged(now()).build(), List.of());

        Incident stale = stored(opened).toBuilder().occurrence(one.id()).build();
        assertThat(executions.save(List.of(bad(one, stale), change(two)))).containsExactly(false, true);

        assertThat(find(one).state()).isEqualTo(ExecutionState.QUEUED);
        assertThat(executions.output(one.id())).isEmpty();
        assertThat(executions.history(one.id())).hasSize(1);
    }

    @Test
    void aSecondOpenIncidentOfAKeyIsLeftOut() {
        Execution one = claimed(add());
        Execution two = claimed(add());
        Incident first = incident("shared-" + one.id(), one.testId());
        Incident second = incident("shared-" + one.id(), two.testId());

        assertThat(executions.save(List.of(bad(one, first), bad(two, second)))).containsExactly(true, false);
        assertThat(executions.save(List.of(bad(two, second)))).containsExactly(false);

        assertThat(find(two).state()).isEqualTo(ExecutionState.QUEUED);
        assertThat(stores.incidents().find(second.id())).isEmpty();
    }

    @Test
    void whatDependsOnAChangeThatWasLeftOutIsLeftOut() {
        Execution one = claimed(add());
        Execution two = claimed(add());
        Incident opened = incident("key-" + one.id(), one.testId());
        Incident added = stored(opened).toBuilder().occurrence(two.id()).build();
        save(one);

        assertThat(executions.save(List.of(bad(one, opened), bad(two, added)))).containsExactly(false, false);
    }

    @Test
    void oneBatchMayOpenAddToResolveAndOpenAnew() {
        Execution one = claimed(add());
        Execution two = claimed(add());
        Execution three = claimed(add());
        Execution four = claimed(add());
        Incident opened = incident("key-" + one.id(), one.testId());
        Incident added = stored(opened).toBuilder().occurrence(two.id()).build();
        Incident resolved = stored(added).toBuilder().resolved(now()).build();
        Incident anew = nextEpisode(opened);

        assertThat(executions.save(List.of(bad(one, opened), bad(two, added), good(three, resolved), bad(four, anew))))
                .containsExactly(true, true, true, true);

        assertThat(stores.incidents().find(opened.id())).contains(stored(resolved));
        assertThat(stores.incidents().newest(List.of(opened.key()))).isEqualTo(Map.of(opened.key(), stored(anew)));
    }

    @Test
    void aResolvedIncidentGivesItsKeyFree() {
        Execution one = claimed(add());
        Execution two = claimed(add());
        Incident opened = incident("key-" + one.id(), one.testId());
        executions.save(List.of(bad(one, opened)));
        stores.incidents().save(stored(opened).toBuilder().resolved(now()).build(), List.of());

        assertThat(executions.save(List.of(bad(two, nextEpisode(opened))))).containsExactly(true);
    }

    private Execution add() {
        TestId test = testId();
        Execution one = queued(test);
        executions.add(List.of(one));
        return stored(one);
    }

    private void save(Execution next) {
        assertThat(executions.save(List.of(change(next)))).containsExactly(true);
    }

    private static ExecutionChange change(Execution next) {
        return ExecutionChange.of(next, "moved", now());
    }

    private static ExecutionChange bad(Execution from, @Nullable Incident incident, Delivery... deliveries) {
        return new ExecutionChange(
                finished(from, Verdict.FAILED), "judged", now(), output("x"), incident, List.of(deliveries));
    }

    private static ExecutionChange good(Execution from, Incident incident) {
        return new ExecutionChange(finished(from, Verdict.PASSED), "judged", now(), null, incident, List.of());
    }

    private Execution find(Execution one) {
        Optional<Execution> found = executions.find(List.of(one.id())).stream().findAny();
        assertThat(found).isPresent();
        return found.get();
    }
}
