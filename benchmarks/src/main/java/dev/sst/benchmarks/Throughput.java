package dev.sst.benchmarks;

import dev.sst.Executions;
import dev.sst.core.SstCore;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.spi.Engine;
import dev.sst.spi.Stores;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many executions a node carries from queued to a stored verdict in a second, against a StackStorm that answers and ends
 * everything at once: beside a client that only sends the two requests, with as many calls at a time.
 */
final class Throughput implements Benchmark {
    private static final int CONCURRENCY = CoreSettings.DEFAULT_PARALLEL_CALLS;
    private static final int EXECUTIONS = 3000;
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final CoreSettings SETTINGS = CoreSettings.builder()
            .parallelCalls(CONCURRENCY)
            .maxConcurrent(500)
            .startsPerSecond(1_000_000)
            .build();

    private static final String BARE = "bare POST + GET";
    private static final String BACKLOG = "from a backlog";

    /** One way to carry out so many executions: what that took, without what it needs beforehand. */
    private interface Work {
        Spent carryOut(int executions) throws Exception;
    }

    /** What has been spent so far, or between two moments: nanoseconds of the day, and milliseconds of processors. */
    private record Spent(long nanos, long ours, long stub, long postgres) {
        Spent since(Spent before) {
            return new Spent(nanos - before.nanos, ours - before.ours, stub - before.stub, postgres - before.postgres);
        }

        double perSecond() {
            return EXECUTIONS / (nanos / 1e9);
        }

        double inAll() {
            return each(ours + stub + postgres);
        }

        static double each(long millis) {
            return (double) millis / EXECUTIONS;
        }
    }

    /** The processes that take part besides this one. */
    private record Machinery(StubProcess stub, Postgres postgres, long postgresPid, Engine engine) {
        Spent now() throws IOException {
            return new Spent(
                    System.nanoTime(),
                    ProcessorTime.ofThisOne(),
                    ProcessorTime.ofAllUnder(stub.pid()),
                    ProcessorTime.ofAllUnder(postgresPid));
        }
    }

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public Answer run() throws Exception {
        try (StubProcess stub = StubProcess.start();
                Postgres postgres = Postgres.start();
                Engine engine = stub.engine()) {
            var all = new Machinery(stub, postgres, postgres.pid(), engine);
            DeployedTest kept = DeployedTest.passingAfter(Duration.ZERO, engine, postgres.stores());
            Map<String, Work> works = new LinkedHashMap<>();
            works.put(BARE, count -> bare(kept, count, all));
            works.put(BACKLOG + ", PostgreSQL", count -> backlog(kept, count, all, postgres.stores()));
            works.put("asked for one by one, PostgreSQL", count -> oneByOne(kept, count, all, postgres.stores()));
            works.put(BACKLOG + ", in memory", count -> inMemory(count, all));
            return answer(measure(works, stub));
        }
    }

    private static Map<String, List<Spent>> measure(Map<String, Work> works, StubProcess stub) throws Exception {
        Map<String, List<Spent>> rounds = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (var work : works.entrySet()) {
                stub.forget();
                Spent spent = work.getValue().carryOut(EXECUTIONS);
                System.err.printf(
                        "  %s: %.0f/s; processor time of one: %s%n",
                        work.getKey(), spent.perSecond(), processorTime(List.of(spent)));
                if (round >= 0) {
                    rounds.computeIfAbsent(work.getKey(), key -> new ArrayList<>())
                            .add(spent);
                }
            }
        }
        return rounds;
    }

    private static Answer answer(Map<String, List<Spent>> rounds) {
        var table = Table.titled(
                "Throughput",
                "what",
                "executions a second",
                "ratio to bare, of the same round",
                "processor time of an execution, ms: in all = ours + stub + PostgreSQL");
        List<Figure> figures = new ArrayList<>();
        List<Spent> bare = rounds.getOrDefault(BARE, List.of());
        rounds.forEach((what, spent) -> {
            String rates = spread(spent, Spent::perSecond);
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < spent.size(); round++) {
                ratios.add(spent.get(round).perSecond() / bare.get(round).perSecond());
            }
            String ratio = Sample.of(ratios).spread();
            table.row(what, rates, ratio, processorTime(spent));
            if (what.startsWith(BACKLOG)) {
                figures.add(new Figure(
                        "Dispatch, follow, record: " + what,
                        rates + " a second, ratio " + ratio,
                        BARE + ": " + spread(bare, Spent::perSecond) + " a second",
                        "ratio 0.5, aim 0.9"));
            }
        });
        table.note(ROUNDS + " rounds of " + EXECUTIONS + " executions each, after " + WARM_UPS + " to warm up; "
                + CONCURRENCY
                + " calls at a time. The baseline sends the same POST, and one GET of what we read, with the same"
                + " HTTP client, and keeps nothing. StackStorm's stub ends every run at once; it is a process of its own, and"
                + " PostgreSQL (fsync on) is another: all share the cores. The processor time says where the time goes;"
                + " medians of the rounds.");
        return new Answer(figures, List.of(table.build()));
    }

    private static String spread(List<Spent> rounds, ToDoubleFunction<Spent> what) {
        return Sample.of(rounds.stream().map(what::applyAsDouble).toList()).spread();
    }

    private static String processorTime(List<Spent> rounds) {
        return median(rounds, Spent::inAll) + " = " + median(rounds, one -> Spent.each(one.ours)) + " + "
                + median(rounds, one -> Spent.each(one.stub)) + " + "
                + median(rounds, one -> Spent.each(one.postgres));
    }

    private static String median(List<Spent> rounds, ToDoubleFunction<Spent> what) {
        return Sample.number(
                Sample.of(rounds.stream().map(what::applyAsDouble).toList()).median());
    }

    /** A new client each time: the connections of the last round may have been closed at the other end. */
    private static Spent bare(DeployedTest test, int count, Machinery all) throws Exception {
        var client = new BareClient(all.stub, test);
        Spent before = all.now();
        InParallel.times(count, CONCURRENCY, () -> client.get(client.start()));
        return all.now().since(before);
    }

    /** They are queued already, as a suite or a schedule leaves them: from the node's start to the last stored verdict. */
    private static Spent backlog(DeployedTest test, int count, Machinery all, Stores stores) throws Exception {
        var finished = new FinishedExecutions(stores.executions());
        test.queue(count, stores);
        Spent before = all.now();
        try (SstCore core = core(all.engine, finished.before(stores))) {
            finished.awaitFinished(count, PATIENCE);
            return all.now().since(before);
        }
    }

    /** A new memory each time, or each round would find more in it than the one before. */
    private static Spent inMemory(int count, Machinery all) throws Exception {
        Stores memory = MemoryStores.create(InstantSource.system());
        return backlog(DeployedTest.passingAfter(Duration.ZERO, all.engine, memory), count, all, memory);
    }

    /** As many callers as calls ask for one after another, and the time includes that. */
    private static Spent oneByOne(DeployedTest test, int count, Machinery all, Stores stores) throws Exception {
        var finished = new FinishedExecutions(stores.executions());
        try (SstCore core = core(all.engine, finished.before(stores))) {
            Spent before = all.now();
            InParallel.times(
                    count, CONCURRENCY, () -> core.executions().execute(test.id(), Executions.Request.manual()));
            finished.awaitFinished(count, PATIENCE);
            return all.now().since(before);
        }
    }

    private static SstCore core(Engine engine, Stores stores) {
        return SstCore.builder(engine).stores(stores).settings(SETTINGS).start();
    }
}
