package dev.sst.spi;

import dev.sst.report.Facets;
import dev.sst.report.Overview;
import dev.sst.report.TestHistory;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads small answers about many tests and executions at once. Thread-safe. Writes nothing. No question costs more for a
 * longer history. Throws {@link dev.sst.StoreUnavailableException} when it cannot be reached.
 */
public interface ReportStore {
    /** What these tests are called, deleted ones included; an unknown id has no entry. */
    Map<TestId, TestLabel> labels(Collection<TestId> tests);

    /** A line about each of these tests, in the order of the question. */
    List<TestSummary> tests(TestQuery query);

    /** How many tests meet the conditions of the question, whatever its place and limit. */
    long count(TestQuery query);

    /**
     * How these tests did lately; one that never ran has no recent executions.
     *
     * @param now the end of the windows
     */
    Map<TestId, TestHistory> histories(Collection<TestId> tests, Instant now);

    /**
     * How everything stands.
     *
     * @param now what the answer says when it was counted
     */
    Overview overview(Instant now);

    /** By what tests can be told apart. */
    Facets facets();
}
