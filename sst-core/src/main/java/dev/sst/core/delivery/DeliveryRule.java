package dev.sst.core.delivery;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Delivery.State;
import dev.sst.spi.IncidentSink.Answer;
import dev.sst.spi.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery after an answer: pure. Never dropped: it is delivered, or it has failed and says why.
 */
final class DeliveryRule {
    /** The first pause; each further one doubles. */
    static final Duration BASE = Duration.ofSeconds(1);

    /** The longest pause of our own. */
    static final Duration CAP = Duration.ofMinutes(5);

    /** The longest pause that a sink may ask for at once. */
    static final Duration ASKED_CAP = Duration.ofHours(1);

    /** How old a delivery must be to be given up. */
    static final Duration PATIENCE = Duration.ofHours(24);

    /**
     * And how often it must have been tried, for it may have waited all that time behind another one or for a node that
     * runs: with our own pauses, for about an hour.
     */
    static final int LEAST_TRIES = 20;

    private DeliveryRule() {}

    /**
     * The delivery after one more try.
     *
     * @param known the sink's own id of the incident, when it is known already
     * @param spread between 0 and 1: where in the pause the next try falls, so that many do not come at once
     */
    static Delivery after(Delivery sent, @Nullable String known, Answer answer, Instant now, double spread) {
        if (answer instanceof Answer.Accepted accepted) {
            String id = accepted.externalId() == null ? known : accepted.externalId();
            return sent.tried(State.DELIVERED, id, null, now, false);
        }
        if (answer instanceof Answer.Permanent permanent) {
            return sent.tried(State.FAILED, known, permanent.reason(), now, false);
        }
        if (answer instanceof Answer.RetryAfter later) {
            Duration asked = later.delay().compareTo(ASKED_CAP) > 0 ? ASKED_CAP : later.delay();
            return again(sent, known, later.reason(), now.plus(asked), sent.ambiguous());
        }
        Duration pause = pause(sent.attempts(), spread);
        if (answer instanceof Answer.Ambiguous unclear) {
            return again(sent, known, unclear.reason(), now.plus(pause), true);
        }
        String reason = answer instanceof Answer.Retry retry ? retry.reason() : answer.toString();
        return again(sent, known, reason, now.plus(pause), sent.ambiguous());
    }

    /**
     * Why it need not be sent any more; empty when it must.
     *
     * @param progress of the same incident at the same sink
     */
    static Optional<String> needless(Delivery delivery, Outbox.Progress progress) {
        if (progress.openingFailed()) {
            return Optional.of("the sink never took the opening of this incident");
        }
        boolean overtaken = delivery.event() == Event.UPDATED && progress.lastWaiting() > delivery.sequence();
        return overtaken ? Optional.of("a later event of the incident says more") : Optional.empty();
    }

    private static Delivery again(Delivery sent, @Nullable String known, String reason, Instant at, boolean ambiguous) {
        int tries = sent.attempts() + 1;
        return tries >= LEAST_TRIES && at.isAfter(sent.createdAt().plus(PATIENCE))
                ? sent.tried(
                        State.FAILED, known, "given up after 24 h and " + tries + " tries: " + reason, at, ambiguous)
                : sent.tried(State.RETRYING, known, reason, at, ambiguous);
    }

    /** Doubling from {@link #BASE} to {@link #CAP}, and of that between a half and the whole. */
    static Duration pause(int attemptsBefore, double spread) {
        long millis = Math.min(CAP.toMillis(), BASE.toMillis() << Math.min(attemptsBefore, 20));
        return Duration.ofMillis((long) (millis * (0.5 + spread / 2)));
    }
}
