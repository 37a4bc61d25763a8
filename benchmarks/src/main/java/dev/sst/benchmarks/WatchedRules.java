package dev.sst.benchmarks;

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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What it costs to wait for rules: 100 that are watched at once for about thirty seconds each, in each state a watch can be in
 * for long, beside a client that asks for everything about each of them every second.
 */
final class WatchedRules implements Benchmark {
    private static final int RULES = 100;
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final Duration COUNTED = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final CoreSettings SETTINGS =
            CoreSettings.builder().maxConcurrent(RULES).startsPerSecond(RULES).build();

    private static final String ASKING = "4 GETs every second for each";

    /** What a watch waits for. */
    private enum State {
        SILENT("the event is processed, and nothing fires", "{\"heard_ms\": 0}", LONG, 0),
        RUNNING("what was fired runs", "{\"heard_ms\": 0, \"fires_ms\": 0, \"runs_ms\": 30000}", SHORT, 1),
        UNHEARD("nobody has heard the event yet", "{\"heard_ms\": 30000, \"fires_ms\": 0}", SHORT, 1);

        final String words;
        final String script;
        final Duration quiet;
        final int fired;

        State(String words, String script, Duration quiet, int fired) {
            this.words = words;
            this.script = script;
            this.quiet = quiet;
            this.fired = fired;
        }

        List<DeployedTest> deployed(Engine engine, Stores stores) {
            return DeployedTest.of(
                    IntStream.range(0, RULES)
                            .mapToObj(i -> BenchmarkedTests.rule(
                                    "benchmark/" + name().toLowerCase(Locale.ROOT) + "/" + i, script, quiet, fired))
                            .toList(),
                    engine,
                    stores);
        }
    }

    /** What was asked meanwhile, and the processor time that took. */
    private record Cost(Requests requests, long processor) {
        double perSecond() {
            return (double) requests.all() / COUNTED.toSeconds();
        }

        double each() {
            return perSecond() / RULES;
        }

        double processorPerSecond() {
            return (double) processor / COUNTED.toSeconds();
        }
    }

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Answer run() throws Exception {
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (State state : State.values()) {
            System.err.println("  " + state.words);
            try (StubProcess stub = StubProcess.start();
                    Engine engine = stub.engine()) {
                costs.put(state.words, ours(state, stub, engine));
            }
        }
        System.err.println("  " + ASKING);
        try (StubProcess stub = StubProcess.start();
                Engine engine = stub.engine()) {
            costs.put(ASKING, asking(stub, engine));
        }
        return answer(costs);
    }

    private static Cost ours(State state, StubProcess stub, Engine engine) throws Exception {
        Stores memory = MemoryStores.create(InstantSource.system());
        List<DeployedTest> tests = state.deployed(engine, memory);
        var finished = new FinishedExecutions(memory.executions());
        DeployedTest.queue(tests, RULES, memory);
        try (SstCore core = SstCore.builder(engine)
                .stores(finished.before(memory))
                .settings(SETTINGS)
                .start()) {
            finished.awaitStarted(RULES, PATIENCE);
            Cost cost = counted(stub);
            finished.awaitFinished(RULES, PATIENCE);
            return cost;
        }
    }

    private static Cost asking(StubProcess stub, Engine engine) throws Exception {
        List<DeployedTest> tests = State.SILENT.deployed(engine, MemoryStores.create(InstantSource.system()));
        try (var watcher = new AskingWatcher(stub)) {
            for (int i = 0; i < RULES; i++) {
                watcher.watch(tests.get(i).deployment().ref(), "benchmark/silent/" + i, State.SILENT.script);
            }
            Cost cost = counted(stub);
            watcher.check();
            return cost;
        }
    }

    /** What happens in a while, once all is in its state. */
    private static Cost counted(StubProcess stub) throws Exception {
        pass(SETTLED);
        Requests requests = stub.requests();
        long processor = ProcessorTime.ofThisOne();
        pass(COUNTED);
        return new Cost(stub.requests().since(requests), ProcessorTime.ofThisOne() - processor);
    }

    private static void pass(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts it down");
        }
    }

    private static Answer answer(Map<String, Cost> costs) {
        Cost asking = costs.getOrDefault(ASKING, new Cost(Requests.NONE, 0));
        List<Figure> figures = new ArrayList<>();
        var table = Table.titled(
                "Requests for rules that are watched",
                "what is waited for",
                "a second",
                "a second and rule",
                "of the baseline",
                "our processor time, ms a second",
                "by kind, a second");
        costs.forEach((what, cost) -> {
            table.row(
                    what,
                    Sample.number(cost.perSecond()),
                    Sample.number(cost.each()),
                    Sample.number(100 * cost.perSecond() / asking.perSecond()) + " %",
                    Sample.number(cost.processorPerSecond()),
                    cost.requests().text(COUNTED.toSeconds()));
            if (cost != asking) {
                figures.add(new Figure(
                        "Requests a second, 100 rules watched: " + what,
                        Sample.number(cost.perSecond()) + ", "
                                + Sample.number(100 * cost.perSecond() / asking.perSecond()) + " % of the baseline",
                        ASKING + ": " + Sample.number(asking.perSecond()),
                        "no limit"));
            }
        });
        table.note("Requests counted at StackStorm's stub during " + COUNTED.toSeconds() + " of the "
                + LONG.toSeconds() + " seconds for which " + RULES
                + " rules of webhooks wait in that state, from the fourth second on; then each ends as its test expects. An"
                + " event that nobody has heard is asked for every second, after ten seconds every five. The rest is shared by those that are due together. The baseline asks for trace,"
                + " instance, enforcements and executions of each rule, as a script would that is written for one.");
        return new Answer(figures, List.of(table.build()));
    }
}
