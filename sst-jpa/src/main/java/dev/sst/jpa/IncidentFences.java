package dev.sst.jpa;

import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import java.util.HashMap;
import java.util.Map;

/**
 * Which incidents may be stored, as the batch goes on: the version a change was made from must be the stored one, no other
 * incident of its key may be open, and a new one must be a later episode than all before it. Knows nothing of the database.
 * Not thread-safe.
 */
final class IncidentFences {
    private final Map<IncidentId, Long> versions = new HashMap<>();
    private final Map<String, IncidentId> openByKey = new HashMap<>();
    private final Map<String, Integer> lastEpisodes = new HashMap<>();

    /** What is stored. */
    void stored(IncidentId id, String key, int episode, long version, boolean open) {
        versions.put(id, version);
        lastEpisodes.merge(key, episode, Math::max);
        if (open) {
            openByKey.put(key, id);
        }
    }

    boolean admits(Incident next) {
        IncidentId open = openByKey.get(next.key());
        return versions.getOrDefault(next.id(), 0L) == next.version()
                && (versions.containsKey(next.id()) || next.episode() > lastEpisodes.getOrDefault(next.key(), 0))
                && (next.resolved() || open == null || open.equals(next.id()));
    }

    /** The next state is going to be stored. */
    void admitted(Incident next) {
        versions.put(next.id(), next.version() + 1);
        lastEpisodes.merge(next.key(), next.episode(), Math::max);
        if (!next.resolved()) {
            openByKey.put(next.key(), next.id());
        } else {
            openByKey.remove(next.key(), next.id());
        }
    }
}
