package dev.sst.jpa;

import dev.sst.report.ExecutionSummary;
import dev.sst.report.TestHistory;
import dev.sst.report.TestHistory.Availability;
import dev.sst.report.TestHistory.Durations;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Reads how tests did lately: two statements for any number of tests. Each test's newest executions are a short walk along an
 * index, and what counts is read from the index {@code execution_counted} alone, of each test a bounded number.
 */
final class Histories {
    private static final String RECENT = "select " + Columns.ofExecution("e", "e_") + """
             from unnest(:tests) as wanted (test_id)
            cross join lateral (
                select * from {h-schema}execution where execution.test_id = wanted.test_id order by id desc limit :recent
            ) as e
            order by e.id
            """;

    private static final String COUNTED = """
            select wanted.test_id as test_id, counts.* from unnest(:tests) as wanted (test_id)
            cross join lateral (
                select count(*) as counted, count(*) filter (where verdict = 'PASSED') as passed,
                    count(*) filter (where recently) as day_counted,
                    count(*) filter (where recently and verdict = 'PASSED') as day_passed,
                    min(finished_at) as oldest,
                    count(took) filter (where timed) as samples,
                    percentile_disc(0.50) within group (order by took) filter (where timed) as p50,
                    percentile_disc(0.95) within group (order by took) filter (where timed) as p95,
                    percentile_disc(0.99) within group (order by took) filter (where timed) as p99
                from (
                    select verdict, finished_at, finished_at >= :day as recently,
                        cast(extract(epoch from finished_at - started_at) * 1000000 as bigint) as took,
                        verdict = 'PASSED' and started_at is not null
                            and row_number() over (order by finished_at desc) <= :timed as timed
                    from {h-schema}execution
                    where execution.test_id = wanted.test_id and finished_at >= :month
                    and verdict in ('PASSED', 'FAILED', 'ERROR', 'TIMEOUT')
                    and kind not in ('DEPLOY_VERIFICATION', 'DRY_RUN')
                    order by finished_at desc limit :most
                ) as one
            ) as counts
            """;

    private static final Columns SUMMARY = new Columns().andExecution("e_");

    private static final Columns COUNTS = new Columns()
            .and("test_id", String.class)
            .and("counted", Long.class)
            .and("passed", Long.class)
            .and("day_counted", Long.class)
            .and("day_passed", Long.class)
            .and("oldest", Instant.class)
            .and("samples", Long.class)
            .and("p50", Long.class)
            .and("p95", Long.class)
            .and("p99", Long.class);

    private Histories() {}

    static Map<TestId, TestHistory> of(StatelessSession session, String[] tests, Instant now) {
        var recent = new HashMap<TestId, List<ExecutionSummary>>();
        SUMMARY.query(session, RECENT)
                .setParameter("tests", tests)
                .setParameter("recent", TestHistory.RECENT)
                .getResultStream()
                .map(row -> Objects.requireNonNull(SUMMARY.row(row).execution("e_")))
                .forEach(one -> recent.computeIfAbsent(one.testId(), id -> new ArrayList<>())
                        .add(one));
        Instant day = now.minus(TestHistory.DAY);
        Instant month = now.minus(TestHistory.MONTH);
        var histories = new HashMap<TestId, TestHistory>();
        COUNTS.query(session, COUNTED)
                .setParameter("tests", tests)
                .setParameter("day", day)
                .setParameter("month", month)
                .setParameter("timed", TestHistory.TIMED)
                .setParameter("most", TestHistory.COUNTED)
                .getResultStream()
                .map(COUNTS::row)
                .forEach(row -> {
                    var id = new TestId(row.text("test_id"));
                    histories.put(
                            id,
                            new TestHistory(
                                    recent.getOrDefault(id, List.of()),
                                    availability(row, "day_passed", "day_counted", day),
                                    availability(row, "passed", "counted", month),
                                    durations(row)));
                });
        return histories;
    }

    private static Availability availability(Columns.Row row, String passed, String counted, Instant begin) {
        long many = row.number(counted);
        return new Availability(row.number(passed), many, many < TestHistory.COUNTED ? begin : row.time("oldest"));
    }

    private static Durations durations(Columns.Row row) {
        return Durations.of(row.number("samples"), micros(row, "p50"), micros(row, "p95"), micros(row, "p99"));
    }

    private static @Nullable Duration micros(Columns.Row row, String name) {
        return row.isNull(name) ? null : Duration.ofNanos(row.number(name) * 1_000);
    }
}
