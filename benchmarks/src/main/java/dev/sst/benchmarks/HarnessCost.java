package dev.sst.benchmarks;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.ExecutionId;
import dev.sst.harness.Caps;
import dev.sst.harness.Envelope;
import dev.sst.harness.Limits;
import dev.sst.json.JsonObject;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the harness adds to a test, on this machine: whole processes, from their start to their end. */
final class HarnessCost implements Benchmark {
    private static final int ROUNDS = 25;
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");
    private static final int WARM_UPS = 3;
    private static final String TEST = """
            #!/usr/bin/env python3
            print('{"status": "success"}')
            """;

    private static final String BARE = "python3 -c ''";
    private static final String SCRIPT = "the test alone";
    private static final String HARNESS = "the test in the harness";

    /** @param processor what it and its children used of processors, in milliseconds */
    private record Cost(double millis, double processor) {}

    @Override
    public String name() {
        return "harness";
    }

    @Override
    public Answer run() throws Exception {
        Path folder = Files.createTempDirectory("sst-benchmark");
        Path test = folder.resolve("test.py");
        Path harness = folder.resolve("sst_harness.py");
        try {
            Files.writeString(test, TEST);
            Files.write(harness, program());
            Map<String, List<String>> commands = new LinkedHashMap<>();
            commands.put(BARE, List.of("python3", "-c", ""));
            commands.put(SCRIPT, List.of("python3", test.toString()));
            commands.put(HARNESS, List.of("python3", harness.toString(), "--sst_parameters=" + envelope()));
            return answer(measure(commands));
        } finally {
            Files.delete(test);
            Files.delete(harness);
            Files.delete(folder);
        }
    }

    private static byte[] program() throws IOException {
        try (InputStream program = Envelope.class.getResourceAsStream("sst_harness.py")) {
            if (program == null) {
                throw new IOException("the harness is not on the class path");
            }
            return program.readAllBytes();
        }
    }

    private static String envelope() {
        var deployment = Deployment.builder("pack.test", TestType.ACTION, 1, "benchmark", Instant.EPOCH)
                .shape(CodeShape.SCRIPT)
                .build();
        var order = new StartOrder(
                "key",
                "nonce",
                new TestId("test"),
                new ExecutionId("execution"),
                1,
                deployment,
                JsonObject.empty(),
                Set.of(),
                Duration.ofSeconds(60),
                JsonObject.empty());
        return Envelope.of(order, Caps.STACKSTORM, Limits.NONE).text();
    }

    private static Map<String, List<Cost>> measure(Map<String, List<String>> commands) throws Exception {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (var command : commands.entrySet()) {
                Cost cost = cost(command.getValue());
                if (round >= 0) {
                    costs.computeIfAbsent(command.getKey(), key -> new ArrayList<>())
                            .add(cost);
                }
            }
        }
        return costs;
    }

    /** In a shell, which says what its children used. */
    private static Cost cost(List<String> command) throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null 2>&1 && times", "sh"));
        timed.addAll(command);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(timed)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        double taken = (System.nanoTime() - start) / 1e6;
        if (exit != 0) {
            throw new IOException(command.get(1) + " ended with " + exit);
        }
        return new Cost(taken, used(told.strip().lines().skip(1).findFirst().orElse("")));
    }

    /** Such as {@code 0m0.040s 0m0.010s}. */
    private static double used(String times) throws IOException {
        Matcher parts = TIMES.matcher(times);
        if (!parts.matches()) {
            throw new IOException("the shell's times are unreadable: " + times);
        }
        return 60_000 * (number(parts, 1) + number(parts, 3)) + 1_000 * (number(parts, 2) + number(parts, 4));
    }

    private static double number(Matcher parts, int group) {
        return Double.parseDouble(parts.group(group));
    }

    private static Answer answer(Map<String, List<Cost>> costs) {
        var table = Table.titled("The harness", "what", "ms", "processor ms");
        costs.forEach((what, each) -> table.row(
                what,
                Sample.of(values(each, Cost::millis)).spread(),
                Sample.of(values(each, Cost::processor)).spread()));
        String own = own(costs, Cost::millis);
        String ownProcessor = own(costs, Cost::processor);
        table.row("the harness's own: with it less without it", own, ownProcessor)
                .note(ROUNDS + " rounds; the harness is one Python process and the test in it another, so about one "
                        + BARE
                        + " of its own cost is an interpreter's start. Processor time, of all processes, is what is"
                        + " left of it on a machine that does nothing else.");
        List<Cost> bare = costs.getOrDefault(BARE, List.of());
        var figure = new Figure(
                "The harness's own cost",
                own + " ms, processor " + ownProcessor + " ms",
                BARE + ": " + Sample.of(values(bare, Cost::millis)).spread() + " ms, processor "
                        + Sample.of(values(bare, Cost::processor)).spread() + " ms",
                "60 ms");
        return new Answer(List.of(figure), List.of(table.build()));
    }

    private static String own(Map<String, List<Cost>> costs, ToDoubleFunction<Cost> kind) {
        List<Double> with = values(costs.getOrDefault(HARNESS, List.of()), kind);
        List<Double> without = values(costs.getOrDefault(SCRIPT, List.of()), kind);
        return Sample.of(differences(with, without)).spread();
    }

    private static List<Double> values(List<Cost> costs, ToDoubleFunction<Cost> kind) {
        return costs.stream().map(kind::applyAsDouble).toList();
    }

    private static List<Double> differences(List<Double> with, List<Double> without) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            differences.add(with.get(i) - without.get(i));
        }
        return differences;
    }
}
