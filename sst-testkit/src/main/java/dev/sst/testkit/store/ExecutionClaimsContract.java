package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.KEYS;
import static dev.sst.testkit.store.Samples.LONG_LEASE;
import static dev.sst.testkit.store.Samples.SHORT_LEASE;
import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.finished;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import dev.sst.spi.Claim;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.ExecutionClaims;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.Heartbeat;
import dev.sst.spi.HistoryEntry;
import dev.sst.spi.Stores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ExecutionClaims} does. */
public abstract class ExecutionClaimsContract {
    private ExecutionStore executions;
    private ExecutionClaims claims;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        Stores stores = stores();
        executions = stores.executions();
        claims = stores.claims();
    }

    @Test
    void aClaimStoresTheIntentToStart() {
        Execution one = add();

        Claim claim = onlyClaim("ann");

        assertThat(claim).isEqualTo(new Claim(stored(claimed(one)), true));
        assertThat(executions.find(List.of(one.id()))).containsExactly(claim.execution());
        assertThat(executions.history(one.id()))
                .extracting(HistoryEntry::event, HistoryEntry::state)
                .containsExactly(
                        tuple(HistoryEntry.QUEUED, ExecutionState.QUEUED),
                        tuple(HistoryEntry.CLAIMED, ExecutionState.STARTING));
    }

    @Test
    void theOldestDueComeFirstAndNoMoreThanAskedFor() {
        Execution late = add(queued(testId()));
        Execution early =
                add(queued(testId()).toBuilder().dueAt(now().minusSeconds(60)).build());
        add(queued(testId()));

        assertThat(claims.claim("ann", 2, LONG_LEASE, KEYS))
                .extracting(claim -> claim.execution().id())
                .containsExactly(early.id(), late.id());
    }

    @Test
    void whatIsNotDueIsNotClaimed() {
        add(queued(testId()).toBuilder().dueAt(now().plusSeconds(3_600)).build());

        assertThat(claims.claim("ann", 10, LONG_LEASE, KEYS)).isEmpty();
    }

    @Test
    void whatSomebodyHoldsIsNotClaimed() {
        add();
        onlyClaim("ann");

        assertThat(claims.claim("bob", 10, LONG_LEASE, KEYS)).isEmpty();
        assertThat(claims.claim("ann", 10, LONG_LEASE, KEYS)).isEmpty();
    }

    @Test
    void whatIsFinishedIsNotClaimedAndHasNoOwner() {
        add();
        Execution one = onlyClaim("ann").execution();
        save(finished(one, Verdict.PASSED));

        assertThat(claims.renew("ann", LONG_LEASE).held()).isEmpty();
        claims.release("ann");
        assertThat(claims.claim("bob", 10, LONG_LEASE, KEYS)).isEmpty();
    }

    @Test
    void whatIsQueuedAgainHasNoOwner() {
        add();
        Execution one = onlyClaim("ann").execution();
        save(one.toBuilder().state(ExecutionState.QUEUED).build());

        assertThat(claims.renew("ann", LONG_LEASE).held()).isEmpty();
        Claim second = onlyClaim("bob");
        assertThat(second.fresh()).isTrue();
        assertThat(second.execution().attempts()).hasSize(2);
    }

    @Test
    void aLeaseThatEndedIsTakenOverAsItIs() {
        add();
        Execution one = claims.claim("ann", 1, SHORT_LEASE, KEYS).get(0).execution();
        Execution running = save(one.toBuilder().state(ExecutionState.RUNNING).build());

        Claim taken = await().until(() -> claims.claim("bob", 1, LONG_LEASE, KEYS), list -> !list.isEmpty())
                .get(0);

        assertThat(taken.fresh()).isFalse();
        assertThat(taken.execution().toBuilder().version(running.version()).build())
                .isEqualTo(running);
        assertThat(executions.find(List.of(one.id()))).containsExactly(taken.execution());
        assertThat(claims.renew("ann", LONG_LEASE)).isEqualTo(new Heartbeat(Set.of(), Set.of()));
        assertThat(claims.renew("bob", LONG_LEASE).held()).containsExactly(one.id());
    }

    @Test
    void whatAPausedOwnerStillWantsToStoreIsRefused() {
        add();
        Execution one = claims.claim("ann", 1, SHORT_LEASE, KEYS).get(0).execution();

        await().until(() -> claims.claim("bob", 1, LONG_LEASE, KEYS), list -> !list.isEmpty());

        assertThat(executions.save(List.of(ExecutionChange.of(finished(one, Verdict.FAILED), "judged", now()))))
                .containsExactly(false);
        assertThat(executions.find(List.of(one.id())).get(0).state()).isEqualTo(ExecutionState.STARTING);
    }

    @Test
    void aRenewedLeaseIsNotTakenOver() {
        add();
        Execution one = claims.claim("ann", 1, SHORT_LEASE, KEYS).get(0).execution();
        claims.renew("ann", LONG_LEASE);

        add();
        claims.claim("carl", 1, SHORT_LEASE, KEYS);
        Claim taken = await().until(() -> claims.claim("bob", 10, LONG_LEASE, KEYS), list -> !list.isEmpty())
                .get(0);

        assertThat(taken.execution().id()).isNotEqualTo(one.id());
        assertThat(claims.renew("ann", LONG_LEASE).held()).containsExactly(one.id());
    }

    @Test
    void whatIsHandedBackIsClaimedByOthersAtOnce() {
        add();
        Execution one = onlyClaim("ann").execution();

        claims.release("ann");

        assertThat(claims.renew("ann", LONG_LEASE).held()).isEmpty();
        Claim taken = onlyClaim("bob");
        assertThat(taken.fresh()).isFalse();
        assertThat(taken.execution().id()).isEqualTo(one.id());
    }

    @Test
    void theHeartbeatTellsWhatSomebodyAskedToEnd() {
        add();
        add();
        List<Claim> held = claims.claim("ann", 2, LONG_LEASE, KEYS);
        Execution cancelled = save(held.get(1).execution().toBuilder()
                .state(ExecutionState.CANCELLING)
                .cancelRequested(true)
                .build());

        Heartbeat heartbeat = claims.renew("ann", LONG_LEASE);

        assertThat(heartbeat.held())
                .containsExactlyInAnyOrder(held.get(0).execution().id(), cancelled.id());
        assertThat(heartbeat.cancelRequested()).containsExactly(cancelled.id());
        assertThat(claims.claim("bob", 10, LONG_LEASE, KEYS)).isEmpty();
    }

    @Test
    void fourOwnersClaimEachOfTwoThousandOnce() throws Exception {
        List<Execution> all =
                IntStream.range(0, 2_000).mapToObj(i -> queued(testId())).toList();
        executions.add(all);

        var owners = Executors.newFixedThreadPool(4);
        var claimed = new ArrayList<ExecutionId>();
        try {
            List<Callable<List<ExecutionId>>> work = IntStream.range(0, 4)
                    .mapToObj(i -> (Callable<List<ExecutionId>>) () -> claimAll("owner-" + i))
                    .toList();
            for (Future<List<ExecutionId>> one : owners.invokeAll(work)) {
                claimed.addAll(one.get());
            }
        } finally {
            owners.shutdownNow();
        }
        List<ExecutionId> left = claimAll("late");
        claimed.addAll(left);

        assertThat(claimed).doesNotHaveDuplicates();
        assertThat(claimed)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(Execution::id).toList());
    }

    private List<ExecutionId> claimAll(String owner) {
        var mine = new ArrayList<ExecutionId>();
        List<Claim> batch = claims.claim(owner, 37, LONG_LEASE, KEYS);
        while (!batch.isEmpty()) {
            batch.forEach(claim -> mine.add(claim.execution().id()));
            batch = claims.claim(owner, 37, LONG_LEASE, KEYS);
        }
        return Collections.unmodifiableList(mine);
    }

    private Claim onlyClaim(String owner) {
        List<Claim> all = claims.claim(owner, 10, LONG_LEASE, KEYS);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Execution add() {
        return add(queued(testId()));
    }

    private Execution add(Execution one) {
        executions.add(List.of(one));
        return stored(one);
    }

    private Execution save(Execution next) {
        assertThat(executions.save(List.of(ExecutionChange.of(next, "moved", now()))))
                .containsExactly(true);
        return stored(next);
    }
}
