package dev.sst.embedded;

import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Probe;
import dev.sst.spi.Probe.Ability;
import dev.sst.test.TestType;
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

    /** Nothing is tried: the state says all there is. */
    @Override
    public Probe probe() {
        Status status = status();
        String error = status.error();
        Ability actions = error == null
                ? new Ability(TestType.ACTION, Probe.State.WORKS, "Python runs them on this machine")
                : new Ability(TestType.ACTION, Probe.State.FAILS, error);
        return new Probe(
                status.at(),
                List.of(),
                List.of(
                        actions,
                        needsStackStorm(TestType.WORKFLOW),
                        needsStackStorm(TestType.RULE),
                        needsStackStorm(TestType.SENSOR)));
    }

    private static Ability needsStackStorm(TestType type) {
        return new Ability(type, Probe.State.FAILS, "the embedded engine cannot run these: use a StackStorm for them");
    }

    @Override
    public Optional<Probe> lastProbe() {
        return Optional.of(probe());
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
