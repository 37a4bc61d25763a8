package dev.sst.jpa;

import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.spi.ChangeFeed.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;

/**
 * Writes incidents with their deliveries, within a transaction:
 *
 * <ol>
 *   <li>{@link #lock} takes a lock for each key, in order, so that two transactions never decide about the same key at once;
 *   <li>what is stored under those keys and ids is read; {@link IncidentFences} decide;
 *   <li>{@link #write} writes the last state of each incident, changed ones first, for they may give a key free.
 * </ol>
 */
final class IncidentWrites {
    private static final String LOCK = """
            select cast(pg_advisory_xact_lock(place) as text)
            from (select distinct hashtextextended(key, 20261123) as place from unnest(:keys) as key order by 1) as places
            """;

    private static final String STORED = """
            select id, key, version, status, episode from {h-schema}incident where id = any(:ids)
            union
            select id, key, version, status, episode from {h-schema}incident where status <> 'RESOLVED' and key = any(:keys)
            union
            select newest.id, newest.key, newest.version, newest.status, newest.episode
            from unnest(:keys) as wanted (key)
            cross join lateral (
                select * from {h-schema}incident where incident.key = wanted.key order by episode desc limit 1
            ) as newest
            """;

    IncidentFences lock(StatelessSession session, Collection<Incident> incidents) {
        var fences = new IncidentFences();
        if (incidents.isEmpty()) {
            return fences;
        }
        String[] keys = incidents.stream()
                .map(incident -> EscapedText.escape(incident.key()))
                .distinct()
                .toArray(String[]::new);
        String[] ids = incidents.stream()
                .map(incident -> incident.id().value())
                .distinct()
                .toArray(String[]::new);
        session.createNativeQuery(LOCK, String.class).setParameter("keys", keys).getResultList();
        session.createNativeQuery(STORED, Object[].class)
                .setParameter("ids", ids)
                .setParameter("keys", keys)
                .getResultList()
                .forEach(row -> fences.stored(
                        new IncidentId((String) row[0]),
                        EscapedText.unescape((String) row[1]),
                        ((Number) row[4]).intValue(),
                        ((Number) row[2]).longValue(),
                        !"RESOLVED".equals(row[3])));
        return fences;
    }

    /** @param admitted in order; of several states of an incident the last counts */
    void write(StatelessSession session, List<Incident> admitted, List<Delivery> deliveries, Changes changes) {
        Map<IncidentId, IncidentRow> added = new LinkedHashMap<>();
        Map<IncidentId, IncidentRow> changed = new LinkedHashMap<>();
        for (Incident incident : admitted) {
            boolean isNew = incident.version() == 0 || added.containsKey(incident.id());
            (isNew ? added : changed).put(incident.id(), Rows.row(incident));
            changes.tell(Subject.INCIDENT, incident.id().value());
        }
        session.updateMultiple(new ArrayList<>(changed.values()));
        session.insertMultiple(new ArrayList<>(added.values()));
        session.insertMultiple(deliveries.stream().map(Rows::row).toList());
    }
}
