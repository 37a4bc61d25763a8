package dev.sst.spi;

import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the register of incidents, and changes it where no execution is the cause. Thread-safe. */
public interface IncidentStore {
    /** How many deliveries of one incident to one sink are read at most. */
    int MAX_DELIVERIES = 20;

    /** The last episode of each of these keys that has any, resolved or not. */
    Map<String, Incident> newest(Collection<String> keys);

    Optional<Incident> find(IncidentId id);

    List<Incident> list(IncidentQuery query);

    /**
     * Stores the next state (version + 1 afterwards) and the outbox rows, together. {@code false}: the stored version is
     * another one, another incident of the key is open, or a new one is no later episode than those before it.
     */
    boolean save(Incident incident, List<Delivery> deliveries);

    /** The deliveries of these incidents, in the order of their making: the newest {@link #MAX_DELIVERIES} to each sink. */
    List<Delivery> deliveries(Collection<IncidentId> incidents);
}
