package dev.sst;

import dev.sst.report.TestLabel;
import dev.sst.test.TestId;
import java.util.Collection;
import java.util.Map;

/** Answers what lists and pages ask, for many tests at once and without reading what is long. Thread-safe. */
public interface Reports {
    /** What these tests are called, deleted ones included; an unknown id has no entry. */
    Map<TestId, TestLabel> labels(Collection<TestId> tests);
}
