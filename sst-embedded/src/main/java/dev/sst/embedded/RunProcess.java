package dev.sst.embedded;

import dev.sst.harness.Envelope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the process of a run:
 *
 * <ol>
 *   <li>the process is started with a cleared environment and its output into a file; it waits for its envelope;
 *   <li>its identity is written down;
 *   <li>the envelope goes to its standard input. Whatever dies before the last byte of it, nothing has been run.
 * </ol>
 */
final class RunProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RunProcess.class);

    /** How long the process may take to read its envelope. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Home home;
    private final Programs programs;
    private final Bubblewrap bubblewrap;
    private final String searchPath;
    private final Executor writers;

    RunProcess(Home home, Programs programs, Bubblewrap bubblewrap, String searchPath, Executor writers) {
        this.home = home;
        this.programs = programs;
        this.bubblewrap = bubblewrap;
        this.searchPath = searchPath;
        this.writers = writers;
    }

    /**
     * Starts it.
     *
     * @param python the interpreter: the machine's, or that of a virtual environment
     * @throws IOException when nothing was run
     */
    Process start(Run run, Path python, Envelope envelope) throws IOException {
        RunFolder folder = run.folder();
        Process process = builder(run, python).start();
        try {
            folder.writeProcess(ProcessIdentity.of(process.pid()));
            hand(process, envelope);
            return process;
        } catch (IOException e) {
            giveUp(run, process);
            if (folder.begun()) {
                return process;
            }
            throw e;
        }
    }

    /** Ends it with all that belongs to it, so that whether it has begun can no longer change; then lets go of its input. */
    private static void giveUp(Run run, Process process) {
        MarkedProcesses.kill(process.toHandle(), run.id().value());
        try {
            process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            process.getOutputStream().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("run {}: the rest of its order found no reader: {}", run.id(), e.toString());
        }
    }

    /** The process that is to be asked to end: the harness, which bubblewrap keeps as its only child. */
    ProcessHandle harness(ProcessHandle started) {
        return bubblewrap.active() ? started.children().findFirst().orElse(started) : started;
    }

    private ProcessBuilder builder(Run run, Path python) {
        Path content = home.content().resolve(run.order().content());
        List<String> command = List.of(
                python.toString(),
                programs.launcher().toString(),
                content.toString(),
                home.cache().toString());
        List<Path> readable = List.of(programs.folder(), content, home.cache(), home.environments());
        List<Path> writable = List.of(home.keys(), run.folder().work());
        var builder = new ProcessBuilder(bubblewrap.wrap(command, home.servers(), readable, writable))
                .directory(
                        bubblewrap.active()
                                ? Path.of("/").toFile()
                                : run.folder().work().toFile())
                .redirectErrorStream(true)
                .redirectOutput(run.folder().output().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(run, python));
        return builder;
    }

    private Map<String, String> environment(Run run, Path python) {
        String work = run.folder().work().toString();
        var environment = new LinkedHashMap<String, String>();
        environment.put("PATH", python.getParent() + ":" + searchPath);
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", work);
        environment.put("TMPDIR", work);
        environment.put(MarkedProcesses.MARK, run.id().value());
        environment.put("SST_SHIM", programs.shim().toString());
        environment.put("SST_KEYS", home.keys().resolve("keys.sqlite").toString());
        environment.put("ST2_ACTION_PACK_NAME", run.order().pack());
        environment.put("ST2_ACTION_EXECUTION_ID", run.id().value());
        return environment;
    }

    private void hand(Process process, Envelope envelope) throws IOException {
        byte[] line = (envelope.text() + "\n").getBytes(StandardCharsets.US_ASCII);
        var writing = new FutureTask<Void>(() -> {
            try (OutputStream input = process.getOutputStream()) {
                input.write(line);
            }
            return null;
        });
        try {
            writers.execute(writing);
            writing.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("the engine is closed", e);
        } catch (ExecutionException e) {
            throw new IOException("the process ended before it had read its order", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the process did not read its order within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the order was handed over", e);
        }
    }
}
