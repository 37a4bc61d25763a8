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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the harness adds to a test, on this machine: whole processes, from their start to their end. */
final class HarnessCost implements Benchmark {
    private static final int ROUNDS = 40;
    private static final int WARM_UPS = 3;
    private static final String TEST = """
            #!/usr/bin/env python3
            print('{"status": "success"}')
            """;

    private static final String BARE = "python3 -c ''";
    private static final String SCRIPT = "the test alone";
    private static final String HARNESS = "the test in the harness";

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
        var deployment =
                new Deployment(1, "benchmark", "pack.test", CodeShape.SCRIPT, "", List.of(), null, Instant.EPOCH);
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

    private static Map<String, List<Double>> measure(Map<String, List<String>> commands) throws Exception {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (var command : commands.entrySet()) {
                double taken = millis(command.getValue());
                if (round >= 0) {
                    millis.computeIfAbsent(command.getKey(), key -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        return millis;
    }

    private static double millis(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int exit = process.waitFor();
        double taken = (System.nanoTime() - start) / 1e6;
        if (exit != 0) {
            throw new IOException(command.get(1) + " ended with " + exit);
        }
        return taken;
    }

    private static Answer answer(Map<String, List<Double>> millis) {
        var table = Table.titled("The harness", "what", "ms", "more than " + BARE + ", ms");
        List<Double> bare = millis.getOrDefault(BARE, List.of());
        List<Double> with = millis.getOrDefault(HARNESS, List.of());
        List<Double> without = millis.getOrDefault(SCRIPT, List.of());
        millis.forEach((what, taken) -> table.row(
                what,
                Sample.of(taken).spread(),
                Sample.of(differences(taken, bare)).spread()));
        String own = Sample.of(differences(with, without)).spread();
        table.row("the harness's own: with it less without it", own, "")
                .note(ROUNDS + " rounds; the harness is one Python process and the test in it another, so about one "
                        + BARE + " of its own cost is an interpreter's start.");
        var figure = new Figure(
                "The harness's own cost",
                own + " ms",
                BARE + ": " + Sample.of(bare).spread() + " ms; " + SCRIPT + ": "
                        + Sample.of(without).spread() + " ms",
                "60 ms");
        return new Answer(List.of(figure), List.of(table.build()));
    }

    private static List<Double> differences(List<Double> with, List<Double> without) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            differences.add(with.get(i) - without.get(i));
        }
        return differences;
    }
}
