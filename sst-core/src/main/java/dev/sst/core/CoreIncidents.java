package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.Incidents;
import dev.sst.NotFoundException;
import dev.sst.core.delivery.SendAgain;
import dev.sst.core.incident.IncidentDecision;
import dev.sst.core.incident.IncidentPolicy;
import dev.sst.core.node.Pause;
import dev.sst.incident.Delivery;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import dev.sst.incident.IncidentStatus;
import dev.sst.spi.IncidentStore;
import dev.sst.spi.Outbox;
import dev.sst.spi.Stores;
import dev.sst.test.TestId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The facade's incidents. */
final class CoreIncidents implements Incidents {
    private static final int TRIES = 5;

    private final IncidentStore store;
    private final Outbox outbox;
    private final IncidentPolicy policy;
    private final InstantSource clock;
    private final Pause dispatching;

    /** @param dispatching woken when there is something to be told */
    CoreIncidents(Stores stores, IncidentPolicy policy, InstantSource clock, Pause dispatching) {
        store = stores.incidents();
        outbox = stores.outbox();
        this.policy = policy;
        this.clock = clock;
        this.dispatching = dispatching;
    }

    @Override
    public Incident get(IncidentId id) {
        return store.find(id).orElseThrow(() -> new NotFoundException("incident", id.value()));
    }

    @Override
    public List<Incident> list(IncidentQuery query) {
        return store.list(query);
    }

    @Override
    public List<Delivery> deliveries(Collection<IncidentId> ids) {
        return store.deliveries(ids);
    }

    @Override
    public Incident acknowledge(IncidentId id, String by) {
        return change(id, incident -> policy.acknowledge(incident, by, clock.instant()));
    }

    @Override
    public Incident resolve(IncidentId id, String by, String note) {
        return change(id, incident -> Optional.of(policy.resolve(incident, by, note, clock.instant())));
    }

    @Override
    public Incident note(IncidentId id, String by, String text) {
        return change(id, incident -> Optional.of(policy.note(incident, by, text, clock.instant())));
    }

    @Override
    public Incident sendAgain(IncidentId id, DeliveryId wanted) {
        Incident incident = get(id);
        List<Delivery> all = store.deliveries(List.of(id));
        Delivery delivery = all.stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("delivery", wanted.value()));
        if (!outbox.save(SendAgain.of(delivery, all, clock.instant())).get(0)) {
            throw new ConflictException(
                    Reason.VERSION_MISMATCH, "delivery " + wanted + " has just changed: look again");
        }
        dispatching.wake();
        return incident;
    }

    /** Nothing will ever resolve it otherwise. */
    void resolveBecauseDeleted(TestId test, String by) {
        for (IncidentStatus status : IncidentStatus.values()) {
            if (status != IncidentStatus.RESOLVED) {
                store.list(new IncidentQuery(status, test, null, null, null, IncidentQuery.MAX_LIMIT))
                        .forEach(incident ->
                                change(incident.id(), current -> policy.testDeleted(current, by, clock.instant())));
            }
        }
    }

    private Incident change(IncidentId id, Function<Incident, Optional<IncidentDecision>> decide) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<IncidentDecision> decision = decide.apply(get(id));
            if (decision.isEmpty()
                    || store.save(decision.get().incident(), decision.get().deliveries())) {
                dispatching.wake();
                return get(id);
            }
        }
        throw new ConflictException(Reason.VERSION_MISMATCH, "incident " + id + " keeps changing: try again");
    }
}
