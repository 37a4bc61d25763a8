package dev.sst.jpa;

import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.report.ExecutionSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * Lists executions by key, so that no list costs more for a longer history. Unfinished ones are found by their work, which is
 * never much. A time is turned into an id first, for the lists are in the order of ids: ids sort by time, as closely as the
 * nodes' clocks agree, which is taken to be within {@link #CLOCKS_AGREE}.
 */
final class ExecutionLists {
    private static final Duration CLOCKS_AGREE = Duration.ofMinutes(5);
    private static final Instant FIRST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private static final String FROM_ID = """
            e.id >= coalesce((select id from {h-schema}execution where created_at < :fromAll
                             order by created_at desc limit 1), '')""";

    private static final String UNTIL_ID = """
            e.id <= coalesce((select id from {h-schema}execution where created_at >= :untilAll
                             order by created_at limit 1), '~')""";

    private static final Columns LINE = new Columns().andExecution("e_");
    private static final String LINE_COLUMNS = Columns.ofExecution("e", "e_");
    private static final String LINES_OF_IDS =
            "select " + LINE_COLUMNS + " from {h-schema}execution e where e.id = any(:ids)";

    private ExecutionLists() {}

    static List<ExecutionRow> list(StatelessSession session, ExecutionQuery query) {
        if (nothingCanMeet(query)) {
            return List.of();
        }
        Filter filter = filter(query);
        return filter.apply(session.createNativeQuery(sql("e.*", query, filter), ExecutionRow.class))
                .setParameter("limit", query.limit())
                .getResultList();
    }

    /** A line about each, without reading what is long. */
    static List<ExecutionSummary> lines(StatelessSession session, ExecutionQuery query) {
        if (nothingCanMeet(query)) {
            return List.of();
        }
        Filter filter = filter(query);
        return lines(filter.apply(LINE.query(session, sql(LINE_COLUMNS, query, filter)))
                .setParameter("limit", query.limit()));
    }

    /** The same about those of these ids, in no order. */
    static List<ExecutionSummary> lines(StatelessSession session, Collection<ExecutionId> ids) {
        String[] wanted = ids.stream().map(ExecutionId::value).distinct().toArray(String[]::new);
        return lines(LINE.query(session, LINES_OF_IDS).setParameter("ids", wanted));
    }

    private static List<ExecutionSummary> lines(NativeQuery<Object[]> query) {
        return query.getResultStream()
                .map(row -> Objects.requireNonNull(LINE.row(row).execution("e_")))
                .toList();
    }

    private static boolean nothingCanMeet(ExecutionQuery query) {
        return query.verdict() != null && unfinished(query);
    }

    private static boolean unfinished(ExecutionQuery query) {
        return query.state() != null && !query.state().finished();
    }

    private static String sql(String columns, ExecutionQuery query, Filter filter) {
        String source = unfinished(query)
                ? "{h-schema}execution_work w join {h-schema}execution e on e.id = w.execution_id"
                : "{h-schema}execution e";
        return "select " + columns + " from " + source + filter.where() + " order by e.id desc limit :limit";
    }

    private static Filter filter(ExecutionQuery query) {
        Filter filter = within(query.from(), query.until())
                .and(
                        "e.test_id = :test",
                        "test",
                        query.testId() == null ? null : query.testId().value())
                .and(
                        "e.verdict = :verdict",
                        "verdict",
                        query.verdict() == null ? null : query.verdict().name())
                .and(
                        "e.id < :before",
                        "before",
                        query.before() == null ? null : query.before().value());
        return query.state() == null
                ? filter
                : filter.and("e.state = '" + query.state().name() + "'");
    }

    /** Those asked for at or after the one time and before the other. */
    static Filter within(@Nullable Instant first, @Nullable Instant last) {
        Instant from = bounded(first);
        Instant until = bounded(last);
        return new Filter()
                .and("e.created_at >= :from", "from", from)
                .and(FROM_ID, "fromAll", from == null ? null : from.minus(CLOCKS_AGREE))
                .and("e.created_at < :until", "until", until)
                .and(UNTIL_ID, "untilAll", until == null ? null : until.plus(CLOCKS_AGREE));
    }

    /** A time that the database can hold and reckon with. */
    private static @Nullable Instant bounded(@Nullable Instant time) {
        if (time == null || (time.isAfter(FIRST) && time.isBefore(LAST))) {
            return time;
        }
        return time.isAfter(FIRST) ? LAST : FIRST;
    }
}
