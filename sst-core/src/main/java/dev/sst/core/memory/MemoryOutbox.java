package dev.sst.core.memory;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Delivery.State;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.IncidentId;
import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.spi.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Deliveries in memory, in the order of their making. */
final class MemoryOutbox implements Outbox {
    private final Object lock;
    private final InstantSource clock;
    private final MemoryChangeFeed changes;
    private final Map<DeliveryId, Delivery> deliveries = new LinkedHashMap<>();
    private final Map<DeliveryId, Lease> leases = new HashMap<>();

    MemoryOutbox(Object lock, InstantSource clock, MemoryChangeFeed changes) {
        this.lock = lock;
        this.changes = changes;
        this.clock = clock;
    }

    /** Puts new rows in. The caller holds the lock. */
    void add(List<Delivery> rows) {
        rows.forEach(row -> deliveries.put(row.id(), row.withVersion(row.version() + 1)));
    }

    /**
     * The newest {@code most} deliveries of each incident to each sink, in the order of their making. The caller holds the
     * lock.
     */
    List<Delivery> newest(Collection<IncidentId> incidents, int most) {
        var behind = new HashMap<Object, Integer>();
        var newest = new ArrayDeque<Delivery>();
        var newestFirst = new ArrayList<>(deliveries.values());
        Collections.reverse(newestFirst);
        for (Delivery one : newestFirst) {
            if (incidents.contains(one.incidentId())
                    && behind.merge(List.of(one.incidentId(), one.sink()), 1, Integer::sum) <= most) {
                newest.addFirst(one);
            }
        }
        return List.copyOf(newest);
    }

    @Override
    public List<Delivery> claim(String owner, Collection<String> sinks, int limit, Duration lease) {
        synchronized (lock) {
            Instant now = clock.instant();
            List<Delivery> due = heads().filter(head -> sinks.contains(head.sink()))
                    .filter(head -> !head.nextAttemptAt().isAfter(now) && free(head, now))
                    .sorted(Comparator.comparing(Delivery::nextAttemptAt).thenComparing(Delivery::id))
                    .limit(limit)
                    .map(head ->
                            (leases.containsKey(head.id()) ? head.unanswered() : head).withVersion(head.version() + 1))
                    .toList();
            for (Delivery claimed : due) {
                deliveries.put(claimed.id(), claimed);
                leases.put(claimed.id(), new Lease(owner, now.plus(lease)));
            }
            return due;
        }
    }

    private Stream<Delivery> heads() {
        var heads = new HashMap<String, Delivery>();
        waiting()
                .forEach(one -> heads.merge(
                        one.lane(), one, (first, other) -> first.sequence() <= other.sequence() ? first : other));
        return heads.values().stream();
    }

    private Stream<Delivery> waiting() {
        return deliveries.values().stream().filter(delivery -> delivery.state().waiting());
    }

    private boolean free(Delivery delivery, Instant now) {
        Lease lease = leases.get(delivery.id());
        return lease == null || lease.over(now);
    }

    @Override
    public List<Boolean> save(List<Delivery> changed) {
        synchronized (lock) {
            var stored = new ArrayList<Boolean>();
            for (Delivery next : changed) {
                Delivery present = deliveries.get(next.id());
                boolean right = present != null && present.version() == next.version();
                if (right) {
                    deliveries.put(next.id(), next.withVersion(next.version() + 1));
                    leases.remove(next.id());
                    changes.append(Subject.INCIDENT, next.incidentId().value());
                }
                stored.add(right);
            }
            return stored;
        }
    }

    @Override
    public Progress progress(IncidentId incident, String sink) {
        synchronized (lock) {
            boolean openingFailed = false;
            long lastWaiting = 0;
            String externalId = null;
            List<Delivery> inOrder = deliveries.values().stream()
                    .filter(one ->
                            one.incidentId().equals(incident) && one.sink().equals(sink))
                    .sorted(Comparator.comparingLong(Delivery::sequence))
                    .toList();
            for (Delivery one : inOrder) {
                openingFailed |= one.event() == Event.OPENED && one.state() == State.FAILED;
                lastWaiting = one.state().waiting() ? one.sequence() : lastWaiting;
                externalId = one.state() == State.DELIVERED ? one.externalId() : externalId;
            }
            return new Progress(openingFailed, lastWaiting, externalId);
        }
    }

    @Override
    public Backlog backlog(String sink) {
        synchronized (lock) {
            List<Instant> since = waiting()
                    .filter(delivery -> delivery.sink().equals(sink))
                    .map(Delivery::createdAt)
                    .sorted()
                    .toList();
            return new Backlog(since.size(), since.isEmpty() ? null : since.get(0));
        }
    }
}
