package dev.sst.jpa;

import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.ExecutionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.StatelessSession;
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

    private ExecutionLists() {}

    static List<ExecutionRow> list(StatelessSession session, ExecutionQuery query) {
        ExecutionState state = query.state();
        if (query.verdict() != null && state != null && !state.finished()) {
            return List.of();
        }
        boolean unfinished = state != null && !state.finished();
        Instant from = bounded(query.from());
        Instant until = bounded(query.until());
        Filter filter = new Filter()
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
                        query.before() == null ? null : query.before().value())
                .and("e.created_at >= :from", "from", from)
                .and(FROM_ID, "fromAll", from == null ? null : from.minus(CLOCKS_AGREE))
                .and("e.created_at < :until", "until", until)
                .and(UNTIL_ID, "untilAll", until == null ? null : until.plus(CLOCKS_AGREE));
        if (state != null) {
            filter.and("e.state = '" + state.name() + "'");
        }
        String source = unfinished
                ? "{h-schema}execution_work w join {h-schema}execution e on e.id = w.execution_id"
                : "{h-schema}execution e";
        String sql = "select e.* from " + source + filter.where() + " order by e.id desc limit :limit";
        return filter.apply(session.createNativeQuery(sql, ExecutionRow.class))
                .setParameter("limit", query.limit())
                .getResultList();
    }

    /** A time that the database can hold and reckon with. */
    private static @Nullable Instant bounded(@Nullable Instant time) {
        if (time == null || (time.isAfter(FIRST) && time.isBefore(LAST))) {
            return time;
        }
        return time.isAfter(FIRST) ? LAST : FIRST;
    }
}
