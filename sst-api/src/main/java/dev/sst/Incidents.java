package dev.sst;

import dev.sst.incident.Delivery;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import java.util.Collection;
import java.util.List;

/** The register of incidents. Thread-safe. */
public interface Incidents {
    /** @throws NotFoundException when there is none */
    Incident get(IncidentId id);

    List<Incident> list(IncidentQuery query);

    /** What was told of these incidents, in the order of its making: of each incident the newest events for each sink. */
    List<Delivery> deliveries(Collection<IncidentId> ids);

    /** @throws ConflictException ALREADY_FINISHED when it is resolved */
    Incident acknowledge(IncidentId id, String by);

    /** @throws ConflictException ALREADY_FINISHED when it is resolved */
    Incident resolve(IncidentId id, String by, String note);

    /**
     * Sends a delivery again that failed. With an opening go those behind it, which its sink was never told of.
     *
     * @throws NotFoundException when the incident has no such delivery
     * @throws ConflictException NOT_FAILED when it has not failed, OVERTAKEN when its sink has been told of something later
     *     that it would overwrite
     */
    Incident sendAgain(IncidentId id, DeliveryId delivery);

    Incident note(IncidentId id, String by, String text);
}
