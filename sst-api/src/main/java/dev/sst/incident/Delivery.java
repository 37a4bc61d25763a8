package dev.sst.incident;

import dev.sst.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event of an incident on its way to one sink: a row of the outbox. It is stored together with the decision it tells
 * of, and is done only when the sink said yes or never will.
 *
 * @param id also the id a receiver may use to tell a repeated delivery from a new one
 * @param key names the incident at the sink, the same for all its events: {@code sst-} and 52 characters of {@code [a-z2-7]}
 * @param lane within a lane deliveries go out one after another, in the order of {@code sequence}
 * @param sequence rising within the lane
 * @param incident a picture of the incident when the event happened
 * @param externalId the sink's own id of the incident; {@code null} until it said one
 * @param attempts how often it was tried since it was stored, or sent again by hand
 * @param ambiguous whether the last try may have been carried out although no answer said so
 * @param nextAttemptAt not before this time; once delivered, when that was
 * @param version rises with every stored change; the fence of racing dispatchers
 */
public record Delivery(
        DeliveryId id,
        IncidentId incidentId,
        String sink,
        String key,
        String lane,
        long sequence,
        Event event,
        JsonObject incident,
        State state,
        @Nullable String externalId,
        int attempts,
        boolean ambiguous,
        @Nullable String lastError,
        Instant nextAttemptAt,
        Instant createdAt,
        long version) {

    /** What is told. */
    public enum Event {
        OPENED,
        UPDATED,
        ACKNOWLEDGED,
        RESOLVED
    }

    /** How far it has come. */
    public enum State {
        PENDING,
        RETRYING,
        DELIVERED,
        /** The sink said no for good, or the time for trying is over. */
        FAILED,
        /** A later event made it needless. */
        SUPERSEDED;

        /** Whether it still has to be sent. */
        public boolean waiting() {
            return this == PENDING || this == RETRYING;
        }
    }

    public Delivery {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(incidentId, "incidentId");
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(lane, "lane");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(incident, "incident");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(nextAttemptAt, "nextAttemptAt");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /** The same after one more try. */
    public Delivery tried(
            State next, @Nullable String external, @Nullable String error, Instant again, boolean unclear) {
        var now = new Standing(next, external, attempts + 1, unclear, error, again);
        return standing(now, version);
    }

    /** The same, to be sent at once and as patiently as a new one, whatever became of it before. */
    public Delivery again(Instant now) {
        return standing(new Standing(State.PENDING, externalId, 0, ambiguous, lastError, now), version);
    }

    /** When the sink said yes; empty until then. */
    public Optional<Instant> deliveredAt() {
        return state == State.DELIVERED ? Optional.of(nextAttemptAt) : Optional.empty();
    }

    /** The same, made needless by a later event. */
    public Delivery superseded(String why) {
        return standing(new Standing(State.SUPERSEDED, externalId, attempts, ambiguous, why, nextAttemptAt), version);
    }

    /** The same, claimed by somebody who never said what became of it: it may have been sent. */
    public Delivery unanswered() {
        return standing(new Standing(state, externalId, attempts, true, lastError, nextAttemptAt), version);
    }

    /** The same under that version. */
    public Delivery withVersion(long next) {
        return standing(new Standing(state, externalId, attempts, ambiguous, lastError, nextAttemptAt), next);
    }

    /** What may change of it: the rest says what is told, and stays. */
    private record Standing(
            State state,
            @Nullable String externalId,
            int attempts,
            boolean ambiguous,
            @Nullable String lastError,
            Instant nextAttemptAt) {}

    private Delivery standing(Standing now, long nextVersion) {
        return new Delivery(
                id,
                incidentId,
                sink,
                key,
                lane,
                sequence,
                event,
                incident,
                now.state,
                now.externalId,
                now.attempts,
                now.ambiguous,
                now.lastError,
                now.nextAttemptAt,
                createdAt,
                nextVersion);
    }
}
