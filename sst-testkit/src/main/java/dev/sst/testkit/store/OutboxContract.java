package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.LONG_LEASE;
import static dev.sst.testkit.store.Samples.SHORT_LEASE;
import static dev.sst.testkit.store.Samples.delivery;
import static dev.sst.testkit.store.Samples.incident;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.State;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.spi.Outbox;
import dev.sst.spi.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Outbox} does. */
public abstract class OutboxContract {
    private static final String SINK = "incident-api";
    private static final Set<String> SINKS = Set.of(SINK, "mail");

    private Stores stores;
    private Outbox outbox;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        stores = stores();
        outbox = stores.outbox();
    }

    @Test
    void ofALaneOnlyTheHeadIsClaimed() {
        Incident one = incident("one", testId());
        Incident two = incident("two", testId());
        Delivery head = delivery(one, SINK, 1);
        Delivery behind = delivery(one, SINK, 2);
        Delivery other = delivery(two, SINK, 1);
        put(one, head, behind);
        put(two, other);

        assertThat(claim("ann")).containsExactlyInAnyOrder(head.id(), other.id());
        assertThat(claim("bob")).as("the head is on its way").isEmpty();
    }

    @Test
    void theNextOfALaneFollowsWhenTheHeadIsThrough() {
        Incident one = incident("one", testId());
        Delivery head = delivery(one, SINK, 1);
        Delivery behind = delivery(one, SINK, 2);
        put(one, head, behind);
        Delivery claimed = claimOne("ann");

        assertThat(outbox.save(List.of(tried(claimed, State.DELIVERED, "ext-7"))))
                .containsExactly(true);

        assertThat(claim("ann")).containsExactly(behind.id());
    }

    @Test
    void whatIsRetriedLaterHoldsItsLaneUp() {
        Incident one = incident("one", testId());
        put(one, delivery(one, SINK, 1), delivery(one, SINK, 2));
        Delivery claimed = claimOne("ann");

        outbox.save(
                List.of(claimed.tried(State.RETRYING, null, "e" + Samples.AWKWARD, now().plusSeconds(3_600), true)));

        assertThat(claim("ann")).isEmpty();
        Delivery stored = stores.incidents().deliveries(List.of(one.id())).get(0);
        assertThat(stored.lastError()).isEqualTo("e" + Samples.AWKWARD);
        assertThat(stored.ambiguous()).isTrue();
        assertThat(stored.attempts()).isEqualTo(1);
    }

    @Test
    void whatFailedIsSentAgainWhenItIsMadePending() {
        Incident one = incident("one", testId());
        put(one, delivery(one, "sink", 1));
        Delivery claimed = outbox.claim("ann", List.of("sink"), 10, LONG_LEASE).get(0);
        outbox.save(List.of(tried(claimed, State.FAILED, null)));
        assertThat(outbox.claim("ann", List.of("sink"), 10, LONG_LEASE)).isEmpty();

        Delivery failed = stores.incidents().deliveries(List.of(one.id())).get(0);
        assertThat(outbox.save(List.of(failed.again(now())))).containsExactly(true);

        assertThat(outbox.claim("bob", List.of("sink"), 10, LONG_LEASE))
                .singleElement()
                .satisfies(again -> {
                    assertThat(again.id()).isEqualTo(failed.id());
                    assertThat(again.attempts()).isZero();
                    assertThat(again.ambiguous()).isFalse();
                });
    }

    @Test
    void savingGivesItFree() {
        Incident one = incident("one", testId());
        put(one, delivery(one, SINK, 1));
        Delivery claimed = claimOne("ann");

        outbox.save(List.of(tried(claimed, State.RETRYING, null)));

        Delivery again = claimOne("bob");
        assertThat(again.id()).isEqualTo(claimed.id());
        assertThat(again.attempts()).isEqualTo(1);
    }

    @Test
    void aLeaseThatEndedIsTakenOverAndTheFirstOwnerRefused() {
        Incident one = incident("one", testId());
        put(one, delivery(one, SINK, 1));
        Delivery first = outbox.claim("ann", SINKS, 10, SHORT_LEASE).get(0);

        Delivery second = await().until(() -> outbox.claim("bob", SINKS, 10, LONG_LEASE), list -> !list.isEmpty())
                .get(0);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.ambiguous()).isFalse();
        assertThat(second.ambiguous()).as("the first owner may have sent it").isTrue();
        assertThat(outbox.save(List.of(tried(first, State.FAILED, null)))).containsExactly(false);
        assertThat(outbox.save(List.of(tried(second, State.DELIVERED, null)))).containsExactly(true);
    }

    @Test
    void aStaleRowDoesNotKeepTheOthersOut() {
        Incident one = incident("one", testId());
        Incident two = incident("two", testId());
        put(one, delivery(one, SINK, 1));
        put(two, delivery(two, SINK, 1));
        List<Delivery> claimed = outbox.claim("ann", SINKS, 10, LONG_LEASE);
        outbox.save(List.of(tried(claimed.get(0), State.DELIVERED, null)));

        assertThat(outbox.save(claimed.stream()
                        .map(each -> tried(each, State.DELIVERED, null))
                        .toList()))
                .containsExactly(false, true);
        assertThat(outbox.save(List.of())).isEmpty();
    }

    @Test
    void onlyWhatIsForTheSinksOfTheClaimIsClaimedAndTheRestWaits() {
        Incident one = incident("one", testId());
        Delivery elsewhere = delivery(one, "mail", 1);
        Delivery here = delivery(one, SINK, 1);
        put(one, elsewhere, here);

        assertThat(outbox.claim("ann", Set.of(), 10, LONG_LEASE)).isEmpty();
        assertThat(outbox.claim("ann", Set.of(SINK), 10, LONG_LEASE))
                .extracting(Delivery::id)
                .containsExactly(here.id());
        assertThat(outbox.backlog("mail").waiting()).isEqualTo(1);
        assertThat(outbox.claim("bob", Set.of("mail"), 10, LONG_LEASE))
                .extracting(Delivery::id)
                .containsExactly(elsewhere.id());
    }

    @Test
    void noMoreAreClaimedThanAskedFor() {
        Incident one = incident("one", testId());
        Incident two = incident("two", testId());
        put(one, delivery(one, SINK, 1));
        put(two, delivery(two, SINK, 1));

        assertThat(outbox.claim("ann", SINKS, 1, LONG_LEASE)).hasSize(1);
        assertThat(outbox.claim("ann", SINKS, 1, LONG_LEASE)).hasSize(1);
        assertThat(outbox.claim("ann", SINKS, 1, LONG_LEASE)).isEmpty();
    }

    @Test
    void theProgressAtASinkSaysWhatWaitsAndWhatTheSinkCallsIt() {
        Incident one = incident("one", testId());
        put(one, delivery(one, SINK, 7), delivery(one, SINK, 8), delivery(one, SINK, 9), delivery(one, "mail", 10));
        assertThat(outbox.progress(one.id(), SINK)).isEqualTo(new Outbox.Progress(false, 9, null));

        outbox.save(List.of(tried(claimOneFor(SINK), State.DELIVERED, "ext-7")));
        assertThat(outbox.progress(one.id(), SINK)).isEqualTo(new Outbox.Progress(false, 9, "ext-7"));

        outbox.save(List.of(tried(claimOneFor(SINK), State.RETRYING, null)));
        outbox.save(List.of(claimOneFor(SINK).superseded("a later event says it")));
        outbox.save(List.of(claimOneFor(SINK).superseded("a later event says it")));
        assertThat(outbox.progress(one.id(), SINK)).isEqualTo(new Outbox.Progress(false, 0, "ext-7"));
        assertThat(outbox.progress(one.id(), "mail")).isEqualTo(new Outbox.Progress(false, 10, null));
        assertThat(outbox.progress(one.id(), "nobody")).isEqualTo(new Outbox.Progress(false, 0, null));
    }

    @Test
    void theProgressAtASinkSaysThatTheOpeningFailed() {
        Incident one = incident("one", testId());
        put(one, delivery(one, SINK, 1), delivery(one, SINK, 2), delivery(one, "mail", 1));

        outbox.save(List.of(tried(claimOneFor(SINK), State.FAILED, null)));

        assertThat(outbox.progress(one.id(), SINK)).isEqualTo(new Outbox.Progress(true, 2, null));
        assertThat(outbox.progress(one.id(), "mail").openingFailed()).isFalse();
    }

    @Test
    void theBacklogCountsWhatWaits() {
        Incident one = incident("one", testId());
        Delivery first = delivery(one, SINK, 1);
        put(one, first, delivery(one, SINK, 2), delivery(one, "mail", 1));

        assertThat(outbox.backlog(SINK)).isEqualTo(new Outbox.Backlog(2, first.createdAt()));
        assertThat(outbox.backlog("nobody")).isEqualTo(new Outbox.Backlog(0, null));

        outbox.claim("ann", SINKS, 10, LONG_LEASE)
                .forEach(each -> outbox.save(List.of(tried(each, State.DELIVERED, null))));
        assertThat(outbox.backlog(SINK).waiting()).isEqualTo(1);
        assertThat(outbox.backlog("mail").waiting()).isZero();
    }

    private static Delivery tried(Delivery delivery, State state, @Nullable String externalId) {
        Instant again = delivery.nextAttemptAt();
        return delivery.tried(state, externalId, null, again, false);
    }

    private void put(Incident incident, Delivery... deliveries) {
        assertThat(stores.incidents().save(incident, List.of(deliveries))).isTrue();
    }

    private List<DeliveryId> claim(String owner) {
        return outbox.claim(owner, SINKS, 10, LONG_LEASE).stream()
                .map(Delivery::id)
                .toList();
    }

    private Delivery claimOne(String owner) {
        return claimOne(owner, SINKS);
    }

    private Delivery claimOneFor(String sink) {
        return claimOne("ann", Set.of(sink));
    }

    private Delivery claimOne(String owner, Set<String> sinks) {
        List<Delivery> all = outbox.claim(owner, sinks, 10, LONG_LEASE);
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
