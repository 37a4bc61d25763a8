package dev.sst;

import dev.sst.report.Facets;
import dev.sst.report.Overview;
import dev.sst.report.TestHistory;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Answers what lists and pages ask, for many tests at once and without reading what is long. Thread-safe. */
public interface Reports {
    /** What these tests are called, deleted ones included; an unknown id has no entry. */
    Map<TestId, TestLabel> labels(Collection<TestId> tests);

    /** A line about each of these tests, in the order of the question. */
    List<TestSummary> tests(TestQuery query);

    /** How many tests meet the conditions of the question, whatever its place and limit. */
    long count(TestQuery query);

    /** How these tests did lately; one that never ran has no recent executions. */
    Map<TestId, TestHistory> histories(Collection<TestId> tests);

    /** How everything stands. */
    Overview overview();

    /** By what tests can be told apart. */
    Facets facets();
}
