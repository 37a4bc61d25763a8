package dev.sst.core.delivery;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.State;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is sent when somebody wants a failed delivery sent again: that one, and behind it what its sink was not told of because
 * of it. What is needless among those is left out again when its turn comes. Pure.
 */
public final class SendAgain {
    private SendAgain() {}

    /** @param ofIncident all deliveries of the incident */
    public static List<Delivery> of(Delivery failed, List<Delivery> ofIncident, Instant now) {
        Stream<Delivery> leftOut = ofIncident.stream()
                .filter(other -> other.sink().equals(failed.sink())
                        && other.sequence() > failed.sequence()
                        && other.state() == State.SUPERSEDED);
        return Stream.concat(Stream.of(failed), leftOut)
                .map(delivery -> delivery.again(now))
                .toList();
    }
}
