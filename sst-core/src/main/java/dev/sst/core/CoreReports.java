package dev.sst.core;

import dev.sst.Reports;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.spi.ReportStore;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The facade's reports: those of a store. Thread-safe. */
public final class CoreReports implements Reports {
    private final ReportStore store;

    public CoreReports(ReportStore store) {
        this.store = store;
    }

    @Override
    public Map<TestId, TestLabel> labels(Collection<TestId> tests) {
        return store.labels(tests);
    }

    @Override
    public List<TestSummary> tests(TestQuery query) {
        return store.tests(query);
    }

    @Override
    public long count(TestQuery query) {
        return store.count(query);
    }
}
