package dev.sst.core.memory;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.RunOutput;
import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.HistoryEntry;
import dev.sst.test.TestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executions in memory. Everything package-private here is called with the lock held. */
final class MemoryExecutionStore implements ExecutionStore {
    private record Printed(int attempt, RunOutput output) {}

    private final Object lock;
    private final MemoryIncidentStore incidents;
    private final MemoryChangeFeed changes;
    private final TreeMap<ExecutionId, Execution> executions = new TreeMap<>();
    private final Map<TestId, TreeSet<ExecutionId>> byTest = new HashMap<>();
    private final Map<ExecutionId, Execution> unfinished = new HashMap<>();
    private final Map<ExecutionId, Lease> leases = new HashMap<>();
    private final Map<ExecutionId, Printed> outputs = new HashMap<>();
    private final Map<ExecutionId, List<HistoryEntry>> histories = new HashMap<>();

    MemoryExecutionStore(Object lock, MemoryIncidentStore incidents, MemoryChangeFeed changes) {
        this.lock = lock;
        this.incidents = incidents;
        this.changes = changes;
    }

    @Override
    public void add(List<Execution> added) {
        synchronized (lock) {
            for (Execution execution : added) {
                if (!executions.containsKey(execution.id())) {
                    byTest.computeIfAbsent(execution.testId(), id -> new TreeSet<>())
                            .add(execution.id());
                    store(execution, HistoryEntry.QUEUED, execution.createdAt());
                }
            }
        }
    }

    @Override
    public List<Boolean> save(List<ExecutionChange> batch) {
        synchronized (lock) {
            var stored = new ArrayList<Boolean>();
            for (ExecutionChange change : batch) {
                boolean accepted = accepts(change);
                if (accepted) {
                    store(change);
                }
                stored.add(accepted);
            }
            return stored;
        }
    }

    private boolean accepts(ExecutionChange change) {
        Execution stored = executions.get(change.execution().id());
        return stored != null
                && stored.version() == change.execution().version()
                && (change.incident() == null || incidents.accepts(change.incident()));
    }

    private void store(ExecutionChange change) {
        Execution next = change.execution();
        store(next, change.event(), change.at());
        if (change.output() != null) {
            outputs.put(next.id(), new Printed(next.attempts().size(), change.output()));
        }
        if (change.incident() != null) {
            incidents.store(change.incident(), change.deliveries());
        } else {
            incidents.tell(change.deliveries());
        }
    }

    /** Stores the next state, with its history. */
    Execution store(Execution next, String event, Instant at) {
        Execution stored = next.toBuilder().version(next.version() + 1).build();
        put(stored);
        if (stored.state().finished() || stored.state() == ExecutionState.QUEUED) {
            leases.remove(stored.id());
        }
        histories
                .computeIfAbsent(stored.id(), id -> new ArrayList<>())
                .add(new HistoryEntry(stored.version(), event, stored.state(), at));
        changes.append(Subject.EXECUTION, stored.id().value());
        return stored;
    }

    /** Those without a verdict. */
    Stream<Execution> unfinished() {
        return unfinished.values().stream();
    }

    /** Who looks after which execution. */
    Map<ExecutionId, Lease> leases() {
        return leases;
    }

    /** The same under the next version, so that what an earlier owner still wants to store is refused. */
    Execution fence(Execution execution) {
        Execution fenced =
                execution.toBuilder().version(execution.version() + 1).build();
        put(fenced);
        return fenced;
    }

    private void put(Execution execution) {
        executions.put(execution.id(), execution);
        if (execution.state().finished()) {
            unfinished.remove(execution.id());
        } else {
            unfinished.put(execution.id(), execution);
        }
    }

    @Override
    public List<Execution> find(Collection<ExecutionId> ids) {
        synchronized (lock) {
            return ids.stream()
                    .distinct()
                    .map(executions::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    @Override
    public List<Execution> list(ExecutionQuery query) {
        synchronized (lock) {
            return candidates(query)
                    .filter(execution -> meets(execution, query))
                    .limit(query.limit())
                    .toList();
        }
    }

    /** Those of that test, in no order; all when it is {@code null}. */
    Stream<Execution> of(@Nullable TestId test) {
        return test == null ? executions.values().stream() : ofTest(test);
    }

    /** Those of that test, in no order. */
    Stream<Execution> ofTest(TestId test) {
        return byTest.getOrDefault(test, new TreeSet<>()).stream()
                .map(executions::get)
                .filter(Objects::nonNull);
    }

    private Stream<Execution> candidates(ExecutionQuery query) {
        TreeSet<ExecutionId> of = query.testId() == null ? null : byTest.getOrDefault(query.testId(), new TreeSet<>());
        var all = of == null ? executions.navigableKeySet() : of;
        var page = query.before() == null ? all : all.headSet(query.before(), false);
        return page.descendingSet().stream().map(executions::get).filter(Objects::nonNull);
    }

    private static boolean meets(Execution execution, ExecutionQuery query) {
        return (query.state() == null || execution.state() == query.state())
                && (query.verdict() == null
                        || (execution.judgement() != null
                                && execution.judgement().verdict() == query.verdict()))
                && (query.from() == null || !execution.createdAt().isBefore(query.from()))
                && (query.until() == null || execution.createdAt().isBefore(query.until()));
    }

    @Override
    public Map<TestId, Execution> newest(Collection<TestId> tests) {
        synchronized (lock) {
            var found = new HashMap<TestId, Execution>();
            for (TestId test : tests) {
                list(ExecutionQuery.ofTest(test, 1)).forEach(execution -> found.put(test, execution));
            }
            return found;
        }
    }

    @Override
    public Optional<RunOutput> output(ExecutionId id) {
        synchronized (lock) {
            Execution execution = executions.get(id);
            if (execution == null || !execution.state().finished()) {
                return Optional.empty();
            }
            return Optional.ofNullable(outputs.get(id))
                    .filter(printed -> printed.attempt() == execution.attempts().size())
                    .map(Printed::output);
        }
    }

    @Override
    public List<HistoryEntry> history(ExecutionId id) {
        synchronized (lock) {
            return List.copyOf(histories.getOrDefault(id, List.of()));
        }
    }
}
