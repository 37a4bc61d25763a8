package dev.sst.jpa;

import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import dev.sst.spi.IncidentStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Incidents on PostgreSQL. */
final class JpaIncidentStore implements IncidentStore {
    private static final String NEWEST = """
            select i.*
            from unnest(:keys) as wanted (key)
            cross join lateral (
                select * from {h-schema}incident where incident.key = wanted.key order by episode desc limit 1
            ) as i
            """;

    private static final String DELIVERIES = """
            select newest.*
            from (
                select distinct incident_id, sink from {h-schema}delivery where incident_id = any(:incidents)
            ) as told
            cross join lateral (
                select * from {h-schema}delivery
                where delivery.incident_id = told.incident_id and delivery.sink = told.sink
                order by sequence desc limit :most
            ) as newest
            order by newest.id
            """;

    private final Transactions transactions;
    private final IncidentWrites writes;

    JpaIncidentStore(Transactions transactions, IncidentWrites writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    @Override
    public Map<String, Incident> newest(Collection<String> keys) {
        var found = new HashMap<String, Incident>();
        transactions
                .call(session -> session.createNativeQuery(NEWEST, IncidentRow.class)
                        .setParameter(
                                "keys",
                                keys.stream()
                                        .map(EscapedText::escape)
                                        .distinct()
                                        .toArray(String[]::new))
                        .getResultList())
                .forEach(row -> found.put(EscapedText.unescape(row.key), Rows.incident(row)));
        return found;
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        return transactions.call(session ->
                Optional.ofNullable(session.get(IncidentRow.class, id.value())).map(Rows::incident));
    }

    @Override
    public List<Incident> list(IncidentQuery query) {
        Filter filter = new Filter()
                .and(
                        "i.testId = :test",
                        "test",
                        query.testId() == null ? null : query.testId().value())
                .and(
                        "i.severity = :severity",
                        "severity",
                        query.severity() == null ? null : query.severity().name())
                .and(
                        "locate(:text, i.search) > 0",
                        "text",
                        query.text() == null ? null : EscapedText.searched(query.text()))
                .and(
                        "i.id < :before",
                        "before",
                        query.before() == null ? null : query.before().value());
        if (query.status() != null) {
            filter.and("i.status = '" + query.status().name() + "'");
        }
        return transactions.call(session -> filter.apply(session.createSelectionQuery(
                        "from IncidentRow i" + filter.where() + " order by i.id desc", IncidentRow.class))
                .setMaxResults(query.limit())
                .getResultStream()
                .map(Rows::incident)
                .toList());
    }

    @Override
    public boolean save(Incident incident, List<Delivery> deliveries) {
        try {
            return transactions.tryTo(session -> {
                IncidentFences fences = writes.lock(session, List.of(incident));
                if (!fences.admits(incident)) {
                    return false;
                }
                var changes = new Changes();
                writes.write(session, List.of(incident), deliveries, changes);
                changes.write(session);
                return true;
            });
        } catch (Transactions.Violated e) {
            return false;
        }
    }

    @Override
    public List<Delivery> deliveries(Collection<IncidentId> incidents) {
        String[] ids = incidents.stream().map(IncidentId::value).toArray(String[]::new);
        return transactions.call(session -> session.createNativeQuery(DELIVERIES, DeliveryRow.class)
                .setParameter("incidents", ids)
                .setParameter("most", MAX_DELIVERIES)
                .getResultStream()
                .map(Rows::delivery)
                .toList());
    }
}
