package dev.sst.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the library weighs in a program without Spring, and how soon a fresh JVM has a verdict: {@code examples/plain-java}. */
final class PlainJava implements Benchmark {
    private static final int ROUNDS = 10;
    private static final int WARM_UPS = 1;
    private static final Path EXAMPLE = Path.of("examples", "plain-java", "target");
    private static final Path JARS = EXAMPLE.resolve("dependency");
    private static final Path TREE = EXAMPLE.resolve("dependency-tree.txt");
    private static final String JAVA_BARE = "java -version";
    private static final String PYTHON_BARE = "python3 -c ''";
    private static final String EXAMPLE_RUN = "the example, until its first verdict";
    private static final String MAIN = "dev.sst.examples.plain.PlainJavaMain";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Override
    public String name() {
        return "plain-java";
    }

    @Override
    public Answer run() throws Exception {
        Map<String, Long> others = jars(false);
        Map<String, Long> ours = jars(true);
        Map<String, List<Double>> millis = verdict();
        return new Answer(figures(others, ours, millis), List.of(sizes(others, ours), table(millis)));
    }

    private static List<Figure> figures(
            Map<String, Long> others, Map<String, Long> ours, Map<String, List<Double>> millis) throws Exception {
        List<String> named = DirectDependencies.of("sst-api", "sst-json", "sst-core");
        return List.of(
                new Figure(
                        "Libraries that api and core name themselves",
                        named.size() + ": " + String.join(", ", named),
                        "none",
                        "at most 3"),
                new Figure(
                        "Class path without Spring, others' jars",
                        megabytes(others),
                        "ours: " + megabytes(ours),
                        "4 MB"),
                new Figure(
                        "First verdict of a fresh JVM",
                        spread(millis, EXAMPLE_RUN) + " ms",
                        JAVA_BARE + ": " + spread(millis, JAVA_BARE) + " ms; " + PYTHON_BARE + ": "
                                + spread(millis, PYTHON_BARE) + " ms",
                        "no limit"));
    }

    private static String spread(Map<String, List<Double>> millis, String what) {
        return Sample.of(millis.getOrDefault(what, List.of())).spread();
    }

    private static String megabytes(Map<String, Long> jars) {
        return Sample.number(jars.values().stream().mapToLong(Long::longValue).sum() / 1e6) + " MB";
    }

    private static Table sizes(Map<String, Long> others, Map<String, Long> ours) throws IOException {
        return Table.titled("The class path of a program without Spring", "whose", "jars", "in all", "which (kB)")
                .row("others'", Integer.toString(others.size()), megabytes(others), each(others))
                .row("ours", Integer.toString(ours.size()), megabytes(ours), each(ours))
                .note(
                        "`sst-core` with `sst-embedded`, everything at run time, as Maven resolves it for `examples/plain-java`:")
                .note("```text\n" + Files.readString(TREE).strip() + "\n```")
                .build();
    }

    private static String each(Map<String, Long> jars) {
        return jars.entrySet().stream()
                .map(jar -> jar.getKey() + " " + jar.getValue() / 1000)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Long> jars(boolean ours) throws IOException {
        var sizes = new LinkedHashMap<String, Long>();
        try (Stream<Path> jars = Files.list(JARS).sorted()) {
            for (Path jar : jars.toList()) {
                String name = jar.getFileName().toString();
                if (name.startsWith("sst-") == ours) {
                    sizes.put(name.replace(".jar", ""), Files.size(jar));
                }
            }
        }
        return sizes;
    }

    private static Map<String, List<Double>> verdict() throws IOException, InterruptedException {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(JAVA_BARE, List.of(JAVA, "-version"));
        commands.put(PYTHON_BARE, List.of("python3", "-c", ""));
        commands.put(EXAMPLE_RUN, List.of(JAVA, "-cp", EXAMPLE.resolve("classes") + ":" + JARS + "/*", MAIN));
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (var command : commands.entrySet()) {
                double taken = untilFirstLine(command.getValue());
                if (round >= 0) {
                    millis.computeIfAbsent(command.getKey(), key -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        return millis;
    }

    private static Table table(Map<String, List<Double>> millis) {
        var table = Table.titled("The first verdict of a fresh JVM", "what", "ms");
        millis.forEach((what, taken) -> table.row(what, Sample.of(taken).spread()));
        return table.note(ROUNDS
                        + " rounds. From the process's start: open the embedded engine, create a test, check and deploy"
                        + " it, run it as a Python process in the harness, judge it.")
                .build();
    }

    /** From its start until it prints a line, or ends without one; it is let go on to its end. */
    private static double untilFirstLine(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            lines.readLine();
            double taken = (System.nanoTime() - start) / 1e6;
            lines.lines().forEach(line -> {});
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
            }
            return taken;
        }
    }
}
