package dev.sst.benchmarks;

import dev.sst.core.SstCore;
import dev.sst.core.node.CoreSettings;
import dev.sst.execution.EngineExecutionId;
import dev.sst.spi.Engine;
import dev.sst.spi.Stores;
import dev.sst.test.TestDefinition;
import dev.sst.testkit.stackstorm.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What it costs to wait for executions of actions, or of workflows, and how late their end is noticed: 500 at a time that run
 * for about ten seconds each, with the event stream and without it, beside a client that asks for each every two seconds as
 * StackStorm's own command line does.
 */
final class Following implements Benchmark {
    private static final int EXECUTIONS = 500;
    private static final int STARTS_PER_SECOND = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SHORTEST = Duration.ofMillis(9_050);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int DURATIONS = 20;
    private static final int STEPS = 3;

    private static final CoreSettings SETTINGS = CoreSettings.builder()
            .maxConcurrent(EXECUTIONS)
            .startsPerSecond(STARTS_PER_SECOND)
            .build();

    private static final String UP = "event stream up";
    private static final String DOWN = "event stream down";
    private static final String ASKING = "a GET every 2 s for each";

    private final String name;
    private final String what;
    private final int rounds;
    private final Function<Duration, TestDefinition> kind;

    /** @param kind what is executed, when it is to run for so long */
    private Following(String name, String what, int rounds, Function<Duration, TestDefinition> kind) {
        this.name = name;
        this.what = what;
        this.rounds = rounds;
        this.kind = kind;
    }

    /** Of single actions. */
    static Following actions() {
        return new Following("following", "an execution", 3, BenchmarkedTests::action);
    }

    /** Of workflows, whose tasks are executions as well, and events in the same stream. */
    static Following workflows() {
        return new Following(
                "workflows",
                "a workflow of " + STEPS + " tasks",
                2,
                duration -> BenchmarkedTests.workflow(duration, STEPS));
    }

    /** One way to follow: when the end of each execution was known. */
    private interface Way {
        Map<EngineExecutionId, Instant> follow() throws Exception;
    }

    /** What one way has shown so far. */
    private static final class Shown {
        final List<Double> late = new ArrayList<>();
        Requests requests = Requests.NONE;
        double seconds;
        long processor;
        int executions;

        double each(long count) {
            return (double) count / executions;
        }

        double perSecond() {
            return following() / seconds;
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
            return requests.all();
        }

        long of(RequestKind kind) {
            return requests.of(kind);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer run() throws Exception {
        Map<String, Shown> shown = new LinkedHashMap<>();
        try (StubProcess stub = StubProcess.start();
                Postgres postgres = Postgres.start();
                Engine engine = stub.engine()) {
            List<DeployedTest> tests = deployed(engine, postgres.stores());
            for (int round = 0; round < rounds; round++) {
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
    private List<DeployedTest> deployed(Engine engine, Stores stores) {
        return DeployedTest.of(
                IntStream.range(0, DURATIONS)
                        .mapToObj(i -> kind.apply(SHORTEST.plus(STEP.multipliedBy(i))))
                        .toList(),
                engine,
                stores);
    }

    private static void show(String way, StubProcess stub, Map<String, Shown> all, Way follow) throws Exception {
        System.err.println("  " + way);
        Shown shown = all.computeIfAbsent(way, key -> new Shown());
        Requests before = stub.requests();
        long processor = ProcessorTime.ofThisOne();
        long begun = System.nanoTime();
        Map<EngineExecutionId, Instant> known = follow.follow();
        shown.seconds += (System.nanoTime() - begun) / 1e9;
        shown.processor += ProcessorTime.ofThisOne() - processor;
        shown.requests = shown.requests.plus(stub.requests().since(before));
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

    private List<Figure> figures(Map<String, Shown> shown) {
        List<Figure> figures = new ArrayList<>();
        Shown asking = shown.getOrDefault(ASKING, new Shown());
        for (String way : List.of(UP, DOWN)) {
            Shown seen = shown.getOrDefault(way, new Shown());
            figures.add(new Figure(
                    "Calls to follow " + what + ", 10 s, 500 in flight, " + way,
                    calls(seen),
                    ASKING + ": " + calls(asking),
                    "0.5 to follow"));
        }
        for (String way : List.of(UP, DOWN)) {
            figures.add(new Figure(
                    "From the end of " + what + " at StackStorm to the stored verdict, " + way,
                    shown.getOrDefault(way, new Shown()).lateness(),
                    ASKING + ": " + asking.lateness(),
                    "no limit"));
        }
        return figures;
    }

    private static String calls(Shown seen) {
        return Sample.number(seen.each(seen.following())) + ", with its start " + Sample.number(seen.each(seen.all()))
                + "; " + Sample.number(seen.perSecond()) + " a second";
    }

    private Table requests(Map<String, Shown> shown) {
        var table = Table.titled(
                "Requests for " + what + " that runs for 10 s",
                "how it is followed",
                "start",
                "follow",
                "collect the outcome",
                "follow + collect",
                "all",
                "follow + collect, a second",
                "our processor time, ms",
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
                    Sample.number(seen.perSecond()),
                    Sample.number(seen.each(seen.processor)),
                    seen.requests.text());
        });
        return table.note("Requests counted at StackStorm's stub, divided by the executions: " + rounds
                        + " rounds of " + EXECUTIONS + ", started at "
                        + STARTS_PER_SECOND
                        + " a second, so that all are in flight together for four seconds. Every execution costs one POST to start; the"
                        + " baseline then asks for each by itself, as StackStorm's own command line does. A second is one of the whole round, from the"
                        + " first start to the last verdict; the processor time is this process's, for one execution.")
                .build();
    }

    private Table latency(Map<String, Shown> shown) {
        var table = Table.titled(
                "From the end of " + what + " at StackStorm to the stored verdict",
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
