package dev.sst.core.memory;

import dev.sst.execution.Execution;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.spi.ReportStore;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reports over what is in memory. */
final class MemoryReportStore implements ReportStore {
    private final Object lock;
    private final MemoryTestStore tests;
    private final MemoryExecutionStore executions;

    MemoryReportStore(Object lock, MemoryTestStore tests, MemoryExecutionStore executions) {
        this.lock = lock;
        this.tests = tests;
        this.executions = executions;
    }

    @Override
    public Map<TestId, TestLabel> labels(Collection<TestId> wanted) {
        synchronized (lock) {
            var labels = new HashMap<TestId, TestLabel>();
            wanted.forEach(id -> tests.find(id).ifPresent(test -> labels.put(id, TestLines.label(test))));
            return labels;
        }
    }

    @Override
    public List<TestSummary> tests(TestQuery query) {
        synchronized (lock) {
            return TestLines.page(matching(query), query);
        }
    }

    @Override
    public long count(TestQuery query) {
        synchronized (lock) {
            return matching(query).count();
        }
    }

    private Stream<TestSummary> matching(TestQuery query) {
        Map<TestId, Execution> newest =
                executions.newest(tests.all().stream().map(SyntheticTest::id).toList());
        return TestLines.matching(tests.all(), newest, query);
    }
}
