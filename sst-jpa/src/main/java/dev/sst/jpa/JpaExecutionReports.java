package dev.sst.jpa;

import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Verdict;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TimeSlices;
import dev.sst.report.TimeSlices.Slice;
import dev.sst.spi.ExecutionReports;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hibernate.StatelessSession;

/** Lines about executions on PostgreSQL. */
final class JpaExecutionReports implements ExecutionReports {
    private static final Columns NUMBER = new Columns()
            .and("slice", Integer.class)
            .and("verdict", String.class)
            .and("many", Long.class);

    private final Transactions transactions;

    JpaExecutionReports(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<ExecutionSummary> list(ExecutionQuery query) {
        return transactions.call(session -> ExecutionLists.lines(session, query));
    }

    @Override
    public List<ExecutionSummary> find(Collection<ExecutionId> ids) {
        return transactions.call(session -> ExecutionLists.lines(session, ids));
    }

    @Override
    public List<Slice> count(TimeSlices slices) {
        Map<Integer, Map<Verdict, Long>> byVerdict = new HashMap<>();
        Map<Integer, Long> unfinished = new HashMap<>();
        transactions.call(session -> numbers(session, slices)).forEach(row -> {
            int slice = (int) row.number("slice");
            String verdict = row.textOrNull("verdict");
            if (verdict == null) {
                unfinished.put(slice, row.number("many"));
            } else {
                byVerdict
                        .computeIfAbsent(slice, number -> new EnumMap<>(Verdict.class))
                        .put(Verdict.valueOf(verdict), row.number("many"));
            }
        });
        return IntStream.range(0, slices.count())
                .mapToObj(slice -> new Slice(
                        slices.begin(slice),
                        byVerdict.getOrDefault(slice, Map.of()),
                        unfinished.getOrDefault(slice, 0L)))
                .toList();
    }

    /** Of one test along its own index between two ids; of all, in the index of times alone. */
    private static List<Columns.Row> numbers(StatelessSession session, TimeSlices slices) {
        Filter filter = slices.test() == null
                ? new Filter()
                        .and("e.created_at >= :from", "from", slices.from())
                        .and("e.created_at < :until", "until", slices.until())
                : ExecutionLists.within(slices.from(), slices.until())
                        .and("e.test_id = :test", "test", slices.test().value());
        String sql =
                "select cast(floor(extract(epoch from e.created_at - cast(:from as timestamptz)) / :width) as integer)"
                        + " as slice, e.verdict as verdict, count(*) as many from {h-schema}execution e"
                        + filter.where()
                        + " group by 1, 2";
        return filter.apply(NUMBER.query(session, sql))
                .setParameter("width", slices.width().toSeconds())
                .getResultStream()
                .map(NUMBER::row)
                .toList();
    }
}
