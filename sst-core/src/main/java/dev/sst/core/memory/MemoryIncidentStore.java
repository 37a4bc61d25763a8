package dev.sst.core.memory;

import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import dev.sst.incident.IncidentStatus;
import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.spi.IncidentStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Incidents in memory. */
final class MemoryIncidentStore implements IncidentStore {
    private final Object lock;
    private final MemoryOutbox outbox;
    private final MemoryChangeFeed changes;
    private final TreeMap<IncidentId, Incident> incidents = new TreeMap<>();
    private final Map<String, IncidentId> newest = new HashMap<>();

    MemoryIncidentStore(Object lock, MemoryOutbox outbox, MemoryChangeFeed changes) {
        this.lock = lock;
        this.outbox = outbox;
        this.changes = changes;
    }

    /**
     * Whether the next state may be stored: its version is the stored one, no other incident of its key is open, and a new
     * one is a later episode than all before it.
     */
    boolean accepts(Incident next) {
        Incident stored = incidents.get(next.id());
        if (next.version() != (stored == null ? 0 : stored.version())) {
            return false;
        }
        Incident latest = latest(next.key());
        if (stored == null && latest != null && next.episode() <= latest.episode()) {
            return false;
        }
        return next.resolved()
                || latest == null
                || latest.resolved()
                || latest.id().equals(next.id());
    }

    /** Stores what {@link #accepts} let through, and its outbox rows. The caller holds the lock. */
    void store(Incident next, List<Delivery> deliveries) {
        incidents.put(next.id(), next.toBuilder().version(next.version() + 1).build());
        Incident latest = latest(next.key());
        if (latest == null || next.episode() >= latest.episode()) {
            newest.put(next.key(), next.id());
        }
        tell(deliveries);
        changes.append(Subject.INCIDENT, next.id().value());
    }

    /** Puts rows into the outbox. The caller holds the lock. */
    void tell(List<Delivery> deliveries) {
        outbox.add(deliveries);
    }

    private @Nullable Incident latest(String key) {
        IncidentId id = newest.get(key);
        return id == null ? null : incidents.get(id);
    }

    @Override
    public Map<String, Incident> newest(Collection<String> keys) {
        synchronized (lock) {
            var found = new HashMap<String, Incident>();
            for (String key : keys) {
                Incident latest = latest(key);
                if (latest != null) {
                    found.put(key, latest);
                }
            }
            return found;
        }
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        synchronized (lock) {
            return Optional.ofNullable(incidents.get(id));
        }
    }

    @Override
    public List<Incident> list(IncidentQuery query) {
        synchronized (lock) {
            Map<IncidentId, Incident> page = query.before() == null
                    ? incidents.descendingMap()
                    : incidents.headMap(query.before(), false).descendingMap();
            return page.values().stream()
                    .filter(incident -> meets(incident, query))
                    .limit(query.limit())
                    .toList();
        }
    }

    /** The caller holds the lock. */
    long count(IncidentStatus status) {
        return incidents.values().stream()
                .filter(incident -> incident.status() == status)
                .count();
    }

    private static boolean meets(Incident incident, IncidentQuery query) {
        return (query.status() == null || incident.status() == query.status())
                && (query.testId() == null || incident.testId().equals(query.testId()))
                && (query.severity() == null || incident.severity() == query.severity())
                && (query.text() == null
                        || Texts.hold(incident.title(), query.text())
                        || Texts.hold(incident.cause(), query.text()));
    }

    @Override
    public boolean save(Incident incident, List<Delivery> deliveries) {
        synchronized (lock) {
            if (!accepts(incident)) {
                return false;
            }
            store(incident, deliveries);
            return true;
        }
    }

    @Override
    public List<Delivery> deliveries(Collection<IncidentId> wanted) {
        synchronized (lock) {
            return outbox.newest(wanted, MAX_DELIVERIES);
        }
    }
}
