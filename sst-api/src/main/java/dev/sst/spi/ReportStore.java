package dev.sst.spi;

import dev.sst.report.TestLabel;
import dev.sst.test.TestId;
import java.util.Collection;
import java.util.Map;

/**
 * Reads small answers about many tests and executions at once. Thread-safe. Writes nothing. No question costs more for a
 * longer history. Throws {@link dev.sst.StoreUnavailableException} when it cannot be reached.
 */
public interface ReportStore {
    /** What these tests are called, deleted ones included; an unknown id has no entry. */
    Map<TestId, TestLabel> labels(Collection<TestId> tests);
}
