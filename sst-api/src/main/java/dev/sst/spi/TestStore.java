package dev.sst.spi;

import dev.sst.execution.Execution;
import dev.sst.test.Revision;
import dev.sst.test.RunSettings;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps tests and their revisions. Thread-safe. Throws {@link dev.sst.StoreUnavailableException} when it cannot be reached. */
public interface TestStore {
    /** What became of a write. */
    enum Saved {
        STORED,
        /** Another test of that pack has that name. */
        NAME_TAKEN,
        /** The stored version is another one. */
        STALE
    }

    /** Stores a new test (version 0; 1 afterwards) with its first revision. */
    Saved add(SyntheticTest test);

    /**
     * Stores the next state of a test whose {@code version} is the one it was made from (version + 1 afterwards). A revision
     * whose number is not stored yet is stored with it. A deleted test gives its name free.
     */
    default Saved save(SyntheticTest test) {
        return save(test, List.of());
    }

    /**
     * The same, and in the same transaction new executions of it, those whose id is not there yet: either all of it is stored
     * or nothing.
     */
    Saved save(SyntheticTest test, List<Execution> begun);

    /** The test, deleted ones included. */
    Optional<SyntheticTest> find(TestId id);

    /** Those that exist, in no order, deleted ones included. */
    List<SyntheticTest> find(Collection<TestId> ids);

    /** Newest first; those older than {@code before} (0 for the newest). Deleted tests included. */
    List<Revision> revisions(TestId id, int before, int limit);

    Optional<Revision> revision(TestId id, int number);

    /** The settings of the live revision of each of these tests that is deployed and not deleted, without reading any code. */
    Map<TestId, RunSettings> runSettings(Collection<TestId> ids);
}
