package dev.sst.jpa;

import dev.sst.execution.Standing;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import dev.sst.test.TestQuery.Place;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/**
 * Lists tests: first which, from narrow columns, then a line about each of those. The newest execution of a test is one look
 * into an index, so that no list costs more for a longer history; it is looked at for all tests only where a condition or
 * the order needs it.
 */
final class TestLists {
    /** The newest execution of the test {@code t} as {@code e}, if it has any. */
    static final String NEWEST_EXECUTION = """
             left join lateral (
                select * from {h-schema}execution where execution.test_id = t.id order by id desc limit 1
            ) as e on true""";

    /** How {@code e} says that its test stands. */
    static final String STANDING = """
            case when e.id is null then 'NEVER_RUN' when e.verdict is not null then e.verdict
            when e.state in ('QUEUED', 'STARTING') then 'PENDING' else 'RUNNING' end""";

    private static final Columns LINE = new Columns()
            .and("id", String.class)
            .and("name", String.class)
            .and("type", String.class)
            .and("pack", String.class)
            .and("deleted", Boolean.class)
            .and("revision", Integer.class)
            .and("deployment", String.class)
            .and("created_at", Instant.class)
            .and("updated_at", Instant.class)
            .and("created_by", String.class)
            .and("definition", String.class)
            .and("sort_key", String.class)
            .andExecution("e_");

    private TestLists() {}

    static List<TestSummary> list(StatelessSession session, TestQuery query) {
        String direction = query.order().descending() ? "desc" : "asc";
        Place after = query.after();
        String behind = after == null
                ? ""
                : " where (sort_key, id) " + (query.order().descending() ? "<" : ">") + " (:afterKey, :afterId)";
        Filter filter = filter(query);
        String sql = "with chosen as materialized (select id, sort_key from (select t.id, "
                + key(query.order().key())
                + " collate \"C\" as sort_key" + from(query) + filter.where() + ") as matching" + behind
                + " order by sort_key " + direction + ", id " + direction + " limit :limit)"
                + " select t.id as id, t.name as name, t.type as type, t.pack as pack, t.deleted as deleted,"
                + " t.revision as revision, t.deployment as deployment, t.created_at as created_at,"
                + " r.created_at as updated_at, t.created_by as created_by, r.definition as definition,"
                + " chosen.sort_key as sort_key, " + Columns.ofExecution("e", "e_")
                + " from chosen join {h-schema}test t on t.id = chosen.id"
                + " join {h-schema}revision r on r.test_id = t.id and r.number = t.revision" + NEWEST_EXECUTION
                + " order by chosen.sort_key " + direction + ", chosen.id " + direction;
        var statement = filter.apply(LINE.query(session, sql)).setParameter("limit", query.limit());
        if (after != null) {
            statement
                    .setParameter("afterKey", after.key())
                    .setParameter("afterId", after.id().value());
        }
        return statement.getResultStream().map(row -> line(LINE.row(row))).toList();
    }

    static long count(StatelessSession session, TestQuery query) {
        Filter filter = filter(query);
        return filter.apply(session.createNativeQuery("select count(*)" + from(query) + filter.where(), Long.class))
                .getSingleResult();
    }

    private static String from(TestQuery query) {
        boolean byRevision = query.order().key() == TestQuery.Key.UPDATED;
        boolean byExecution = !query.standings().isEmpty()
                || query.order().key() == TestQuery.Key.LAST_EXECUTION
                || query.order().key() == TestQuery.Key.STANDING;
        return " from {h-schema}test t"
                + (byRevision ? " join {h-schema}revision r on r.test_id = t.id and r.number = t.revision" : "")
                + (byExecution ? NEWEST_EXECUTION : "");
    }

    private static Filter filter(TestQuery query) {
        Filter filter = new Filter()
                .and("not t.deleted")
                .and(
                        "t.type = :type",
                        "type",
                        query.type() == null ? null : query.type().name())
                .and("t.pack = :pack", "pack", query.pack() == null ? null : EscapedText.escape(query.pack()))
                .and(
                        "t.tags @> cast(:tags as varchar[])",
                        "tags",
                        query.tags().isEmpty()
                                ? null
                                : query.tags().stream().map(EscapedText::escape).toArray(String[]::new))
                .and(
                        "strpos(t.search, :text) > 0",
                        "text",
                        query.text() == null ? null : EscapedText.searched(query.text()))
                .and("t.enabled = :enabled", "enabled", query.enabled())
                .and("(t.live is not null) = :deployed", "deployed", query.deployed())
                .and("t.drifted = :drifted", "drifted", query.drifted());
        return query.standings().isEmpty()
                ? filter
                : filter.and(
                        STANDING + " = any(:standings)",
                        "standings",
                        query.standings().stream().map(Standing::name).toArray(String[]::new));
    }

    /** As a text that sorts as it should. */
    private static String key(TestQuery.Key key) {
        return switch (key) {
            case CREATED -> "''";
            case NAME -> "split_part(t.search, chr(16) || '|', 1)";
            case UPDATED -> "to_char(r.created_at at time zone 'UTC', 'YYYYYY-MM-DD HH24-MI-SS.US')";
            case LAST_EXECUTION -> "coalesce(e.id, '')";
            case STANDING -> "cast(array_position(array[" + standings() + "], " + STANDING + ") - 1 as text)";
        };
    }

    private static String standings() {
        return Arrays.stream(Standing.values())
                .map(standing -> "'" + standing.name() + "'")
                .collect(Collectors.joining(", "));
    }

    private static TestSummary line(Columns.Row row) {
        TestDefinition definition = Documents.definition(row.text("definition")).build();
        var id = new TestId(row.text("id"));
        return new TestSummary(
                label(row),
                new TestSummary.Outline(
                        definition.description(),
                        definition.existing(),
                        definition.timeout(),
                        definition.retries(),
                        definition.tags(),
                        definition.enabled()),
                (int) row.number("revision"),
                row.time("created_at"),
                row.time("updated_at"),
                EscapedText.unescape(row.text("created_by")),
                Documents.deployment(row.textOrNull("deployment")),
                row.execution("e_"),
                new Place(row.text("sort_key"), id));
    }

    /** From the columns {@code id}, {@code name}, {@code type}, {@code pack} and {@code deleted}. */
    static TestLabel label(Columns.Row row) {
        return new TestLabel(
                new TestId(row.text("id")),
                EscapedText.unescape(row.text("name")),
                TestType.valueOf(row.text("type")),
                EscapedText.unescape(row.text("pack")),
                row.flag("deleted"));
    }
}
