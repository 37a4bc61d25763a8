package dev.sst.embedded;

import dev.sst.EngineUnavailableException;
import dev.sst.deployment.CodeShape;
import dev.sst.embedded.RunEnd.EndedBy;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Outcome;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.Step;
import dev.sst.harness.Caps;
import dev.sst.harness.Envelope;
import dev.sst.harness.HarnessFiles;
import dev.sst.harness.Limits;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.Runner;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Runs deployed tests as processes of this machine. A run's id is its key, so the same order sent twice is one run. Runs
 * outlive the server: each has its own deadline, and the next server on the same home adopts it.
 */
final class EmbeddedRunner implements Runner {
    private final EmbeddedSettings settings;
    private final Home home;
    private final Runs runs;
    private final RunProcess processes;
    private final RunSupervision supervision;
    private final PythonEnvironments environments;
    private final InstantSource clock;
    private final Set<EngineExecutionId> beingStarted = ConcurrentHashMap.newKeySet();

    EmbeddedRunner(
            EmbeddedSettings settings, Home home, Runs runs, Supervised supervised, PythonEnvironments environments) {
        this.settings = settings;
        this.home = home;
        this.runs = runs;
        this.processes = supervised.processes();
        this.supervision = supervised.supervision();
        this.clock = supervised.clock();
        this.environments = environments;
    }

    /** What starts runs and what sees them to their end, by the same clock. */
    record Supervised(RunProcess processes, RunSupervision supervision, InstantSource clock) {}

    @Override
    public StartAnswer start(StartOrder order) {
        EngineExecutionId id = RunRecord.idOf(order.key());
        if (!beingStarted.add(id)) {
            return new StartAnswer.Unknown("a run of that key is being started");
        }
        try {
            return runs.find(id).isPresent() ? new StartAnswer.Started(id) : startNew(order);
        } finally {
            beingStarted.remove(id);
        }
    }

    private StartAnswer startNew(StartOrder order) {
        CodeShape shape = order.deployment().shape();
        Optional<String> content = ContentFolders.of(order.deployment());
        if (shape == null || content.isEmpty()) {
            return new StartAnswer.Rejected(order.deployment().ref() + " was not deployed by the embedded engine");
        }
        if (!Files.exists(home.content().resolve(content.get()).resolve(HarnessFiles.HARNESS))) {
            return new StartAnswer.Rejected(
                    "the deployed files of " + order.deployment().ref() + " are gone: deploy it again");
        }
        if (runs.going() >= settings.maxRuns()) {
            return new StartAnswer.NotSent(settings.maxRuns() + " runs are going on, which is the limit");
        }
        RunRecord record = RunRecord.of(order, shape, content.get(), clock.instant());
        try {
            return launch(record, order);
        } catch (IOException e) {
            return new StartAnswer.NotSent("the process could not be started: " + e.getMessage());
        } catch (EngineUnavailableException e) {
            return new StartAnswer.NotSent(String.valueOf(e.getMessage()));
        } catch (RejectedExecutionException e) {
            return new StartAnswer.Unknown("the engine was closed while it started the run");
        }
    }

    private StartAnswer launch(RunRecord record, StartOrder order) throws IOException {
        Optional<Path> python = environments.pythonFor(record.pack(), order.metadata());
        if (python.isEmpty()) {
            return new StartAnswer.Rejected("the virtual environment of " + record.ref() + " is gone: deploy it again");
        }
        Limits limits = settings.limits();
        Run run = Run.about(record, runs.folder(record.id()));
        run.folder().delete();
        run.folder().create(record);
        run.folder().writeParameters(order.parameters(), order.secrets());
        runs.add(run);
        try {
            Process process = processes.start(run, python.get(), Envelope.of(order, Caps.LOCAL, limits));
            supervision.follow(run, process);
            return new StartAnswer.Started(run.id());
        } catch (IOException e) {
            runs.remove(run);
            run.folder().delete();
            throw e;
        }
    }

    @Override
    public Optional<EngineExecutionId> findByKey(StartOrder order, Instant notBefore) {
        return runs.find(RunRecord.idOf(order.key())).map(Run::id);
    }

    /** A run here is one process. */
    @Override
    public List<Step> steps(EngineExecutionId id) {
        return List.of();
    }

    @Override
    public List<Observation> observe(Collection<EngineExecutionId> ids) {
        return ids.stream()
                .map(id -> runs.find(id).map(Run::observation).orElse(new Observation(id, EngineState.LOST)))
                .toList();
    }

    @Override
    public List<Outcome> collect(Collection<CollectOrder> orders) {
        List<Outcome> outcomes = orders.stream()
                .map(order ->
                        runs.find(order.id()).map(run -> outcome(run, order)).orElseGet(() -> lost(order.id())))
                .flatMap(Optional::stream)
                .toList();
        runs.prune(settings.keptRuns(), clock.instant());
        return outcomes;
    }

    private static Optional<Outcome> outcome(Run run, CollectOrder order) {
        return run.end().map(end -> {
            run.collected();
            Evidence evidence = end.reason() == null
                    ? RunSupervision.evidence(run, order.nonce())
                    : new Evidence.Unreported(
                            end.reason(), end.result(run.order().shape()));
            return new Outcome(run.id(), end.state(), evidence, run.order().startedAt(), end.at(), null, null);
        });
    }

    private static Optional<Outcome> lost(EngineExecutionId id) {
        var evidence = new Evidence.Unreported("the embedded engine does not know this run", null);
        return Optional.of(new Outcome(id, EngineState.LOST, evidence, null, null, null, null));
    }

    @Override
    public void cancel(EngineExecutionId id) {
        runs.find(id).ifPresent(run -> supervision.end(run, EndedBy.CANCEL));
    }

    @Override
    public OutputChunk output(EngineExecutionId id, long after) {
        Optional<Run> run = runs.find(id);
        if (run.isEmpty()) {
            return new OutputChunk(after, "", after, true);
        }
        RunFolder folder = run.get().folder();
        long offset = Math.max(0, after);
        try {
            return run.get().end().isPresent()
                    ? LiveText.finished(offset, folder.readOutput(0, RunFolder.MAX_OUTPUT_BYTES))
                    : LiveText.running(offset, folder.readOutput(offset, LiveText.MAX_PIECE_BYTES));
        } catch (IOException e) {
            throw new EngineUnavailableException("the output of run " + id + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Signals signals(Consumer<Observation> listener) {
        Consumer<Observation> own = listener::accept;
        supervision.listen(own);
        return new Signals() {
            @Override
            public boolean healthy() {
                return true;
            }

            @Override
            public void close() {
                supervision.forget(own);
            }
        };
    }
}
