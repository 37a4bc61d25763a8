package dev.sst.benchmarks;

import dev.sst.core.SstCore;
import dev.sst.core.node.CoreSettings;
import dev.sst.spi.Engine;
import dev.sst.spi.Stores;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What a node remembers of each execution that runs at StackStorm, with ten thousand of them. */
final class HeapPerExecution implements Benchmark {
    private static final int EXECUTIONS = 10_000;
    private static final int WARM_UP = 500;
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration DAYS = Duration.ofDays(10);

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Answer run() throws Exception {
        try (StubProcess stub = StubProcess.start();
                Postgres postgres = Postgres.start();
                Engine engine = stub.engine()) {
            DeployedTest test = DeployedTest.passingAfter(DAYS, engine, postgres.stores());
            hold(WARM_UP, test, engine, postgres);
            List<Double> each = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                each.add((double) hold(EXECUTIONS, test, engine, postgres) / EXECUTIONS);
                bare.add((double) remember(EXECUTIONS) / EXECUTIONS);
            }
            return answer(Sample.of(each), Sample.of(bare));
        }
    }

    private static Answer answer(Sample each, Sample bare) {
        Table table = Table.titled("Memory", "what", "bytes of heap")
                .row("each of " + EXECUTIONS + " running executions", each.spread())
                .row("its id and a timer, which any client needs that asks again", bare.spread())
                .note("Used heap after full collections with " + EXECUTIONS
                        + " executions running, less what the same node uses with none; " + ROUNDS
                        + " rounds. The stores are in PostgreSQL, the stub is another process. No limit was set.")
                .build();
        var figure = new Figure(
                "Heap of an execution in flight, 10,000 of them",
                each.spread() + " bytes",
                "id and timer: " + bare.spread() + " bytes",
                "no limit");
        return new Answer(List.of(figure), List.of(table));
    }

    /** How much more heap is used by the least that has to be remembered of so many. */
    private static long remember(int count) {
        var timers = new ScheduledThreadPoolExecutor(1);
        try {
            long without = usedHeap();
            Map<String, ScheduledFuture<?>> known = new HashMap<>();
            for (int i = 0; i < count; i++) {
                known.put(String.format("%024x", i), timers.schedule(() -> {}, 1, TimeUnit.DAYS));
            }
            long used = usedHeap() - without;
            if (known.size() != timers.getQueue().size()) {
                throw new IllegalStateException("not all were remembered");
            }
            return used;
        } finally {
            timers.shutdownNow();
        }
    }

    /** How much more heap is used while a node holds so many. */
    private static long hold(int count, DeployedTest test, Engine engine, Postgres postgres) throws Exception {
        Stores stores = postgres.stores();
        var seen = new FinishedExecutions(stores.executions());
        CoreSettings settings = CoreSettings.builder()
                .maxConcurrent(count)
                .startsPerSecond(1_000_000)
                .build();
        try (SstCore core = SstCore.builder(engine)
                .stores(seen.before(stores))
                .settings(settings)
                .start()) {
            long without = usedHeap();
            test.queue(count, stores);
            seen.awaitStarted(count, PATIENCE);
            return usedHeap() - without;
        } finally {
            postgres.execute("truncate execution_work");
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
