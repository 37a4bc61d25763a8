package dev.sst.benchmarks;

import dev.sst.Executions;
import dev.sst.core.SstCore;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.spi.Engine;
import dev.sst.spi.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many executions a node carries from queued to a stored verdict in a second, against a StackStorm that answers and ends
 * everything at once: beside a client that only sends the two requests, with as many calls at a time.
 */
final class Throughput implements Benchmark {
    private static final int CONCURRENCY = CoreSettings.DEFAULT_PARALLEL_CALLS;
    private static final int EXECUTIONS = 3000;
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final CoreSettings SETTINGS = CoreSettings.builder()
            .parallelCalls(CONCURRENCY)
            .maxConcurrent(500)
            .startsPerSecond(1_000_000)
            .build();

    private static final String BARE = "bare POST + GET";
    private static final String BACKLOG = "from a backlog";

    /** One way to carry out so many executions: how many nanoseconds that took. */
    private interface Work {
        long carryOut(int executions) throws Exception;
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
            Stores memory = MemoryStores.create(InstantSource.system());
            DeployedTest kept = DeployedTest.passingAfter(Duration.ZERO, engine, postgres.stores());
            DeployedTest remembered = DeployedTest.passingAfter(Duration.ZERO, engine, memory);
            Map<String, Work> works = new LinkedHashMap<>();
            works.put(BARE, count -> bare(new BareClient(stub, kept), count));
            works.put(BACKLOG + ", PostgreSQL", count -> backlog(kept, count, engine, postgres.stores()));
            works.put("asked for one by one, PostgreSQL", count -> oneByOne(kept, count, engine, postgres.stores()));
            works.put(BACKLOG + ", in memory", count -> backlog(remembered, count, engine, memory));
            return answer(measure(works));
        }
    }

    private static Map<String, List<Double>> measure(Map<String, Work> works) throws Exception {
        Map<String, List<Double>> perSecond = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (var work : works.entrySet()) {
                double rate = EXECUTIONS / (work.getValue().carryOut(EXECUTIONS) / 1e9);
                System.err.printf("  %s: %.0f/s%n", work.getKey(), rate);
                if (round >= 0) {
                    perSecond
                            .computeIfAbsent(work.getKey(), key -> new ArrayList<>())
                            .add(rate);
                }
            }
        }
        return perSecond;
    }

    private static Answer answer(Map<String, List<Double>> perSecond) {
        var table = Table.titled("Throughput", "what", "executions a second", "ratio to bare, of the same round");
        List<Figure> figures = new ArrayList<>();
        List<Double> bare = perSecond.getOrDefault(BARE, List.of());
        perSecond.forEach((what, rates) -> {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rates.size(); round++) {
                ratios.add(rates.get(round) / bare.get(round));
            }
            table.row(what, Sample.of(rates).spread(), Sample.of(ratios).spread());
            if (what.startsWith(BACKLOG)) {
                figures.add(new Figure(
                        "Dispatch, follow, record: " + what,
                        Sample.of(rates).spread() + " a second, ratio "
                                + Sample.of(ratios).spread(),
                        BARE + ": " + Sample.of(bare).spread() + " a second",
                        "ratio 0.5, aim 0.9"));
            }
        });
        table.note(ROUNDS + " rounds of " + EXECUTIONS + " executions each, after " + WARM_UPS + " to warm up; "
                + CONCURRENCY
                + " calls at a time. The baseline sends the same POST, and one GET of what we read, with the same"
                + " HTTP client, and keeps nothing. StackStorm's stub ends every run at once; it is a process of its own, and"
                + " PostgreSQL (fsync on) is another: all share the cores.");
        return new Answer(figures, List.of(table.build()));
    }

    /** A new client each time: the connections of the last round may have been closed at the other end. */
    private static long bare(BareClient client, int count) throws Exception {
        long start = System.nanoTime();
        InParallel.times(count, CONCURRENCY, () -> client.get(client.start()));
        return System.nanoTime() - start;
    }

    /** They are queued already, as a suite or a schedule leaves them: from the node's start to the last stored verdict. */
    private static long backlog(DeployedTest test, int count, Engine engine, Stores stores) throws Exception {
        var finished = new FinishedExecutions(stores.executions());
        test.queue(count, stores);
        long start = System.nanoTime();
        try (SstCore core = core(engine, finished.before(stores))) {
            finished.awaitFinished(count, PATIENCE);
            return System.nanoTime() - start;
        }
    }

    /** As many callers as calls ask for one after another, and the time includes that. */
    private static long oneByOne(DeployedTest test, int count, Engine engine, Stores stores) throws Exception {
        var finished = new FinishedExecutions(stores.executions());
        try (SstCore core = core(engine, finished.before(stores))) {
            long start = System.nanoTime();
            InParallel.times(
                    count, CONCURRENCY, () -> core.executions().execute(test.id(), Executions.Request.manual()));
            finished.awaitFinished(count, PATIENCE);
            return System.nanoTime() - start;
        }
    }

    private static SstCore core(Engine engine, Stores stores) {
        return SstCore.builder(engine).stores(stores).settings(SETTINGS).start();
    }
}
