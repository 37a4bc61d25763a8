package dev.sst.benchmarks;

import dev.sst.core.SstCore;
import dev.sst.core.node.CoreSettings;
import dev.sst.execution.EngineExecutionId;
import dev.sst.spi.Engine;
import dev.sst.spi.Stores;
import dev.sst.testkit.stackstorm.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What it costs to wait for executions, and how late their end is noticed: 500 at a time that run for about ten seconds each,
 * with the event stream and without it, beside a client that asks for each every two seconds as StackStorm's own command
 * line does.
 */
final class Following implements Benchmark {
    private static final int EXECUTIONS = 500;
    private static final int STARTS_PER_SECOND = 100;
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SHORTEST = Duration.ofMillis(9_050);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int DURATIONS = 20;

    private static final CoreSettings SETTINGS = CoreSettings.builder()
            .maxConcurrent(EXECUTIONS)
            .startsPerSecond(STARTS_PER_SECOND)
            .build();

    private static final String UP = "event stream up";
    private static final String DOWN = "event stream down";
    private static final String ASKING = "a GET every 2 s for each";

    /** One way to follow: when the end of each execution was known. */
    private interface Way {
        Map<EngineExecutionId, Instant> follow() throws Exception;
    }

    /** What one way has shown so far. */
    private static final class Shown {
        final List<Double> late = new ArrayList<>();
        final Map<RequestKind, Long> requests = new EnumMap<>(RequestKind.class);
        int executions;

        void add(Map<RequestKind, Long> before, Map<RequestKind, Long> after) {
            after.forEach((kind, count) -> requests.merge(kind, count - before.getOrDefault(kind, 0L), Long::sum));
        }

        double each(long count) {
            return (double) count / executions;
        }

        String lateness() {
            Sample sample = Sample.of(late);
            return "p50 " + Sample.number(sample.median()) + " ms, p95 " + Sample.number(sample.percentile(95)) + " ms";
        }

        /** All but the starts: each is one POST, whoever follows. */
        long following() {
            return all() - of(RequestKind.START);
        }

        long all() {
            return requests.values().stream().mapToLong(Long::longValue).sum();
        }

        long of(RequestKind kind) {
            return requests.getOrDefault(kind, 0L);
        }
    }

    @Override
    public String name() {
        return "following";
    }

    @Override
    public Answer run() throws Exception {
        Map<String, Shown> shown = new LinkedHashMap<>();
        try (StubProcess stub = StubProcess.start();
                Postgres postgres = Postgres.start();
                Engine engine = stub.engine()) {
            List<DeployedTest> tests = deployed(engine, postgres.stores());
            for (int round = 0; round < ROUNDS; round++) {
                stub.stream(true);
                show(UP, stub, shown, () -> ours(tests, engine, postgres.stores()));
                stub.stream(false);
                show(DOWN, stub, shown, () -> ours(tests, engine, postgres.stores()));
                show(ASKING, stub, shown, () -> asking(tests, stub));
            }
        }
        return new Answer(figures(shown), List.of(requests(shown), latency(shown)));
    }

    /** Their durations differ by less than a pause between two looks, so that no rhythm fits them all. */
    private static List<DeployedTest> deployed(Engine engine, Stores stores) {
        List<DeployedTest> tests = new ArrayList<>();
        for (int i = 0; i < DURATIONS; i++) {
            tests.add(DeployedTest.passingAfter(SHORTEST.plus(STEP.multipliedBy(i)), engine, stores));
        }
        return tests;
    }

    private static void show(String way, StubProcess stub, Map<String, Shown> all, Way follow) throws Exception {
        System.err.println("  " + way);
        Shown shown = all.computeIfAbsent(way, key -> new Shown());
        Map<RequestKind, Long> before = stub.requests();
        Map<EngineExecutionId, Instant> known = follow.follow();
        shown.add(before, stub.requests());
        shown.executions += known.size();
        Map<EngineExecutionId, Instant> ended = stub.ended(known.keySet());
        known.forEach((id, at) ->
                shown.late.add(Duration.between(ended.getOrDefault(id, at), at).toNanos() / 1e6));
    }

    private static Map<EngineExecutionId, Instant> ours(List<DeployedTest> tests, Engine engine, Stores stores)
            throws Exception {
        var finished = new FinishedExecutions(stores.executions());
        DeployedTest.queue(tests, EXECUTIONS, stores);
        try (SstCore core = SstCore.builder(engine)
                .stores(finished.before(stores))
                .settings(SETTINGS)
                .start()) {
            return finished.awaitFinished(EXECUTIONS, PATIENCE);
        }
    }

    private static Map<EngineExecutionId, Instant> asking(List<DeployedTest> tests, StubProcess stub) throws Exception {
        List<BareClient> clients =
                tests.stream().map(test -> new BareClient(stub, test)).toList();
        try (var asking = new AskingClient(clients, STARTS_PER_SECOND)) {
            return asking.follow(EXECUTIONS, PATIENCE);
        }
    }

    private static List<Figure> figures(Map<String, Shown> shown) {
        List<Figure> figures = new ArrayList<>();
        Shown asking = shown.getOrDefault(ASKING, new Shown());
        for (String way : List.of(UP, DOWN)) {
            Shown seen = shown.getOrDefault(way, new Shown());
            figures.add(new Figure(
                    "Calls to follow an execution of 10 s, 500 in flight, " + way,
                    Sample.number(seen.each(seen.following())) + ", with its start "
                            + Sample.number(seen.each(seen.all())),
                    ASKING + ": " + Sample.number(asking.each(asking.following())) + ", with its start "
                            + Sample.number(asking.each(asking.all())),
                    "0.5 to follow"));
        }
        for (String way : List.of(UP, DOWN)) {
            figures.add(new Figure(
                    "From the end at StackStorm to the stored verdict, " + way,
                    shown.getOrDefault(way, new Shown()).lateness(),
                    ASKING + ": " + asking.lateness(),
                    "no limit"));
        }
        return figures;
    }

    private static Table requests(Map<String, Shown> shown) {
        var table = Table.titled(
                "Requests for an execution that runs for 10 s",
                "how it is followed",
                "start",
                "follow",
                "collect the outcome",
                "follow + collect",
                "all",
                "by kind, of all executions");
        shown.forEach((way, seen) -> {
            long starts = seen.of(RequestKind.START);
            long collects = seen.of(RequestKind.COLLECT);
            table.row(
                    way,
                    Sample.number(seen.each(starts)),
                    Sample.number(seen.each(seen.all() - starts - collects)),
                    Sample.number(seen.each(collects)),
                    Sample.number(seen.each(seen.following())),
                    Sample.number(seen.each(seen.all())),
                    new TreeMap<>(seen.requests)
                            .entrySet().stream()
                                    .filter(entry -> entry.getValue() > 0)
                                    .map(entry -> entry.getKey() + " " + entry.getValue())
                                    .collect(Collectors.joining(", ")));
        });
        return table.note("Requests counted at StackStorm's stub, divided by the executions: " + ROUNDS + " rounds of "
                        + EXECUTIONS + ", started at " + STARTS_PER_SECOND
                        + " a second, so that all are in flight together for four seconds. Every execution costs one POST to start; the"
                        + " baseline then asks for each by itself, as StackStorm's own command line does.")
                .build();
    }

    private static Table latency(Map<String, Shown> shown) {
        var table = Table.titled(
                "From the end at StackStorm to the stored verdict",
                "how it is followed",
                "p50 ms",
                "p95 ms",
                "worst ms");
        shown.forEach((way, seen) -> {
            Sample late = Sample.of(seen.late);
            table.row(way, Sample.number(late.median()), Sample.number(late.percentile(95)), Sample.number(late.max()));
        });
        return table.note("The same executions. The asking client stores nothing: its time ends with the answer.")
                .build();
    }
}
