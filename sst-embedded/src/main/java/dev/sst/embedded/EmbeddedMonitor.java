package dev.sst.embedded;

import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.spi.EngineMonitor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tells how the machine's Python and the sandbox fare, and what was run. */
final class EmbeddedMonitor implements EngineMonitor {
    private final PythonEnvironments environments;
    private final Bubblewrap bubblewrap;
    private final Runs runs;
    private final InstantSource clock;

    EmbeddedMonitor(PythonEnvironments environments, Bubblewrap bubblewrap, Runs runs, InstantSource clock) {
        this.environments = environments;
        this.bubblewrap = bubblewrap;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public Status status() {
        var details = JsonObject.builder()
                .put("engine", EmbeddedEngine.NAME)
                .put("sandbox", bubblewrap.description())
                .put("runs", runs.going());
        if (!MarkedProcesses.canBeFound()) {
            details.put("not_guaranteed", "without /proc, processes that leave their group may outlive their test");
        }
        try {
            Interpreter python = environments.interpreter();
            details.put("python", python.version())
                    .put("python_path", python.path().toString());
            return new Status(false, true, null, null, null, clock.instant(), details.build());
        } catch (EngineUnavailableException e) {
            return new Status(false, false, null, null, e.getMessage(), clock.instant(), details.build());
        }
    }

    @Override
    public List<JsonObject> recent(int limit) {
        return runs.newest(limit).stream().map(StackStormView::of).toList();
    }

    @Override
    public Optional<JsonObject> run(String id) {
        try {
            return runs.find(new EngineExecutionId(id)).map(StackStormView::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
