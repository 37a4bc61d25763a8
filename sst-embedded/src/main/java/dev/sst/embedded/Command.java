package dev.sst.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program of ours to its end: with bounded time, with files in place of pipes so that neither side can block the
 * other, and with nothing of this process's environment but what is given.
 */
final class Command {
    /** How much of a program's output is read. */
    static final int MAX_OUTPUT_BYTES = 1024 * 1024;

    private final List<String> words;
    private final Map<String, String> environment;

    Command(List<String> words, Map<String, String> environment) {
        this.words = List.copyOf(words);
        this.environment = Map.copyOf(environment);
    }

    /**
     * What became of it.
     *
     * @param finished {@code false} when it was killed because its time was over
     * @param output what it printed on both outputs, from the beginning
     */
    record Result(boolean finished, int exitCode, String output) {
        boolean succeeded() {
            return finished && exitCode == 0;
        }

        /** The last lines of the output, for a message. */
        String lastWords() {
            String text = output.strip();
            return text.length() > 500 ? "..." + text.substring(text.length() - 500) : text;
        }
    }

    /**
     * Runs it.
     *
     * @throws IOException when it cannot be started
     */
    Result run(byte[] input, Duration atMost) throws IOException {
        Path folder = Files.createTempDirectory("sst-command");
        try {
            Path in = Files.write(folder.resolve("in"), input);
            Path out = folder.resolve("out");
            var builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean finished = ended(process, atMost);
            try (var stream = Files.newInputStream(out)) {
                String text = new String(stream.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
                return new Result(finished, finished ? process.exitValue() : -1, text);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static boolean ended(Process process, Duration atMost) {
        boolean finished = false;
        try {
            finished = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!finished) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        return finished;
    }
}
