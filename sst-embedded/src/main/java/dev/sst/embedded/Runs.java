package dev.sst.embedded;

import dev.sst.execution.EngineExecutionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs whose folders are kept. What lies on disk is the truth; this is what was read of it. Thread-safe. */
final class Runs {
    /** How long a finished run that nobody collected is kept. */
    static final Duration UNCOLLECTED = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Path folder;
    private final Map<EngineExecutionId, Run> known = new ConcurrentHashMap<>();

    Runs(Path folder) {
        this.folder = folder;
    }

    /** Reads what an earlier server left. A folder in which nothing was begun is removed. */
    void load(RunSupervision supervision) throws IOException {
        for (Path path : Folders.list(folder)) {
            try {
                load(new RunFolder(path), supervision);
            } catch (IOException e) {
                LOG.warn("{} cannot be read and is left alone: {}", path, e.toString());
            }
        }
    }

    private void load(RunFolder runFolder, RunSupervision supervision) throws IOException {
        Optional<RunRecord> order = runFolder.order();
        Optional<RunEnd> end = runFolder.end();
        Optional<ProcessHandle> process = runFolder.process().flatMap(ProcessIdentity::alive);
        if (order.isEmpty() || (!runFolder.begun() && process.isEmpty())) {
            MarkedProcesses.kill(runFolder.path().getFileName().toString());
            runFolder.delete();
            return;
        }
        Run run = Run.found(order.get(), runFolder, end.orElse(null));
        known.put(run.id(), run);
        if (end.isEmpty() && process.isPresent()) {
            LOG.info("run {} goes on: it is adopted", run.id());
            supervision.adopt(run, process.get());
        } else if (end.isEmpty()) {
            RunEnd found = supervision.settle(run, null);
            LOG.info("run {} ended while no server was there: {}", run.id(), found.state());
        }
    }

    /** The folder a run of that id has. */
    RunFolder folder(EngineExecutionId id) {
        return new RunFolder(folder.resolve(id.value()));
    }

    void add(Run run) {
        known.put(run.id(), run);
    }

    void remove(Run run) {
        known.remove(run.id());
    }

    Optional<Run> find(EngineExecutionId id) {
        return Optional.ofNullable(known.get(id));
    }

    long going() {
        return known.values().stream().filter(run -> run.end().isEmpty()).count();
    }

    /** The content folders that runs which go on were started from. */
    Set<String> contentInUse() {
        return known.values().stream()
                .filter(run -> run.end().isEmpty())
                .map(run -> run.order().content())
                .collect(Collectors.toSet());
    }

    List<Run> newest(int limit) {
        return known.values().stream()
                .sorted(Comparator.comparing((Run run) -> run.order().startedAt())
                        .reversed())
                .limit(limit)
                .toList();
    }

    /** Removes the oldest finished runs beyond that number; one whose outcome may still be wanted stays for a day. */
    void prune(int kept, Instant now) {
        List<Run> finished = newest(Integer.MAX_VALUE).stream()
                .filter(run -> run.end().isPresent())
                .toList();
        finished.stream()
                .skip(kept)
                .filter(run -> run.disposable(now.minus(UNCOLLECTED)))
                .forEach(run -> {
                    remove(run);
                    try {
                        run.folder().delete();
                    } catch (IOException e) {
                        LOG.warn("the folder of run {} could not be removed: {}", run.id(), e.toString());
                    }
                });
    }
}
