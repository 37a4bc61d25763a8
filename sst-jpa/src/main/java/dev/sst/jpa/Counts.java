package dev.sst.jpa;

import dev.sst.execution.Standing;
import dev.sst.report.Facets;
import dev.sst.report.Facets.Facet;
import dev.sst.report.Overview;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;

/**
 * Counts tests, and what is unfinished: the history of neither executions nor incidents is walked over.
 */
final class Counts {
    private static final String TESTS = "select " + TestLists.STANDING + " as standing, t.enabled as enabled,"
            + " count(*) as many from {h-schema}test t" + TestLists.NEWEST_EXECUTION
            + " where not t.deleted group by 1, 2";

    private static final String UNFINISHED = """
            select (select count(*) from {h-schema}incident where status <> 'RESOLVED' and status = 'OPEN') as open,
                (select count(*) from {h-schema}incident where status <> 'RESOLVED' and status = 'ACKNOWLEDGED') as acknowledged,
                count(*) filter (where e.state in ('QUEUED', 'STARTING')) as waiting,
                count(*) filter (where e.state in ('RUNNING', 'CANCELLING')) as running
            from {h-schema}execution_work w join {h-schema}execution e on e.id = w.execution_id
            """;

    private static final Columns BY_STANDING = new Columns()
            .and("standing", String.class)
            .and("enabled", Boolean.class)
            .and("many", Long.class);

    private static final Columns NUMBERS = new Columns()
            .and("open", Long.class)
            .and("acknowledged", Long.class)
            .and("waiting", Long.class)
            .and("running", Long.class);

    private static final Columns FACET =
            new Columns().and("value", String.class).and("many", Long.class);

    private Counts() {}

    static Overview overview(StatelessSession session, Instant now) {
        Map<Standing, Long> byStanding = new EnumMap<>(Standing.class);
        long enabled = 0;
        for (Object[] values : BY_STANDING.query(session, TESTS).getResultList()) {
            Columns.Row row = BY_STANDING.row(values);
            byStanding.merge(Standing.valueOf(row.text("standing")), row.number("many"), Long::sum);
            enabled += row.flag("enabled") ? row.number("many") : 0;
        }
        Columns.Row numbers = NUMBERS.row(NUMBERS.query(session, UNFINISHED).getSingleResult());
        return new Overview(
                now,
                byStanding.values().stream().mapToLong(Long::longValue).sum(),
                enabled,
                byStanding,
                numbers.number("open"),
                numbers.number("acknowledged"),
                numbers.number("waiting"),
                numbers.number("running"));
    }

    static Facets facets(StatelessSession session) {
        return new Facets(
                facet(session, "select pack as value from {h-schema}test where not deleted"),
                facet(session, "select distinct id, unnest(tags) as value from {h-schema}test where not deleted"),
                facet(session, "select type as value from {h-schema}test where not deleted"));
    }

    private static List<Facet> facet(StatelessSession session, String values) {
        String sql = "select value, many from (select value, count(*) as many from (" + values + ") as every_one"
                + " group by value order by many desc limit :most) as most_used order by value collate \"C\"";
        return FACET.query(session, sql)
                .setParameter("most", Facets.MOST)
                .getResultStream()
                .map(FACET::row)
                .map(row -> new Facet(EscapedText.unescape(row.text("value")), row.number("many")))
                .toList();
    }
}
