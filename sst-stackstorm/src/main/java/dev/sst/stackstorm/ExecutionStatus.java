package dev.sst.stackstorm;

import dev.sst.execution.EngineState;
import java.util.Map;
import java.util.Set;

/** StackStorm's words for where an execution stands. */
final class ExecutionStatus {

    static final String CANCELING = "canceling";
    static final String CANCELED = "canceled";
    static final String SUCCEEDED = "succeeded";

    static final String PAUSING = "pausing";
    static final String RESUMING = "resuming";

    /** It waits for a person's answer. */
    static final String PENDING = "pending";

    /** The runners whose executions have others as their steps. */
    static final Set<String> WORKFLOW_RUNNERS = Set.of("orquesta", "action-chain");

    /** The runner whose executions wait for a person's answer. */
    static final String INQUIRER = "inquirer";

    /** What is against an action of that runner in a test: no deadline and no cancel ends it. */
    static final String NO_TEST =
            " waits for a person's answer, and nothing else ends it: let a workflow do the asking";

    private static final Map<String, EngineState> STATES = Map.ofEntries(
            Map.entry("requested", EngineState.WAITING),
            Map.entry("scheduled", EngineState.WAITING),
            Map.entry("delayed", EngineState.WAITING),
            Map.entry("running", EngineState.RUNNING),
            Map.entry(PAUSING, EngineState.RUNNING),
            Map.entry("paused", EngineState.RUNNING),
            Map.entry(RESUMING, EngineState.RUNNING),
            Map.entry(PENDING, EngineState.RUNNING),
            Map.entry(CANCELING, EngineState.RUNNING),
            Map.entry(SUCCEEDED, EngineState.SUCCEEDED),
            Map.entry("failed", EngineState.FAILED),
            Map.entry("timeout", EngineState.TIMED_OUT),
            Map.entry(CANCELED, EngineState.CANCELLED),
            Map.entry("abandoned", EngineState.ABANDONED));

    private ExecutionStatus() {}

    /** Whether StackStorm has that word: for one that it has not, a list is empty. */
    static boolean known(String word) {
        return STATES.containsKey(word);
    }

    /** UNKNOWN for a word that this version does not know. */
    static EngineState state(String word) {
        return STATES.getOrDefault(word, EngineState.UNKNOWN);
    }
}
