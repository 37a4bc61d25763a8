package dev.sst.core.memory;

import dev.sst.deployment.Deployment;
import dev.sst.execution.Execution;
import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.spi.TestStore;
import dev.sst.test.Revision;
import dev.sst.test.RunSettings;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Tests and their revisions in memory. */
final class MemoryTestStore implements TestStore {
    private final Object lock;
    private final MemoryExecutionStore executions;
    private final MemoryChangeFeed changes;
    private final TreeMap<TestId, SyntheticTest> tests = new TreeMap<>();
    private final Map<TestId, TreeMap<Integer, Revision>> revisions = new HashMap<>();

    MemoryTestStore(Object lock, MemoryExecutionStore executions, MemoryChangeFeed changes) {
        this.lock = lock;
        this.executions = executions;
        this.changes = changes;
    }

    @Override
    public Saved add(SyntheticTest test) {
        synchronized (lock) {
            if (tests.containsKey(test.id())) {
                return Saved.STALE;
            }
            return store(test);
        }
    }

    @Override
    public Saved save(SyntheticTest test, List<Execution> begun) {
        synchronized (lock) {
            SyntheticTest stored = tests.get(test.id());
            if (stored == null || stored.version() != test.version()) {
                return Saved.STALE;
            }
            Saved saved = store(test);
            if (saved == Saved.STORED && !Objects.equals(stored.deployment(), test.deployment())) {
                changes.append(Subject.DEPLOYMENT, test.id().value());
            }
            if (saved == Saved.STORED) {
                executions.add(begun);
            }
            return saved;
        }
    }

    private Saved store(SyntheticTest test) {
        if (!test.deleted() && nameTaken(test)) {
            return Saved.NAME_TAKEN;
        }
        Revision revision = revisions
                .computeIfAbsent(test.id(), id -> new TreeMap<>())
                .computeIfAbsent(test.revision().number(), number -> test.revision());
        tests.put(
                test.id(),
                new SyntheticTest(
                        test.id(),
                        test.version() + 1,
                        revision,
                        test.deployment(),
                        test.begun(),
                        test.createdAt(),
                        test.createdBy(),
                        test.deleted()));
        changes.append(Subject.TEST, test.id().value());
        return Saved.STORED;
    }

    private boolean nameTaken(SyntheticTest test) {
        return tests.values().stream()
                .anyMatch(other -> !other.deleted()
                        && !other.id().equals(test.id())
                        && other.definition().pack().equals(test.definition().pack())
                        && other.definition().name().equals(test.definition().name()));
    }

    @Override
    public Optional<SyntheticTest> find(TestId id) {
        synchronized (lock) {
            return Optional.ofNullable(tests.get(id));
        }
    }

    /** All tests, deleted ones included, oldest first. The caller holds the lock. */
    Collection<SyntheticTest> all() {
        return tests.values();
    }

    @Override
    public List<SyntheticTest> find(Collection<TestId> ids) {
        synchronized (lock) {
            return ids.stream()
                    .distinct()
                    .map(tests::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    @Override
    public List<Revision> revisions(TestId id, int before, int limit) {
        synchronized (lock) {
            TreeMap<Integer, Revision> all = revisions.getOrDefault(id, new TreeMap<>());
            return all.headMap(before > 0 ? before : Integer.MAX_VALUE, false).descendingMap().values().stream()
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public Optional<Revision> revision(TestId id, int number) {
        synchronized (lock) {
            return Optional.ofNullable(
                    revisions.getOrDefault(id, new TreeMap<>()).get(number));
        }
    }

    @Override
    public Map<TestId, RunSettings> runSettings(Collection<TestId> ids) {
        synchronized (lock) {
            var settings = new HashMap<TestId, RunSettings>();
            for (TestId id : ids) {
                SyntheticTest test = tests.get(id);
                Deployment live = test == null || test.deleted() ? null : test.deployment();
                if (live != null) {
                    revision(id, live.revision())
                            .map(revision -> RunSettings.of(id, revision.definition(), live))
                            .ifPresent(found -> settings.put(id, found));
                }
            }
            return settings;
        }
    }
}
