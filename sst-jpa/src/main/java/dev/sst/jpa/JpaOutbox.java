package dev.sst.jpa;

import dev.sst.incident.Delivery;
import dev.sst.incident.IncidentId;
import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.spi.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The outbox on PostgreSQL. A claim raises the version, so that what an earlier dispatcher still wants to store is refused; an
 * owner that is still there was never answered for, so that its delivery is ambiguous.
 */
final class JpaOutbox implements Outbox {
    private static final String CLAIM = """
            with due as materialized (
                select id from {h-schema}delivery as head
                where state in ('PENDING', 'RETRYING') and sink = any(:sinks)
                and next_attempt_at <= (select clock_timestamp())
                and (owner is null or lease_until < clock_timestamp())
                and not exists (
                    select from {h-schema}delivery as earlier
                    where earlier.state in ('PENDING', 'RETRYING')
                    and earlier.lane = head.lane and earlier.sequence < head.sequence)
                order by next_attempt_at, id
                limit :limit
                for update skip locked
            )
            update {h-schema}delivery
            set owner = :owner, version = version + 1, ambiguous = ambiguous or owner is not null,
                lease_until = clock_timestamp() + :micros * interval '1 microsecond'
            from due where delivery.id = due.id
            returning delivery.*
            """;

    private static final String LOCK =
            "select id, version from {h-schema}delivery where id = any(:ids) order by id for no key update";

    /** Each answer is at one end of the index of the incident's deliveries, and none reads what was told. */
    private static final String PROGRESS = """
            select
                (select event = 'OPENED' and state = 'FAILED' from {h-schema}delivery
                    where incident_id = :incident and sink = :sink order by sequence limit 1) as failed,
                (select sequence from {h-schema}delivery
                    where incident_id = :incident and sink = :sink and state in ('PENDING', 'RETRYING')
                    order by sequence desc limit 1) as waiting,
                (select external_id from {h-schema}delivery
                    where incident_id = :incident and sink = :sink and state = 'DELIVERED'
                    order by sequence desc limit 1) as known
            """;

    private static final String BACKLOG = """
            select count(*), min(created_at) from {h-schema}delivery
            where sink = :sink and state in ('PENDING', 'RETRYING')
            """;

    private final Transactions transactions;

    JpaOutbox(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Delivery> claim(String owner, Collection<String> sinks, int limit, Duration lease) {
        return transactions.call(session -> session.createNativeQuery(CLAIM, DeliveryRow.class)
                .setParameter("owner", owner)
                .setParameter("sinks", sinks.stream().map(EscapedText::escape).toArray(String[]::new))
                .setParameter("limit", limit)
                .setParameter("micros", lease.toNanos() / 1_000)
                .getResultStream()
                .map(Rows::delivery)
                .toList());
    }

    @Override
    public List<Boolean> save(List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return List.of();
        }
        String[] ids = deliveries.stream().map(each -> each.id().value()).toArray(String[]::new);
        return transactions.call(session -> {
            Map<String, Long> versions = new HashMap<>();
            session.createNativeQuery(LOCK, Object[].class)
                    .setParameter("ids", ids)
                    .getResultList()
                    .forEach(row -> versions.put((String) row[0], ((Number) row[1]).longValue()));
            var answers = new ArrayList<Boolean>();
            var admitted = new ArrayList<DeliveryRow>();
            for (Delivery next : deliveries) {
                boolean yes = Objects.equals(versions.get(next.id().value()), next.version());
                answers.add(yes);
                if (yes) {
                    versions.put(next.id().value(), next.version() + 1);
                    admitted.add(Rows.row(next));
                }
            }
            session.updateMultiple(admitted);
            var changes = new Changes();
            admitted.forEach(row -> changes.tell(Subject.INCIDENT, row.incidentId));
            changes.write(session);
            return answers;
        });
    }

    @Override
    public Progress progress(IncidentId incident, String sink) {
        return transactions.call(session -> {
            Object[] row = session.createNativeQuery(PROGRESS, Object[].class)
                    .addScalar("failed", Boolean.class)
                    .addScalar("waiting", Long.class)
                    .addScalar("known", String.class)
                    .setParameter("incident", incident.value())
                    .setParameter("sink", EscapedText.escape(sink))
                    .getSingleResult();
            String known = (String) row[2];
            return new Progress(
                    Boolean.TRUE.equals(row[0]),
                    row[1] == null ? 0 : (Long) row[1],
                    known == null ? null : EscapedText.unescape(known));
        });
    }

    @Override
    public Backlog backlog(String sink) {
        return transactions.call(session -> {
            Object[] row = session.createNativeQuery(BACKLOG, Object[].class)
                    .addScalar("count", Long.class)
                    .addScalar("min", Instant.class)
                    .setParameter("sink", EscapedText.escape(sink))
                    .getSingleResult();
            return new Backlog((Long) row[0], (Instant) row[1]);
        });
    }
}
