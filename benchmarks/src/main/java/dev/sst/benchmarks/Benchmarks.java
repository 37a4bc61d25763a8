package dev.sst.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Runs the benchmarks named on the command line, all of them when none is, and prints what they found as Markdown; all
 * together they also write {@code docs/performance.md}. What it is doing goes to standard error. The current directory is the
 * project's.
 */
public final class Benchmarks {
    private static final Path DOCUMENT = Path.of("docs", "performance.md");
    private static final List<Benchmark> ALL = List.of(
            new Throughput(),
            Following.actions(),
            Following.workflows(),
            new WatchedRules(),
            new Deploying(),
            new HeapPerExecution(),
            new ListLatency(),
            new HarnessCost(),
            new PlainJava());

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments);
        List<String> names = ALL.stream().map(Benchmark::name).toList();
        if (!names.containsAll(wanted)) {
            System.err.println("Usage: benchmarks/run [" + String.join("] [", names) + "]");
            System.exit(2);
        }
        var page = new Page(Machine.described());
        for (Benchmark benchmark : ALL) {
            if (wanted.isEmpty() || wanted.contains(benchmark.name())) {
                measure(benchmark, page);
            }
        }
        publish(page.markdown(), wanted.isEmpty());
        System.exit(0);
    }

    private static void measure(Benchmark benchmark, Page page) throws Exception {
        System.err.println("measuring " + benchmark.name() + " ...");
        double load = Machine.load();
        long start = System.nanoTime();
        Answer answer = benchmark.run();
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        page.add(
                answer,
                String.format(
                        Locale.ROOT,
                        "Took %d s; load average %.1f before, %.1f after.",
                        seconds,
                        load,
                        Machine.load()));
    }

    private static void publish(String page, boolean complete) throws IOException {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(page);
        if (complete) {
            Files.writeString(DOCUMENT, page);
            System.err.println("written to " + DOCUMENT);
        }
    }
}
