package dev.sst.core.incident;

import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import java.util.List;
import java.util.Objects;

/**
 * What becomes of an incident, to be stored whole in one commit.
 *
 * @param incident the incident as it becomes, its {@code version} the one it was made from
 * @param deliveries new rows of the outbox; empty when nobody is told
 */
public record IncidentDecision(Incident incident, List<Delivery> deliveries) {
    public IncidentDecision {
        Objects.requireNonNull(incident, "incident");
        deliveries = List.copyOf(deliveries);
    }
}
