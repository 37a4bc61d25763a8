package dev.sst.benchmarks;

import dev.sst.core.SstCore;
import dev.sst.core.memory.MemoryStores;
import dev.sst.spi.Engine;
import dev.sst.spi.Stores;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * How many action tests are deployed in a minute, planned, written, read back and looked for on a runner: beside a script that
 * writes the same action, reads its record and has a runner look for its files. Into one pack, and into several at once.
 */
final class Deploying implements Benchmark {
    private static final int PACKS = 8;
    private static final int IN_EACH = 15;
    private static final int ROUNDS = 3;
    private static final int WARM_UPS = 2;

    private static final String SCRIPT = "POST, GET, checksum";
    private static final String OURS = "deploy";
    private static final String AGAIN = "deploy again, nothing changed";

    /** One way to deploy all that a round brings to one pack, one after another. */
    private interface Way {
        void deploy(int pack) throws Exception;
    }

    /** What that took, of one round. */
    private record Spent(int deployments, double seconds, long processor, Requests requests) {
        double perMinute() {
            return 60 * deployments / seconds;
        }

        double calls() {
            return (double) requests.all() / deployments;
        }
    }

    /** All rounds of each way, by the number of packs. */
    private record Rounds(Map<String, List<Spent>> ways) {
        void add(String way, int packs, Spent spent) {
            ways.computeIfAbsent(way + into(packs), key -> new ArrayList<>()).add(spent);
        }

        List<Spent> of(String way, int packs) {
            return ways.getOrDefault(way + into(packs), List.of());
        }

        String perMinute(String way, int packs) {
            return Sample.of(of(way, packs).stream().map(Spent::perMinute).toList())
                    .spread();
        }

        String ratio(String way, int packs) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < of(way, packs).size(); round++) {
                ratios.add(of(way, packs).get(round).perMinute()
                        / of(SCRIPT, packs).get(round).perMinute());
            }
            return Sample.of(ratios).spread();
        }

        Spent last(String way, int packs) {
            List<Spent> all = of(way, packs);
            return all.get(all.size() - 1);
        }
    }

    private static String into(int packs) {
        return packs == 1 ? ", into one pack" : ", into " + packs + " packs at once";
    }

    @Override
    public String name() {
        return "deployments";
    }

    @Override
    public Answer run() throws Exception {
        var rounds = new Rounds(new LinkedHashMap<>());
        try (StubProcess stub = StubProcess.start();
                Engine engine = stub.engine()) {
            Stores memory = MemoryStores.create(InstantSource.system());
            List<DeployedTest> packs = DeployedTest.of(
                    IntStream.range(0, PACKS)
                            .mapToObj(pack -> test("first", pack))
                            .toList(),
                    engine,
                    memory);
            var script = new BareDeployment(stub, packs.get(0));
            try (SstCore core = SstCore.builder(engine)
                    .stores(memory)
                    .inspector(BenchmarkedTests.INSPECTOR)
                    .start()) {
                for (int round = -WARM_UPS; round < ROUNDS; round++) {
                    for (int at : List.of(1, PACKS)) {
                        round(at, core, script, stub, round < 0 ? new Rounds(new LinkedHashMap<>()) : rounds);
                    }
                }
            }
        }
        return answer(rounds);
    }

    private static void round(int packs, SstCore core, BareDeployment script, StubProcess stub, Rounds rounds)
            throws Exception {
        List<List<TestId>> tests = IntStream.range(0, packs)
                .mapToObj(pack -> IntStream.range(0, IN_EACH)
                        .mapToObj(i -> core.tests()
                                .create(test("test " + i, pack), "benchmarks")
                                .test()
                                .id())
                        .toList())
                .toList();
        Way ours = pack -> tests.get(pack).forEach(id -> core.deployments().deploy(id, false, step -> {}));
        Way bare = pack -> {
            for (int i = 0; i < IN_EACH; i++) {
                script.deploy(pack(pack));
            }
        };
        rounds.add(SCRIPT, packs, spent(packs, stub, bare));
        rounds.add(OURS, packs, spent(packs, stub, ours));
        rounds.add(AGAIN, packs, spent(packs, stub, ours));
        tests.forEach(pack -> pack.forEach(id -> core.tests().delete(id, "benchmarks")));
        script.remove();
    }

    /** In so many packs at once. */
    private static Spent spent(int packs, StubProcess stub, Way way) throws Exception {
        Requests requests = stub.requests();
        long processor = ProcessorTime.ofThisOne();
        long begun = System.nanoTime();
        var next = new AtomicInteger();
        InParallel.times(packs, packs, () -> {
            way.deploy(next.getAndIncrement());
            return true;
        });
        double seconds = (System.nanoTime() - begun) / 1e9;
        processor = ProcessorTime.ofThisOne() - processor;
        var spent =
                new Spent(packs * IN_EACH, seconds, processor, stub.requests().since(requests));
        System.err.printf("  %d packs: %.0f a minute, %.1f calls each%n", packs, spent.perMinute(), spent.calls());
        return spent;
    }

    private static TestDefinition test(String name, int pack) {
        return BenchmarkedTests.action(Duration.ZERO).toBuilder()
                .name(name)
                .pack(pack(pack))
                .build();
    }

    private static String pack(int number) {
        return "benchmark_" + number;
    }

    private static Answer answer(Rounds rounds) {
        var table = Table.titled(
                "Deployments of action tests",
                "what",
                "a minute",
                "ratio",
                "calls each",
                "of them writes",
                "our processor time each, ms",
                "by kind, each");
        List<Figure> figures = new ArrayList<>();
        for (int packs : List.of(1, PACKS)) {
            for (String way : List.of(SCRIPT, OURS, AGAIN)) {
                row(table, rounds, way, packs);
            }
            figures.add(new Figure(
                    "Deployments a minute" + into(packs),
                    rounds.perMinute(OURS, packs) + ", ratio " + rounds.ratio(OURS, packs) + ", "
                            + Sample.number(rounds.last(OURS, packs).calls()) + " calls each",
                    SCRIPT + ": " + rounds.perMinute(SCRIPT, packs) + ", "
                            + Sample.number(rounds.last(SCRIPT, packs).calls()) + " calls each",
                    "no limit"));
        }
        table.note(ROUNDS + " rounds of " + IN_EACH + " deployments to each pack, after " + WARM_UPS
                + " to warm up; one after another into one pack, because only one at a time may write there. The packs are"
                + " there before. The baseline sends the same action, reads its record, and has `core.local` print the checksums"
                + " of its files; it asks for that execution at the same intervals as ours, the first time after 0.1 s, which"
                + " is most of what both take, since the stub ends it at once. Calls are those of the last round.");
        return new Answer(figures, List.of(table.build()));
    }

    private static void row(Table.Builder table, Rounds rounds, String way, int packs) {
        Spent last = rounds.last(way, packs);
        table.row(
                way + into(packs),
                rounds.perMinute(way, packs),
                rounds.ratio(way, packs),
                Sample.number(last.calls()),
                Sample.number((double) last.requests().writes() / last.deployments()),
                Sample.of(rounds.of(way, packs).stream()
                                .map(spent -> (double) spent.processor() / spent.deployments())
                                .toList())
                        .spread(),
                last.requests().text(last.deployments()));
    }
}
