package dev.sst.testkit.incident;

import static dev.sst.testkit.incident.SampleDeliveries.delivery;
import static dev.sst.testkit.incident.SampleDeliveries.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Delivery.State;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.spi.IncidentSink;
import dev.sst.spi.IncidentSink.Answer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link IncidentSink} does. The receiver's own ledger says whether it is true. */
public abstract class IncidentSinkContract {
    private static final int MANY_TRIES = 10;

    /** A sink that sends to {@link #receiver()}. */
    protected abstract IncidentSink sink();

    /** The same one throughout a test, fresh for each. */
    protected abstract SinkReceiver receiver();

    @Test
    void itsNameIsOne() {
        assertThat(sink().name()).matches("[a-z0-9-]{1,64}");
    }

    @Test
    void anOpeningMakesOneIncidentAndTellsItsId() {
        String id = accepted(sink().deliver(delivery(1, Event.OPENED), null));

        assertThat(receiver().open(key(1))).containsExactly(id);
    }

    @Test
    void updateAcknowledgementAndResolutionReachThatIncident() {
        String id = accepted(sink().deliver(delivery(1, Event.OPENED), null));

        accepted(sink().deliver(delivery(1, Event.UPDATED), id));
        accepted(sink().deliver(delivery(1, Event.ACKNOWLEDGED), id));
        assertThat(receiver().open(key(1))).containsExactly(id);
        accepted(sink().deliver(delivery(1, Event.RESOLVED), id));

        assertThat(receiver().open(key(1))).isEmpty();
        assertThat(receiver().creates()).isEqualTo(1);
    }

    @Test
    void twoIncidentsStayApart() {
        String one = accepted(sink().deliver(delivery(1, Event.OPENED), null));
        String two = accepted(sink().deliver(delivery(2, Event.OPENED), null));

        accepted(sink().deliver(delivery(1, Event.RESOLVED), one));

        assertThat(receiver().open(key(1))).isEmpty();
        assertThat(receiver().open(key(2))).containsExactly(two);
    }

    @Test
    void anOpeningWhoseAnswerWasLostEndsAsOneIncident() {
        receiver().next(ReceiverFault.ANSWER_LOST);

        assertThat(sink().deliver(delivery(1, Event.OPENED), null)).isNotInstanceOf(Answer.Accepted.class);

        String id = untilAccepted(again(delivery(1, Event.OPENED), true, "lost"), null);
        assertThat(receiver().open(key(1))).containsExactly(id);
        assertThat(receiver().creates()).isEqualTo(1);
    }

    @Test
    void anOpeningThatWasDoneAndAnsweredWithAnErrorEndsAsOneIncident() {
        receiver().next(ReceiverFault.DONE_THEN_500);

        String id = untilAccepted(delivery(1, Event.OPENED), null);

        assertThat(receiver().open(key(1))).containsExactly(id);
        assertThat(receiver().creates()).isEqualTo(1);
    }

    @Test
    void aResolutionWhoseAnswerWasLostEndsResolved() {
        String id = accepted(sink().deliver(delivery(1, Event.OPENED), null));
        receiver().next(ReceiverFault.ANSWER_LOST);

        untilAccepted(delivery(1, Event.RESOLVED), id);

        assertThat(receiver().open(key(1))).isEmpty();
    }

    @Test
    void aRateLimitIsWaitedFor() {
        receiver().next(ReceiverFault.RATE_LIMITED);

        assertThat(sink().deliver(delivery(1, Event.OPENED), null))
                .isInstanceOfSatisfying(
                        Answer.RetryAfter.class,
                        later -> assertThat(later.delay()).isEqualTo(Duration.ofSeconds(5)));
        assertThat(receiver().creates()).isZero();
    }

    @Test
    void aRefusedCredentialIsForGood() {
        receiver().next(ReceiverFault.CREDENTIAL_REFUSED);

        assertThat(sink().deliver(delivery(1, Event.OPENED), null)).isInstanceOf(Answer.Permanent.class);
    }

    @Test
    void aLoginPageIsNoYes() {
        receiver().next(ReceiverFault.LOGIN_PAGE);

        assertThat(sink().deliver(delivery(1, Event.OPENED), null)).isNotInstanceOf(Answer.Accepted.class);
        assertThat(receiver().creates()).isZero();
    }

    @Test
    void aReceiverThatNobodyAnswersForIsTriedLater() {
        receiver().close();

        assertThat(sink().deliver(delivery(1, Event.OPENED), null)).isInstanceOf(Answer.Retry.class);
    }

    @Test
    void healthSaysWhetherItCanBeReached() {
        assertThat(sink().health().up()).isTrue();

        receiver().close();

        assertThat(sink().health().up()).isFalse();
        assertThat(sink().health().detail()).isNotBlank();
    }

    @Test
    void awkwardTextsAreTakenToo() {
        String awkward =
                "\u0000\ud800 \u202e<!channel> @here {{ x }} \r\n</script>\"'\\ \ud83d\ude00" + "é".repeat(300_000);
        JsonObject snapshot = SampleDeliveries.snapshot(Event.OPENED)
                .with("title", new JsonString(awkward))
                .with("cause", new JsonString(awkward))
                .with("test_name", new JsonString(awkward))
                .with("output_excerpt", new JsonString(awkward));

        accepted(sink().deliver(delivery(1, Event.OPENED, snapshot), null));

        assertThat(receiver().open(key(1))).hasSize(1);
    }

    @Test
    void aSnapshotThatSaysLittleIsTakenToo() {
        JsonObject odd = JsonObject.builder()
                .put("title", JsonNull.NULL)
                .put("checks", JsonArray.of(JsonNull.NULL, new JsonString("x")))
                .put("opened_at", "yesterday")
                .build();

        accepted(sink().deliver(delivery(1, Event.OPENED, odd), null));
    }

    /** Delivers as the dispatcher does, with what each answer says kept in the row. */
    private String untilAccepted(Delivery first, @Nullable String externalId) {
        Delivery next = first;
        for (int i = 0; i < MANY_TRIES; i++) {
            Answer answer = sink().deliver(next, externalId);
            if (answer instanceof Answer.Accepted) {
                return accepted(answer);
            }
            next = answer instanceof Answer.Ambiguous unclear
                    ? again(next, true, unclear.reason())
                    : again(next, next.ambiguous(), answer.toString());
        }
        throw new AssertionError("not accepted in " + MANY_TRIES + " tries; at last " + next.lastError());
    }

    /** The row after one more try that brought no yes. */
    protected static Delivery again(Delivery delivery, boolean ambiguous, String error) {
        return delivery.tried(State.RETRYING, delivery.externalId(), error, delivery.nextAttemptAt(), ambiguous);
    }

    /** The receiver's id of an answer that must be a yes. */
    protected static String accepted(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Accepted.class);
        return Objects.requireNonNull(((Answer.Accepted) answer).externalId(), "the receiver's id");
    }
}
