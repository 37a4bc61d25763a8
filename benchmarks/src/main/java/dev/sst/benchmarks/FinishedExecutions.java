package dev.sst.benchmarks;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Verdict;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.HistoryEntry;
import dev.sst.spi.Stores;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stands before a store and notes when executions are stored as running and as finished: after the commit, so that nobody has
 * to ask the store while it is being measured. Thread-safe.
 */
final class FinishedExecutions implements ExecutionStore {
    private final ExecutionStore store;
    private final Map<EngineExecutionId, Instant> finished = new HashMap<>();
    private int started;
    private int passed;

    FinishedExecutions(ExecutionStore store) {
        this.store = store;
    }

    /** All stores, with this one before the executions. */
    Stores before(Stores stores) {
        return new Stores(
                stores.tests(),
                this,
                stores.claims(),
                stores.incidents(),
                stores.outbox(),
                stores.changes(),
                stores.leases(),
                stores.tokens(),
                stores.reports(),
                stores.executionReports());
    }

    /**
     * Waits until so many have finished.
     *
     * @return when each run was stored as finished
     * @throws IllegalStateException when they did not in that time, or one did not pass
     */
    synchronized Map<EngineExecutionId, Instant> awaitFinished(int count, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (finished.size() < count) {
            waitUntil(end, finished.size() + " of " + count + " executions finished");
        }
        if (passed != finished.size()) {
            throw new IllegalStateException(finished.size() - passed + " executions did not pass");
        }
        return Map.copyOf(finished);
    }

    /** Waits until so many have been stored as running. */
    synchronized void awaitStarted(int count, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (started < count) {
            waitUntil(end, started + " of " + count + " executions started");
        }
    }

    private void waitUntil(long end, String state) throws InterruptedException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left < 1) {
            throw new IllegalStateException("only " + state);
        }
        wait(left);
    }

    private synchronized void note(List<ExecutionChange> changes, List<Boolean> stored, Instant now) {
        for (int i = 0; i < changes.size(); i++) {
            Execution execution = changes.get(i).execution();
            if (stored.get(i)) {
                execution
                        .lastAttempt()
                        .flatMap(attempt -> attempt.engineExecution())
                        .ifPresent(run -> note(execution, run, now));
            }
        }
        notifyAll();
    }

    private void note(Execution execution, EngineExecutionId run, Instant now) {
        if (!execution.state().finished()) {
            started++;
            return;
        }
        finished.put(run, now);
        if (execution.verdict().filter(how -> how.verdict() == Verdict.PASSED).isPresent()) {
            passed++;
        }
    }

    @Override
    public List<Boolean> save(List<ExecutionChange> changes) {
        List<Boolean> stored = store.save(changes);
        note(changes, stored, Instant.now());
        return stored;
    }

    @Override
    public void add(List<Execution> executions) {
        store.add(executions);
    }

    @Override
    public List<Execution> find(Collection<ExecutionId> ids) {
        return store.find(ids);
    }

    @Override
    public List<Execution> list(ExecutionQuery query) {
        return store.list(query);
    }

    @Override
    public Map<TestId, Execution> newest(Collection<TestId> tests) {
        return store.newest(tests);
    }

    @Override
    public Optional<RunOutput> output(ExecutionId id) {
        return store.output(id);
    }

    @Override
    public List<HistoryEntry> history(ExecutionId id) {
        return store.history(id);
    }
}
