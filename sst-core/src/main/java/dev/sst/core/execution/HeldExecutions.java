package dev.sst.core.execution;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.ExecutionId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything this node holds, by its own id and by the engine's. Belongs to the worker's thread. */
final class HeldExecutions {
    private static final int EARLY_SIGNALS = 4096;

    private final Map<ExecutionId, Held> held = new LinkedHashMap<>();
    private final Map<EngineExecutionId, Held> runs = new HashMap<>();
    private final Set<EngineExecutionId> early = new LinkedHashSet<>();

    int size() {
        return held.size();
    }

    List<Held> all() {
        return List.copyOf(held.values());
    }

    @Nullable
    Held get(ExecutionId id) {
        return held.get(id);
    }

    @Nullable
    Held run(EngineExecutionId id) {
        return runs.get(id);
    }

    /** Whether this is still what is known of its execution. */
    boolean current(Held known) {
        return held.get(known.execution.id()) == known;
    }

    void take(Held taken) {
        held.put(taken.execution.id(), taken);
        known(taken);
    }

    /** The engine's name of it has become known, if it has one. */
    void known(Held taken) {
        if (taken.run != null) {
            runs.put(taken.run, taken);
        }
    }

    void forget(Held known) {
        held.remove(known.execution.id(), known);
        if (known.run != null) {
            runs.remove(known.run, known);
        }
    }

    void clear() {
        held.clear();
        runs.clear();
    }

    /** A run ended that is not known here: it may be somebody else's, or one whose start has not been answered yet. */
    void endedEarly(EngineExecutionId run) {
        early.add(run);
        if (early.size() > EARLY_SIGNALS) {
            early.remove(early.iterator().next());
        }
    }

    /** Whether that run's end was heard of before its start was answered. */
    boolean hadEnded(EngineExecutionId run) {
        return early.remove(run);
    }
}
