package dev.sst.core.delivery;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Delivery.State;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is sent when somebody wants a failed delivery sent again: that one, and behind an opening what its sink was not told of
 * because it had not taken the opening. What is needless among those is left out again when its turn comes. Pure.
 */
public final class SendAgain {
    private SendAgain() {}

    /**
     * @param ofIncident all deliveries of the incident
     * @throws ConflictException NOT_FAILED when it has not failed, OVERTAKEN when its sink has been told of something later
     *     that it would overwrite
     */
    public static List<Delivery> of(Delivery wanted, List<Delivery> ofIncident, Instant now) {
        if (wanted.state() != State.FAILED) {
            throw new ConflictException(Reason.NOT_FAILED, "delivery " + wanted.id() + " has not failed");
        }
        List<Delivery> behind = ofIncident.stream()
                .filter(other -> other.sink().equals(wanted.sink()) && other.sequence() > wanted.sequence())
                .toList();
        if (passing(wanted.event()) && behind.stream().anyMatch(other -> other.state() == State.DELIVERED)) {
            throw new ConflictException(
                    Reason.OVERTAKEN,
                    "delivery " + wanted.id() + " is overtaken: " + wanted.sink()
                            + " has been told of something later");
        }
        Stream<Delivery> missed =
                behind.stream().filter(other -> wanted.event() == Event.OPENED && other.state() == State.SUPERSEDED);
        return Stream.concat(Stream.of(wanted), missed)
                .map(delivery -> delivery.again(now))
                .toList();
    }

    /** Whether a later event says all that it says, so that it would only bring back what was. */
    private static boolean passing(Event event) {
        return event == Event.UPDATED || event == Event.ACKNOWLEDGED;
    }
}
