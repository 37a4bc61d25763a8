package dev.sst.core;

import dev.sst.Reports;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.Facets;
import dev.sst.report.Overview;
import dev.sst.report.TestHistory;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.report.TimeSlices;
import dev.sst.spi.ExecutionReports;
import dev.sst.spi.ReportStore;
import dev.sst.spi.Stores;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The facade's reports: those of a store. Thread-safe. */
public final class CoreReports implements Reports {
    private final ReportStore store;
    private final ExecutionReports executions;
    private final InstantSource clock;

    /** @param clock tells where the windows end */
    public CoreReports(Stores stores, InstantSource clock) {
        store = stores.reports();
        executions = stores.executionReports();
        this.clock = clock;
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

    @Override
    public Map<TestId, TestHistory> histories(Collection<TestId> tests) {
        return store.histories(tests, clock.instant());
    }

    @Override
    public Overview overview() {
        return store.overview(clock.instant());
    }

    @Override
    public Facets facets() {
        return store.facets();
    }

    @Override
    public List<ExecutionSummary> executions(ExecutionQuery query) {
        return executions.list(query);
    }

    @Override
    public List<ExecutionSummary> executions(Collection<ExecutionId> ids) {
        return executions.find(ids);
    }

    @Override
    public List<TimeSlices.Slice> count(TimeSlices slices) {
        return executions.count(slices);
    }
}
