package dev.sst.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Delivery.State;
import dev.sst.incident.Incident;
import dev.sst.spi.IncidentSink.Answer;
import dev.sst.testkit.store.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SendAgainTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final Incident incident = Samples.incident("key", Samples.testId());

    private Delivery delivery(String sink, long sequence, Event event, State state) {
        return Samples.delivery(incident, sink, sequence, event).tried(state, null, "no", NOW.minusSeconds(9), false);
    }

    private static void assertRefused(Reason reason, Delivery wanted, List<Delivery> all) {
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> SendAgain.of(wanted, all, NOW))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void whatTheSinkMissedBecauseItNeverTookTheOpeningIsSentBehindIt() {
        Delivery opened = delivery("one", 1, Event.OPENED, State.FAILED);
        Delivery resolved = delivery("one", 2, Event.RESOLVED, State.SUPERSEDED);
        Delivery elsewhere = delivery("other", 2, Event.RESOLVED, State.SUPERSEDED);

        assertThat(SendAgain.of(opened, List.of(opened, resolved, elsewhere), NOW))
                .containsExactly(opened.again(NOW), resolved.again(NOW));
        assertThat(opened.again(NOW).state()).isEqualTo(State.PENDING);
        assertThat(opened.again(NOW).nextAttemptAt()).isEqualTo(NOW);
    }

    @Test
    void whatWasGivenUpIsTriedAgainAsPatientlyAsWhatIsNew() {
        Delivery failed = delivery("one", 1, Event.OPENED, State.FAILED);
        for (int tries = 1; tries < DeliveryRule.LEAST_TRIES; tries++) {
            failed = failed.tried(State.FAILED, null, "down", NOW, false);
        }
        Instant late = failed.createdAt().plus(DeliveryRule.PATIENCE).plusSeconds(1);
        Delivery again = SendAgain.of(failed, List.of(failed), late).get(0);

        assertThat(again.attempts()).isZero();
        assertThat(DeliveryRule.after(again, null, new Answer.Retry("still down"), late, 0.5)
                        .state())
                .isEqualTo(State.RETRYING);
    }

    @Test
    void whatCameBeforeItStaysAsItIs() {
        Delivery before = delivery("one", 1, Event.UPDATED, State.SUPERSEDED);
        Delivery failed = delivery("one", 2, Event.UPDATED, State.FAILED);

        assertThat(SendAgain.of(failed, List.of(before, failed), NOW)).containsExactly(failed.again(NOW));
    }

    @Test
    void whatALaterEventMadeNeedlessIsNotBroughtBackByAnUpdate() {
        Delivery failed = delivery("one", 2, Event.UPDATED, State.FAILED);
        Delivery needless = delivery("one", 3, Event.UPDATED, State.SUPERSEDED);

        assertThat(SendAgain.of(failed, List.of(failed, needless), NOW)).containsExactly(failed.again(NOW));
    }

    @ParameterizedTest
    @EnumSource(names = {"UPDATED", "ACKNOWLEDGED"})
    void anOlderWordNeverOverwritesANewerOneAtTheReceiver(Event event) {
        Delivery failed = delivery("one", 2, event, State.FAILED);
        Delivery told = delivery("one", 3, Event.RESOLVED, State.DELIVERED);
        Delivery toldElsewhere = delivery("other", 3, Event.RESOLVED, State.DELIVERED);

        assertRefused(Reason.OVERTAKEN, failed, List.of(failed, told));
        assertThat(SendAgain.of(failed, List.of(failed, toldElsewhere), NOW)).containsExactly(failed.again(NOW));
    }

    @Test
    void whatHasNotFailedIsNotSentAgain() {
        Delivery told = delivery("one", 1, Event.OPENED, State.DELIVERED);

        assertRefused(Reason.NOT_FAILED, told, List.of(told));
    }
}
