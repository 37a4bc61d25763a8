package dev.sst.jpa;

import dev.sst.spi.Leases;
import java.time.Duration;

/** Named locks on PostgreSQL, by its clock. */
final class JpaLeases implements Leases {
    private static final String HOLD = """
            insert into {h-schema}lease (name, owner, lease_until)
            values (:name, :owner, clock_timestamp() + :micros * interval '1 microsecond')
            on conflict (name) do update set owner = excluded.owner, lease_until = excluded.lease_until
            where lease.owner = excluded.owner or lease.lease_until <= clock_timestamp()
            """;

    private static final String RELEASE = "delete from {h-schema}lease where name = :name and owner = :owner";

    private final Transactions transactions;

    JpaLeases(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean hold(String name, String owner, Duration lease) {
        return transactions.call(session -> session.createNativeMutationQuery(HOLD)
                        .setParameter("name", name)
                        .setParameter("owner", owner)
                        .setParameter("micros", lease.toNanos() / 1_000)
                        .executeUpdate()
                == 1);
    }

    @Override
    public void release(String name, String owner) {
        transactions.call(session -> session.createNativeMutationQuery(RELEASE)
                .setParameter("name", name)
                .setParameter("owner", owner)
                .executeUpdate());
    }
}
