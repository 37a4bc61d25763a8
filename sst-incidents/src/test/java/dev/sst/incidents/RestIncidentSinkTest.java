package dev.sst.incidents;

import static dev.sst.testkit.incident.SampleDeliveries.OPENED;
import static dev.sst.testkit.incident.SampleDeliveries.delivery;
import static dev.sst.testkit.incident.SampleDeliveries.key;
import static dev.sst.testkit.incident.SampleDeliveries.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Delivery.State;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.IncidentSink.Answer;
import dev.sst.testkit.incident.IncidentReceiver;
import dev.sst.testkit.incident.ReceiverFault;
import dev.sst.testkit.incident.ReceiverHabit;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RestIncidentSinkTest {
    private final IncidentReceiver receiver = IncidentReceiver.start();
    private RestIncidentSink sink =
            new RestIncidentSink(settings(receiver.url()).build());

    private static RestIncidentSettings.Builder settings(URI url) {
        return RestIncidentSettings.builder(url);
    }

    @AfterEach
    void close() {
        sink.close();
        receiver.close();
    }

    @Test
    void anIncidentIsPrivateAndCarriesTheKeyInNotesAndTags() {
        JsonObject stored = receiver.incident(opened());

        assertThat(stored.get("is_public")).contains(JsonBoolean.FALSE);
        assertThat(stored.get("rss_enabled")).contains(JsonBoolean.FALSE);
        assertThat(stored.text("internal_notes").orElseThrow().lines().findFirst())
                .contains("sst-key: " + key(1));
        assertThat(JsonText.write(stored.get("tags").orElseThrow())).isEqualTo("[\"sst\",\"" + key(1) + "\"]");
        assertThat(stored.text("start_time")).contains("2026-11-23T10:15:06Z");
        assertThat(stored.text("incident_type")).contains("outage");
        assertThat(stored.text("description").orElseThrow())
                .contains("where \"success\" was expected", "- status at /status");
        assertThat(stored.text("public_message").orElseThrow()).doesNotContain("Login", "success");
    }

    @Test
    void aRequestNamesItsDeliveryAndItself() {
        opened();

        var headers = receiver.requests().get(0).headers();
        assertThat(headers.getFirst("X-Request-Id")).isEqualTo("d-1-1");
        assertThat(headers.getFirst("User-Agent")).startsWith("stackstorm-synthetic-tests/");
        assertThat(headers.getFirst("Accept-Encoding")).isEqualTo("identity");
        assertThat(headers.getFirst("Authorization")).isNull();
        assertThat(receiver.requests().get(0).target()).isEqualTo("/api/v1/incidents/");
    }

    @Test
    void aBearerTokenIsAskedForAtEachRequest() {
        var tokens = new ArrayDeque<>(List.of("first", "second"));
        sink = new RestIncidentSink(settings(receiver.url()).bearer(tokens::pop).build());

        String id = opened();
        sink.deliver(delivery(1, Event.RESOLVED), id);

        assertThat(receiver.requests())
                .extracting(request -> request.headers().getFirst("Authorization"))
                .containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void aResolutionEndsAfterItsBeginningEvenWhenBothAreTheSameInstant() {
        String id = opened();
        JsonObject atOnce = snapshot(Event.RESOLVED).with("resolved_at", new JsonString(OPENED.toString()));

        sink.deliver(delivery(1, Event.RESOLVED, atOnce), id);

        JsonObject stored = receiver.incident(id);
        assertThat(Instant.parse(stored.text("end_time").orElseThrow()))
                .isAfterOrEqualTo(
                        Instant.parse(stored.text("start_time").orElseThrow()).plusSeconds(1));
        assertThat(sink.health().up()).as("the list is not poisoned").isTrue();
        assertThat(stored.text("internal_notes").orElseThrow()).contains("sst-key: " + key(1));
    }

    @Test
    void anUpdateLeavesTheStatusOverThereAlone() {
        String id = opened();

        sink.deliver(delivery(1, Event.UPDATED), id);

        assertThat(receiver.requests().get(1).body()).doesNotContain("\"status\":");
        assertThat(receiver.incident(id).text("status")).contains("investigating");
    }

    @Test
    void anAmbiguousOpeningIsFoundOnALaterPageAlthoughTheTotalIsWrong() {
        receiver.habit(ReceiverHabit.TOTAL_WRONG, true);
        for (int i = 2; i < 130; i++) {
            sink.deliver(delivery(i, Event.OPENED), null);
        }
        String id = opened();

        assertThat(sink.deliver(ambiguous("lost"), null)).isEqualTo(new Answer.Accepted(id));
    }

    @Test
    void whatIsNotFoundIsLookedUpTwiceBeforeItIsMadeAnew() {
        Answer first = sink.deliver(ambiguous("lost"), null);

        assertThat(first).isEqualTo(new Answer.Ambiguous(RestIncidentSink.NOT_FOUND_YET));
        assertThat(receiver.creates()).isZero();

        Answer second = sink.deliver(ambiguous(RestIncidentSink.NOT_FOUND_YET), null);

        assertThat(second).isEqualTo(new Answer.Accepted("incident-1"));
        assertThat(receiver.creates()).isEqualTo(1);
    }

    @Test
    void anIncidentThatTheListShowsLateIsAdoptedBySecondLook() {
        String id = opened();
        receiver.habit(ReceiverHabit.LIST_LAGS, true);
        assertThat(sink.deliver(ambiguous("lost"), null)).isInstanceOf(Answer.Ambiguous.class);
        receiver.habit(ReceiverHabit.LIST_LAGS, false);

        assertThat(sink.deliver(ambiguous(RestIncidentSink.NOT_FOUND_YET), null))
                .isEqualTo(new Answer.Accepted(id));
        assertThat(receiver.creates()).isEqualTo(1);
    }

    @Test
    void aBrokenListNeverLeadsToASecondIncident() {
        receiver.habit(ReceiverHabit.LIST_BROKEN, true);

        assertThat(sink.deliver(ambiguous(RestIncidentSink.NOT_FOUND_YET), null))
                .isInstanceOfSatisfying(
                        Answer.Ambiguous.class,
                        unclear -> assertThat(unclear.reason()).contains("could not be read", "status 500"));
        assertThat(receiver.creates()).isZero();
        assertThat(sink.health().up()).isFalse();
    }

    @Test
    void aSecondLostAnswerBeginsTheLookUpsAnew() {
        receiver.next(ReceiverFault.ANSWER_LOST);

        Answer lost = sink.deliver(ambiguous(RestIncidentSink.NOT_FOUND_YET), null);

        assertThat(lost)
                .isInstanceOfSatisfying(
                        Answer.Ambiguous.class,
                        unclear -> assertThat(unclear.reason()).doesNotContain("not found"));
    }

    @Test
    void anOpeningWhoseIdIsKnownIsNotSentAgain() {
        assertThat(sink.deliver(ambiguous("lost"), "incident-9")).isEqualTo(new Answer.Accepted("incident-9"));
        assertThat(receiver.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_ID", "HALF_AN_ANSWER", "LOGIN_PAGE", "ONLY_500", "DROPPED", "ANSWER_LOST"})
    void anAnswerThatIsNoneIsAmbiguousAndNoIdIsInvented(ReceiverFault fault) {
        receiver.next(fault);

        assertThat(sink.deliver(delivery(1, Event.OPENED), null)).isInstanceOf(Answer.Ambiguous.class);
    }

    @Test
    void aReceiverThatNeverAnswersIsAmbiguousAtTheDeadline() {
        sink = new RestIncidentSink(
                settings(receiver.url()).exchangeTimeout(Duration.ofMillis(300)).build());
        receiver.next(ReceiverFault.SILENT);

        assertThat(sink.deliver(delivery(1, Event.OPENED), null)).isInstanceOf(Answer.Ambiguous.class);
    }

    @Test
    void aRedirectIsNotFollowedAndNamesTheAddressWithoutItsQuery() {
        receiver.next(ReceiverFault.REDIRECTED);

        Answer answer = sink.deliver(delivery(1, Event.OPENED), null);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Permanent.class,
                        no -> assertThat(no.reason())
                                .contains("configuration error", "http://192.0.2.1/elsewhere", "slash")
                                .doesNotContain("secret"));
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void aSeverityTheReceiverWouldRefuseIsNotSent() {
        JsonObject odd = snapshot(Event.OPENED).with("severity", new JsonString("catastrophic"));
        assertThat(sink.deliver(delivery(1, Event.OPENED, odd), null)).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void aBodyThatIsTooLargeIsCutOnceAndThenGivenUp() {
        receiver.next(ReceiverFault.TOO_LARGE);
        JsonObject lengthy = snapshot(Event.OPENED).with("output_excerpt", new JsonString("x".repeat(4_000)));

        assertThat(sink.deliver(delivery(1, Event.OPENED, lengthy), null)).isInstanceOf(Answer.Accepted.class);
        assertThat(receiver.requests().get(1).body().length())
                .isLessThan(receiver.requests().get(0).body().length() / 2);

        receiver.next(ReceiverFault.TOO_LARGE);
        receiver.next(ReceiverFault.TOO_LARGE);
        assertThat(sink.deliver(delivery(2, Event.OPENED, lengthy), null)).isInstanceOf(Answer.Permanent.class);
    }

    @Test
    void aRateLimitWithADateIsUnderstood() {
        receiver.next(ReceiverFault.RATE_LIMITED_BY_DATE);

        assertThat(sink.deliver(delivery(1, Event.OPENED), null))
                .isInstanceOfSatisfying(
                        Answer.RetryAfter.class,
                        later -> assertThat(later.delay()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60)));
    }

    @Test
    void aRequestThatTheReceiverGaveUpOnIsTriedAgain() {
        receiver.next(ReceiverFault.TOO_SLOW);

        assertThat(sink.deliver(delivery(1, Event.OPENED), null)).isInstanceOf(Answer.Retry.class);
        assertThat(receiver.requests()).as("not repeated by the client").hasSize(1);
    }

    @Test
    void anIncidentDeletedOverThereNeedsNoResolutionAndTakesNoUpdate() {
        String id = opened();
        receiver.forget(id);

        assertThat(sink.deliver(delivery(1, Event.UPDATED), id)).isInstanceOf(Answer.Permanent.class);
        assertThat(sink.deliver(delivery(1, Event.RESOLVED), id)).isEqualTo(new Answer.Accepted(id));
        assertThat(receiver.creates()).isEqualTo(1);
    }

    @Test
    void anEventWithoutAnIdFindsItsIncidentByTheMarker() {
        String id = opened();

        assertThat(sink.deliver(delivery(1, Event.RESOLVED), null)).isEqualTo(new Answer.Accepted(id));

        assertThat(receiver.open(key(1))).isEmpty();
        assertThat(sink.deliver(delivery(2, Event.RESOLVED), null))
                .as("nothing of it is open there")
                .isEqualTo(new Answer.Accepted(null));
        assertThat(sink.deliver(delivery(2, Event.UPDATED), null)).isInstanceOf(Answer.Permanent.class);
    }

    @Test
    void aWrongAddressIsSaidToBeOne() {
        sink = new RestIncidentSink(
                settings(receiver.url().resolve("/elsewhere")).build());

        assertThat(sink.deliver(delivery(1, Event.OPENED), null))
                .isInstanceOfSatisfying(
                        Answer.Permanent.class, no -> assertThat(no.reason()).contains("INCIDENT_API_URL"));
    }

    @Test
    void aMetadataAddressIsNeverSentTo() {
        sink = new RestIncidentSink(
                settings(URI.create("http://169.254.169.254/latest")).build());

        assertThat(sink.deliver(delivery(1, Event.OPENED), null))
                .isInstanceOfSatisfying(
                        Answer.Permanent.class, no -> assertThat(no.reason()).contains("169.254.169.254"));
    }

    @Test
    void anUnknownHostIsTriedLater() {
        sink = new RestIncidentSink(
                settings(URI.create("http://no-such-host.invalid/incidents")).build());

        assertThat(sink.deliver(delivery(1, Event.OPENED), null)).isInstanceOf(Answer.Retry.class);
    }

    private String opened() {
        return ((Answer.Accepted) sink.deliver(delivery(1, Event.OPENED), null)).externalId();
    }

    private static Delivery ambiguous(String lastError) {
        return delivery(1, Event.OPENED).tried(State.RETRYING, null, lastError, OPENED, true);
    }
}
