package dev.sst.spi;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.RunOutput;
import dev.sst.test.TestId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps executions. Thread-safe. Versions are the fences: a change made from an older version is not stored, and the answer
 * says so. Throws {@link dev.sst.StoreUnavailableException} when it cannot be reached, and nothing else for reasons of its
 * own. Claiming is {@link ExecutionClaims}, which the same adapter implements.
 */
public interface ExecutionStore {
    /**
     * Stores new executions (version 0), all or none; they have version 1 afterwards. An id that exists already is left as it
     * is.
     */
    void add(List<Execution> executions);

    /**
     * Stores each change in order, whole or not at all, all in one commit where possible. Where the execution or the incident
     * has another version than the change was made from, or another incident of that key is open, that change is left out.
     * A stored execution and incident have version + 1; parameters and context stay as they were added. When the stored
     * execution is finished or queued, nobody owns it any more.
     *
     * @return for each change whether it was stored
     */
    List<Boolean> save(List<ExecutionChange> changes);

    /** Those that exist, in no order. */
    List<Execution> find(Collection<ExecutionId> ids);

    /** Newest first; ids sort by time. The cost does not grow with history. */
    List<Execution> list(ExecutionQuery query);

    /** The newest execution of each of these tests that has any. */
    Map<TestId, Execution> newest(Collection<TestId> tests);

    /** What the execution's last attempt printed; empty until finished. */
    Optional<RunOutput> output(ExecutionId id);

    /** Every move of the execution, oldest first. */
    List<HistoryEntry> history(ExecutionId id);
}
