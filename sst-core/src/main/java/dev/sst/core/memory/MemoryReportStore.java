package dev.sst.core.memory;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Standing;
import dev.sst.incident.IncidentStatus;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.Facets;
import dev.sst.report.Facets.Facet;
import dev.sst.report.Overview;
import dev.sst.report.TestHistory;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.spi.ReportStore;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports over what is in memory. */
final class MemoryReportStore implements ReportStore {
    private final Object lock;
    private final MemoryTestStore tests;
    private final MemoryExecutionStore executions;
    private final MemoryIncidentStore incidents;

    MemoryReportStore(
            Object lock, MemoryTestStore tests, MemoryExecutionStore executions, MemoryIncidentStore incidents) {
        this.lock = lock;
        this.tests = tests;
        this.executions = executions;
        this.incidents = incidents;
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

    @Override
    public Map<TestId, TestHistory> histories(Collection<TestId> wanted, Instant now) {
        synchronized (lock) {
            var histories = new HashMap<TestId, TestHistory>();
            for (TestId id : wanted) {
                List<ExecutionSummary> recent = executions.list(ExecutionQuery.ofTest(id, TestHistory.RECENT)).stream()
                        .map(ExecutionSummary::of)
                        .toList();
                histories.put(id, Counted.of(executions.ofTest(id), now).history(recent));
            }
            return histories;
        }
    }

    @Override
    public Overview overview(Instant now) {
        synchronized (lock) {
            List<TestSummary> all = matching(TestQuery.newest(1)).toList();
            return new Overview(
                    now,
                    all.size(),
                    all.stream().filter(test -> test.outline().enabled()).count(),
                    all.stream().collect(Collectors.groupingBy(TestSummary::standing, Collectors.counting())),
                    incidents.count(IncidentStatus.OPEN),
                    incidents.count(IncidentStatus.ACKNOWLEDGED),
                    unfinished(Standing.PENDING),
                    unfinished(Standing.RUNNING));
        }
    }

    private long unfinished(Standing standing) {
        return executions
                .unfinished()
                .filter(execution -> Standing.of(execution.state(), null) == standing)
                .count();
    }

    @Override
    public Facets facets() {
        synchronized (lock) {
            List<TestSummary> all = matching(TestQuery.newest(1)).toList();
            return new Facets(
                    facet(all.stream().map(test -> test.label().pack())),
                    facet(all.stream()
                            .flatMap(test -> test.outline().tags().stream().distinct())),
                    facet(all.stream().map(test -> test.label().type().name())));
        }
    }

    private static List<Facet> facet(Stream<String> values) {
        return values.collect(Collectors.groupingBy(value -> value, Collectors.counting())).entrySet().stream()
                .map(entry -> new Facet(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Facet::tests).reversed())
                .limit(Facets.MOST)
                .sorted(Comparator.comparing(Facet::value, Texts.BY_CODE_POINTS))
                .toList();
    }
}
