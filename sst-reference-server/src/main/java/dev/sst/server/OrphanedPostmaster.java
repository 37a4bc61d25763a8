package dev.sst.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that outlived the server that started it. Found by {@code postmaster.pid}, and believed only when that process
 * is a postgres whose file names this very folder: process numbers are used again.
 */
final class OrphanedPostmaster {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostmaster.class);

    /** A fast shutdown writes what is in memory first. */
    private static final Duration FAST = Duration.ofSeconds(30);

    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private OrphanedPostmaster() {}

    /** Ends the postmaster of that folder, if there is one. */
    static void end(Path rows) throws IOException {
        Optional<ProcessHandle> orphan = find(rows);
        if (orphan.isEmpty()) {
            return;
        }
        ProcessHandle postmaster = orphan.get();
        LOG.info("Ending the PostgreSQL that an earlier server left behind (process {})", postmaster.pid());
        if (!ended(postmaster, "-INT", FAST) && !ended(postmaster, "-QUIT", AT_ONCE)) {
            throw new IOException("the PostgreSQL that an earlier server left behind (process " + postmaster.pid()
                    + ") does not end");
        }
    }

    private static Optional<ProcessHandle> find(Path rows) throws IOException {
        Path file = rows.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        boolean ours = lines.size() > 1
                && lines.get(0).matches("[0-9]{1,10}")
                && Path.of(lines.get(1)).equals(rows.toAbsolutePath());
        return ours
                ? ProcessHandle.of(Long.parseLong(lines.get(0))).filter(OrphanedPostmaster::isPostgres)
                : Optional.empty();
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private static boolean ended(ProcessHandle process, String signal, Duration patience) throws IOException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an earlier PostgreSQL ended", e);
        } catch (ExecutionException e) {
            throw new IOException("cannot wait for process " + process.pid(), e);
        }
    }
}
