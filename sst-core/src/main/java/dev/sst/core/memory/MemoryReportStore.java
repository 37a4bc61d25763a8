package dev.sst.core.memory;

import dev.sst.report.TestLabel;
import dev.sst.spi.ReportStore;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reports over what is in memory. */
final class MemoryReportStore implements ReportStore {
    private final Object lock;
    private final MemoryTestStore tests;

    MemoryReportStore(Object lock, MemoryTestStore tests) {
        this.lock = lock;
        this.tests = tests;
    }

    @Override
    public Map<TestId, TestLabel> labels(Collection<TestId> wanted) {
        synchronized (lock) {
            var labels = new HashMap<TestId, TestLabel>();
            wanted.forEach(id -> tests.find(id).ifPresent(test -> labels.put(id, label(test))));
            return labels;
        }
    }

    private static TestLabel label(SyntheticTest test) {
        TestDefinition definition = test.definition();
        return new TestLabel(test.id(), definition.name(), definition.type(), definition.pack(), test.deleted());
    }
}
