package dev.sst.benchmarks;

import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Verdict;
import dev.sst.incident.IncidentQuery;
import dev.sst.incident.IncidentStatus;
import dev.sst.report.TestSummary;
import dev.sst.spi.Stores;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Whether what the REST API reads stays as quick while the history grows: each query beside itself at the smallest size. */
final class ListLatency implements Benchmark {
    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);
    private static final int PAGE = 20;
    private static final int CLAIMED_AT_ONCE = 25;
    private static final int TIMES = 200;
    private static final int CLAIMS = 30;
    private static final int WARM_UPS = 50;
    private static final String FIRST = "newest executions";
    private static final String DEEP = "executions from the middle on";
    private static final Duration LEASE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public Answer run() throws Exception {
        Map<String, List<Sample>> bySize = new LinkedHashMap<>();
        try (Postgres postgres = Postgres.start()) {
            var history = LongHistory.begin(postgres);
            for (int size : SIZES) {
                history.growTo(size);
                System.err.println("  " + size + " executions");
                for (var query : queries(postgres.stores(), history).entrySet()) {
                    bySize.computeIfAbsent(query.getKey(), key -> new ArrayList<>())
                            .add(measured(query.getValue()));
                }
                bySize.computeIfAbsent("claim " + CLAIMED_AT_ONCE + " queued", key -> new ArrayList<>())
                        .add(claims(postgres.stores(), history));
            }
        }
        return new Answer(figures(bySize), List.of(table(bySize)));
    }

    private static Map<String, Callable<List<?>>> queries(Stores stores, LongHistory history) {
        TestId test = history.test();
        ExecutionId middle = history.middle();
        Instant from = history.middleAt();
        var executions = stores.executions();
        Map<String, Callable<List<?>>> queries = new LinkedHashMap<>();
        queries.put(FIRST, () -> executions.list(ExecutionQuery.newest(PAGE)));
        queries.put(DEEP, () -> executions.list(ExecutionQuery.newest(PAGE).before(middle)));
        queries.put("newest of a test", () -> executions.list(ExecutionQuery.ofTest(test, PAGE)));
        queries.put("newest failed", () -> executions.list(query(null, Verdict.FAILED, null, null)));
        queries.put("newest failed of a test", () -> executions.list(query(test, Verdict.FAILED, null, null)));
        queries.put(
                "ten minutes in the middle",
                () -> executions.list(query(null, null, from, from.plus(Duration.ofMinutes(10)))));
        queries.put("newest tests with the last execution of each", () -> {
            List<TestSummary> tests = stores.reports().tests(TestQuery.newest(PAGE));
            executions.newest(tests.stream().map(TestSummary::id).toList());
            return tests;
        });
        queries.put("newest incidents", () -> stores.incidents().list(IncidentQuery.newest(PAGE)));
        queries.put(
                "open incidents",
                () -> stores.incidents().list(new IncidentQuery(IncidentStatus.OPEN, null, null, null, null, PAGE)));
        queries.put(
                "incidents of a test",
                () -> stores.incidents().list(new IncidentQuery(null, test, null, null, null, PAGE)));
        return queries;
    }

    private static ExecutionQuery query(
            @Nullable TestId test, @Nullable Verdict verdict, @Nullable Instant from, @Nullable Instant until) {
        return new ExecutionQuery(test, null, verdict, from, until, null, PAGE);
    }

    private static Sample measured(Callable<List<?>> query) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = -WARM_UPS; i < TIMES; i++) {
            long start = System.nanoTime();
            if (query.call().isEmpty()) {
                throw new IllegalStateException("a query that finds nothing measures nothing");
            }
            if (i >= 0) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return Sample.of(millis);
    }

    private static Sample claims(Stores stores, LongHistory history) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            history.queue(CLAIMED_AT_ONCE);
            long start = System.nanoTime();
            int claimed = stores.claims()
                    .claim("benchmark", CLAIMED_AT_ONCE, LEASE, LongHistory::intended)
                    .size();
            millis.add((System.nanoTime() - start) / 1e6);
            if (claimed != CLAIMED_AT_ONCE) {
                throw new IllegalStateException("claimed " + claimed + " of " + CLAIMED_AT_ONCE);
            }
        }
        return Sample.of(millis);
    }

    private static List<Figure> figures(Map<String, List<Sample>> bySize) {
        List<Figure> figures = new ArrayList<>();
        for (String what : List.of(FIRST, DEEP)) {
            List<Sample> samples = bySize.getOrDefault(what, List.of());
            figures.add(new Figure(
                    "List of " + PAGE + ", " + what + ", of 10^5 and of 10^6",
                    samples.get(1).spread() + " ms and " + samples.get(2).spread() + " ms",
                    "of 10^4: " + samples.get(0).spread() + " ms",
                    "no growth"));
        }
        return figures;
    }

    private static Table table(Map<String, List<Sample>> bySize) {
        var table = Table.titled(
                "Lists and claims as the history grows", "what", "10^4, ms", "10^5, ms", "10^6, ms", "10^6 to 10^4");
        bySize.forEach((what, samples) -> table.row(
                what,
                samples.get(0).spread(),
                samples.get(1).spread(),
                samples.get(2).spread(),
                Sample.number(samples.get(2).median() / samples.get(0).median())));
        return table.note("" + TIMES + " calls each (" + CLAIMS
                        + " claims) of our own stores, pages of " + PAGE
                        + ", rows read and made into objects. The table's sizes are stored executions.")
                .build();
    }
}
