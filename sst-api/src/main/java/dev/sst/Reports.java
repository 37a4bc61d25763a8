package dev.sst;

import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.Facets;
import dev.sst.report.Overview;
import dev.sst.report.TestHistory;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.report.TimeSlices;
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

    /** A line about each of these executions, newest first. */
    List<ExecutionSummary> executions(ExecutionQuery query);

    /** A line about each of these executions that exists, in no order. */
    List<ExecutionSummary> executions(Collection<ExecutionId> ids);

    /** How many executions were asked for in each slice, in order. */
    List<TimeSlices.Slice> count(TimeSlices slices);
}
