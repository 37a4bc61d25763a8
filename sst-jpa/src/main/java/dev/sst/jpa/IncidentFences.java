package dev.sst.jpa;

import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import java.util.HashMap;
import java.util.Map;

/**
 * Which incidents may be stored, as the batch goes on: the version a change was made from must be the stored one, and no
 * other incident of its key may be open. Knows nothing of the database. Not thread-safe.
 */
final class IncidentFences {
    private final Map<IncidentId, Long> versions = new HashMap<>();
    private final Map<String, IncidentId> openByKey = new HashMap<>();

    /** What is stored. */
    void stored(IncidentId id, String key, long version, boolean open) {
        versions.put(id, version);
        if (open) {
            openByKey.put(key, id);
        }
    }

    boolean admits(Incident next) {
        IncidentId open = openByKey.get(next.key());
        return versions.getOrDefault(next.id(), 0L) == next.version()
                && (next.resolved() || open == null || open.equals(next.id()));
    }

    /** The next state is going to be stored. */
    void admitted(Incident next) {
        versions.put(next.id(), next.version() + 1);
        if (!next.resolved()) {
            openByKey.put(next.key(), next.id());
        } else {
            openByKey.remove(next.key(), next.id());
        }
    }
}
