package dev.sst.embedded;

import dev.sst.EngineUnavailableException;
import dev.sst.spi.Deployer;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Runner;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tests as processes of this machine, with StackStorm's semantics: the same harness, its {@code Action} base class, a
 * key-value service, its rules for exit codes and time-outs. It needs a {@code python3} and nothing else. It is chosen, never
 * fallen back to. Thread-safe.
 *
 * <p>Everything it writes lies in its home folder, which one engine at a time may have open. Runs outlive it: each ends at
 * its own deadline at the latest, and the next engine on the same home adopts those that go on, reads the reports of those
 * that ended meanwhile, and tells of those that died without one.
 */
public final class EmbeddedEngine implements Engine {
    /** What this engine is called in the API, in logs and on pages. */
    public static final String NAME = "embedded";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);
    private static final int WORKERS = 4;

    private final HomeLock lock;
    private final String homeId;
    private final ScheduledThreadPoolExecutor workers;
    private final Deployer deployer;
    private final Runner runner;
    private final EngineMonitor monitor;

    private EmbeddedEngine(EmbeddedSettings settings, InstantSource clock, Home home, HomeLock lock)
            throws IOException {
        this.lock = lock;
        homeId = SystemHomeId.of(home.id());
        workers = workers();
        Optional<Interpreter> python = python(settings);
        Bubblewrap bubblewrap = Bubblewrap.find(settings, home, python);
        var environments = new PythonEnvironments(home, settings, bubblewrap, python.orElse(null));
        var processes = new RunProcess(home, Programs.in(home.programs()), bubblewrap, settings.searchPath(), workers);
        var supervision = new RunSupervision(processes, settings, clock, workers);
        var runs = new Runs(home.runs());
        deployer = new EmbeddedDeployer(new ContentStore(home.content()), environments, runs::contentInUse, clock);
        runner = new EmbeddedRunner(
                settings, home, runs, new EmbeddedRunner.Supervised(processes, supervision, clock), environments);
        monitor = new EmbeddedMonitor(environments, bubblewrap, runs, clock);
        runs.load(supervision);
        LOG.info("embedded engine in {}, sandbox {}", home.root(), bubblewrap.description());
    }

    /**
     * Opens the engine on its home folder and takes over what an earlier one left there. A machine without Python does not
     * keep it from opening: {@link #monitor()} says so, and nothing can be deployed.
     *
     * @throws dev.sst.ConflictException HELD_ELSEWHERE, when another engine has the folder open
     * @throws EngineUnavailableException when the folder cannot be used, or a required sandbox does not work
     */
    public static EmbeddedEngine open(EmbeddedSettings settings, InstantSource clock) {
        try {
            Home home = Home.in(settings.home());
            HomeLock lock = HomeLock.take(home.lock());
            try {
                return new EmbeddedEngine(settings, clock, home, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EngineUnavailableException("the folder " + settings.home() + " cannot be used: " + e, e);
        }
    }

    /** Names the home folder, the same at every start: two servers with different ones must not share a database. */
    public String homeId() {
        return homeId;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Deployer deployer() {
        return deployer;
    }

    @Override
    public Runner runner() {
        return runner;
    }

    @Override
    public EngineMonitor monitor() {
        return monitor;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock of the home folder could not be given back: {}", e.toString());
        }
    }

    private static Optional<Interpreter> python(EmbeddedSettings settings) {
        try {
            return Optional.of(Interpreter.find(settings.python(), settings.searchPath()));
        } catch (EngineUnavailableException e) {
            LOG.warn("no test can run: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static ScheduledThreadPoolExecutor workers() {
        var number = new AtomicInteger();
        var executor = new ScheduledThreadPoolExecutor(WORKERS, task -> {
            var thread = new Thread(task, "sst-embedded-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }
}
