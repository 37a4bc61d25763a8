package dev.sst.jpa;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.spi.AttemptKeys;
import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.spi.Claim;
import dev.sst.spi.ExecutionClaims;
import dev.sst.spi.Heartbeat;
import dev.sst.spi.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.hibernate.StatelessSession;

/**
 * Shares executions among nodes by way of PostgreSQL. Leases belong to owners, not to executions: one row renews all that an
 * owner holds. A claim
 *
 * <ol>
 *   <li>gives free what owners hold whose lease ended; an owner who renews at that moment is skipped, for its row is locked;
 *   <li>takes the oldest due work that nobody owns, skipping what others are just taking;
 *   <li>reads these executions and stores them under their next version: queued ones as the keys say, the others as they
 *       are, so that what an earlier owner still wants to store is refused;
 *   <li>starts or prolongs the lease of the owner.
 * </ol>
 *
 * Time is the database's alone.
 */
final class JpaExecutionClaims implements ExecutionClaims {
    private static final String FREE_THE_DEAD = """
            with dead as materialized (
                select owner from {h-schema}execution_owner where lease_until < clock_timestamp()
                for update skip locked
            ), gone as (
                delete from {h-schema}execution_owner using dead where execution_owner.owner = dead.owner
            )
            update {h-schema}execution_work set owner = null
            where ctid = any(array(
                select ctid from {h-schema}execution_work
                where exists (select from dead) and owner = any(array(select owner from dead))
                order by execution_id for update
            ))
            """;

    private static final String TAKE = """
            update {h-schema}execution_work set owner = :owner
            where ctid = any(array(
                select ctid from {h-schema}execution_work
                where owner is null and due_at <= (select clock_timestamp())
                order by due_at, execution_id
                limit :limit
                for update skip locked
            ))
            returning execution_id
            """;

    private static final String READ = "select * from {h-schema}execution where id = any(:ids)";

    private static final String PROLONG = """
            insert into {h-schema}execution_owner (owner, lease_until)
            values (:owner, clock_timestamp() + :micros * interval '1 microsecond')
            on conflict (owner) do update set lease_until = greatest(execution_owner.lease_until, excluded.lease_until)
            """;

    private static final String RENEW = """
            update {h-schema}execution_owner set lease_until = clock_timestamp() + :micros * interval '1 microsecond'
            where owner = :owner
            """;

    private static final String HELD =
            "select execution_id, cancel_requested from {h-schema}execution_work where owner = :owner";

    private static final String HAND_BACK = """
            with held as materialized (
                select execution_id from {h-schema}execution_work where owner = :owner
                order by execution_id for update
            )
            update {h-schema}execution_work set owner = null from held
            where execution_work.execution_id = held.execution_id
            """;

    private static final String LEAVE = "delete from {h-schema}execution_owner where owner = :owner";

    private final Transactions transactions;

    JpaExecutionClaims(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Claim> claim(String owner, int limit, Duration lease, AttemptKeys keys) {
        return transactions.call(session -> {
            session.createNativeMutationQuery(FREE_THE_DEAD).executeUpdate();
            List<String> taken = session.createNativeQuery(TAKE, String.class)
                    .setParameter("owner", owner)
                    .setParameter("limit", limit)
                    .getResultList();
            if (taken.isEmpty()) {
                return List.of();
            }
            List<Claim> claims = store(session, read(session, taken), keys);
            session.createNativeMutationQuery(PROLONG)
                    .setParameter("owner", owner)
                    .setParameter("micros", micros(lease))
                    .executeUpdate();
            return claims;
        });
    }

    private static List<Execution> read(StatelessSession session, List<String> ids) {
        return session.createNativeQuery(READ, ExecutionRow.class)
                .setParameter("ids", ids.toArray(String[]::new))
                .getResultStream()
                .map(Rows::execution)
                .sorted(Comparator.comparing(Execution::dueAt).thenComparing(Execution::id))
                .toList();
    }

    private static List<Claim> store(StatelessSession session, List<Execution> executions, AttemptKeys keys) {
        var claims = new ArrayList<Claim>();
        var rows = new ArrayList<ExecutionRow>();
        var history = new ArrayList<HistoryRow>();
        var changes = new Changes();
        for (Execution execution : executions) {
            boolean fresh = execution.state() == ExecutionState.QUEUED;
            Execution next = fresh ? keys.claimed(execution) : execution;
            rows.add(Rows.changed(next));
            if (fresh) {
                history.add(Rows.history(next, HistoryEntry.CLAIMED, intendedAt(next)));
                changes.tell(Subject.EXECUTION, next.id().value());
            }
            claims.add(new Claim(next.toBuilder().version(next.version() + 1).build(), fresh));
        }
        session.updateMultiple(rows);
        session.insertMultiple(history);
        changes.write(session);
        return claims;
    }

    private static Instant intendedAt(Execution claimed) {
        return claimed.lastAttempt().map(attempt -> attempt.startedAt()).orElse(claimed.dueAt());
    }

    @Override
    public Heartbeat renew(String owner, Duration lease) {
        return transactions.call(session -> {
            var held = new HashSet<ExecutionId>();
            var cancelRequested = new HashSet<ExecutionId>();
            int renewed = session.createNativeMutationQuery(RENEW)
                    .setParameter("owner", owner)
                    .setParameter("micros", micros(lease))
                    .executeUpdate();
            if (renewed == 1) {
                session.createNativeQuery(HELD, Object[].class)
                        .setParameter("owner", owner)
                        .getResultList()
                        .forEach(row -> {
                            var id = new ExecutionId((String) row[0]);
                            held.add(id);
                            if (Boolean.TRUE.equals(row[1])) {
                                cancelRequested.add(id);
                            }
                        });
            }
            return new Heartbeat(held, cancelRequested);
        });
    }

    @Override
    public void release(String owner) {
        transactions.call(session -> {
            session.createNativeMutationQuery(HAND_BACK)
                    .setParameter("owner", owner)
                    .executeUpdate();
            return session.createNativeMutationQuery(LEAVE)
                    .setParameter("owner", owner)
                    .executeUpdate();
        });
    }

    private static long micros(Duration lease) {
        return lease.toNanos() / 1_000;
    }
}
