package dev.sst.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of a run, found by the mark in the environment they were started with. What a harness that was killed could
 * not sweep is found this way, whatever its parent and session. It needs Linux's {@code /proc}; elsewhere nothing is found.
 * A process that was started with another environment on purpose is not found either: bubblewrap is what holds those.
 */
final class MarkedProcesses {
    /** The variable that carries the run's id. */
    static final String MARK = "SST_RUN";

    private static final Logger LOG = LoggerFactory.getLogger(MarkedProcesses.class);
    private static final int MAX_ROUNDS = 100;
    private static final long ROUND_MILLIS = 20;
    private static final Path PROC = Path.of("/proc");

    private MarkedProcesses() {}

    /** Whether processes can be found this way here. */
    static boolean canBeFound() {
        return Files.isReadable(PROC.resolve("self").resolve("environ"));
    }

    static List<ProcessHandle> of(String runId) {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                if (isMarked(entry, runId)) {
                    ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            return found;
        }
        return found;
    }

    /** Kills a run: what its first process started, that process, which may only be a wrapper around it, and what is left. */
    static void kill(ProcessHandle first, String runId) {
        List<ProcessHandle> descendants = first.descendants().toList();
        descendants.forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly();
        kill(runId);
    }

    /** Kills them until there are none: one that forks while the others die is met in the next round. */
    static void kill(String runId) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            List<ProcessHandle> left =
                    of(runId).stream().filter(ProcessHandle::isAlive).toList();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            awaitExit(left);
        }
    }

    private static void awaitExit(List<ProcessHandle> processes) {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(ROUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.trace("not all processes have ended yet", e);
        }
    }

    private static boolean isMarked(Path entry, String runId) {
        try {
            String environment = new String(Files.readAllBytes(entry.resolve("environ")), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + MARK + "=" + runId + "\0");
        } catch (IOException e) {
            return false;
        }
    }
}
