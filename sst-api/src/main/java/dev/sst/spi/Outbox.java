package dev.sst.spi;

import dev.sst.incident.Delivery;
import dev.sst.incident.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands out deliveries to be sent. Rows come into it with {@link ExecutionStore#save} and {@link IncidentStore#save}.
 * Thread-safe.
 */
public interface Outbox {
    /**
     * Takes up to {@code limit} waiting deliveries to these sinks that are due and that nobody holds, and of each lane only
     * the head: one with no earlier waiting delivery in its lane. What is for other sinks waits for somebody who has them. The
     * claim is the intent to send: a delivery whose earlier claim ended without {@link #save} may have been sent, and comes
     * back as ambiguous.
     */
    List<Delivery> claim(String owner, Collection<String> sinks, int limit, Duration lease);

    /**
     * Stores what became of them, gives them free and tells of their incidents. For each whether it was stored: {@code false}
     * when its version is another one.
     */
    List<Boolean> save(List<Delivery> deliveries);

    /** How far that sink has been told of that incident. Costs the same however much it was told. */
    Progress progress(IncidentId incident, String sink);

    /** How many are waiting, and since when the oldest. */
    Backlog backlog(String sink);

    /**
     * What is known of an incident at a sink.
     *
     * @param openingFailed whether its opening was refused or given up: the sink does not know of it and never will
     * @param lastWaiting the highest sequence of its deliveries that wait, claimed or not; 0 when none does
     * @param externalId the sink's own id of it, from the last delivery that went through; {@code null} when none is known
     */
    record Progress(
            boolean openingFailed,
            long lastWaiting,
            @Nullable String externalId) {}

    /** @param oldest {@code null} when nothing waits */
    record Backlog(long waiting, @Nullable Instant oldest) {}
}
