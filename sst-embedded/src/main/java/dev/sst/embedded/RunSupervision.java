package dev.sst.embedded;

import dev.sst.embedded.RunEnd.EndedBy;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.harness.Frame;
import dev.sst.spi.Observation;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees runs to their end. The system tells of it at once, nothing is polled. A run that somebody wants ended is asked first:
 * its harness ends the test, sweeps and reports. What is left after the grace is killed. Thread-safe.
 */
final class RunSupervision {
    private static final Logger LOG = LoggerFactory.getLogger(RunSupervision.class);

    private final RunProcess processes;
    private final Duration margin;
    private final Duration grace;
    private final InstantSource clock;
    private final ScheduledExecutorService workers;
    private final List<Consumer<Observation>> listeners = new CopyOnWriteArrayList<>();

    RunSupervision(
            RunProcess processes, EmbeddedSettings settings, InstantSource clock, ScheduledExecutorService workers) {
        this.processes = processes;
        this.margin = settings.margin();
        this.grace = settings.grace();
        this.clock = clock;
        this.workers = workers;
    }

    void listen(Consumer<Observation> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<Observation> listener) {
        listeners.remove(listener);
    }

    /** Follows a process that this server started. */
    void follow(Run run, Process process) {
        follow(run, process.toHandle(), process.onExit().thenApply(Process::exitValue));
    }

    /** Follows a process that an earlier server started: nobody learns its exit code. */
    void adopt(Run run, ProcessHandle process) {
        follow(run, process, process.onExit().thenApply(ended -> null));
    }

    /** Settles a run whose process is gone already. */
    RunEnd settle(Run run, @Nullable Integer exitCode) {
        Evidence evidence = evidence(run, run.order().nonce());
        if (evidence instanceof Evidence.Unreported) {
            MarkedProcesses.kill(run.id().value());
        }
        RunEnd end = end(run, evidence, exitCode);
        try {
            run.folder().writeEnd(end);
            Folders.delete(run.folder().work());
        } catch (IOException e) {
            LOG.warn("run {}: its end could not be written down: {}", run.id(), e.toString());
        }
        run.finish(end);
        return end;
    }

    private RunEnd end(Run run, Evidence evidence, @Nullable Integer exitCode) {
        EngineState state = RunEnd.state(evidence, run.endedBy());
        if (!(evidence instanceof Evidence.Unreported silent)) {
            return new RunEnd(state, clock.instant(), null, null);
        }
        String reason = silent.reason() + (exitCode == null ? "" : "; its process ended with exit code " + exitCode);
        return new RunEnd(state, clock.instant(), reason, began(run) ? exitCode : null);
    }

    private static boolean began(Run run) {
        try {
            return run.folder().begun();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the run reported. */
    static Evidence evidence(Run run, String nonce) {
        try {
            return Frame.read(run.folder().readOutput(), nonce, null);
        } catch (IOException e) {
            return new Evidence.Unreported("its output cannot be read: " + e.getMessage(), null);
        }
    }

    /** Ends a run: asks, and kills what is left after the grace. One that is over, or is being ended, is left alone. */
    void end(Run run, EndedBy by) {
        if (!run.endedBy(by)) {
            return;
        }
        LOG.info("run {} is ended: {}", run.id(), by);
        if (began(run)) {
            run.process().map(processes::harness).ifPresent(ProcessHandle::destroy);
            workers.schedule(() -> kill(run), grace.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            kill(run);
        }
    }

    private void kill(Run run) {
        if (run.end().isEmpty()) {
            LOG.info("run {} is killed", run.id());
            String id = run.id().value();
            run.process().ifPresentOrElse(process -> MarkedProcesses.kill(process, id), () -> MarkedProcesses.kill(id));
        }
    }

    private void follow(Run run, ProcessHandle process, CompletableFuture<@Nullable Integer> exit) {
        Duration left =
                Duration.between(clock.instant(), run.order().deadline()).plus(margin);
        run.follow(
                process,
                workers.schedule(
                        () -> end(run, EndedBy.DEADLINE), Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS));
        exit.thenAcceptAsync(exitCode -> over(run, exitCode), workers);
    }

    private void over(Run run, @Nullable Integer exitCode) {
        settle(run, exitCode);
        for (Consumer<Observation> listener : listeners) {
            try {
                listener.accept(run.observation());
            } catch (RuntimeException e) {
                LOG.warn("a listener failed", e);
            }
        }
    }
}
