package dev.sst.jpa;

import dev.sst.spi.ChangeFeed;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The change feed on PostgreSQL, in the order of transactions: a change is told when every transaction older than its own has
 * ended, so that nothing can appear before it later. A long transaction therefore holds the feed up, and nothing else; ours
 * are bounded. A cursor is {@code transaction-number}.
 */
final class JpaChangeFeed implements ChangeFeed {
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private static final String END = "select cast(pg_snapshot_xmin(pg_current_snapshot()) as text) || '-0'";

    private static final String AFTER = """
            select cast(xid as text) || '-' || seq, subject, thing_id from {h-schema}change
            where (xid, seq) > (cast(cast(:xid as text) as xid8), :seq)
            and xid < pg_snapshot_xmin(pg_current_snapshot())
            order by xid, seq limit :limit
            """;

    private static final String FORGET =
            "delete from {h-schema}change where at < clock_timestamp() - interval '1 hour'";

    private final Transactions transactions;

    JpaChangeFeed(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public String end() {
        return transactions.call(
                session -> session.createNativeQuery(END, String.class).getSingleResult());
    }

    @Override
    public List<Change> after(String cursor, int limit) {
        Matcher ours = CURSOR.matcher(cursor);
        if (!ours.matches()) {
            return List.of();
        }
        return transactions.call(session -> session.createNativeQuery(AFTER, Object[].class)
                .setParameter("xid", ours.group(1))
                .setParameter("seq", Long.parseLong(ours.group(2)))
                .setParameter("limit", limit)
                .getResultStream()
                .map(row -> new Change((String) row[0], Subject.valueOf((String) row[1]), (String) row[2]))
                .toList());
    }

    @Override
    public void forgetOld() {
        transactions.call(session -> session.createNativeMutationQuery(FORGET).executeUpdate());
    }
}
