package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.finished;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TimeSlices;
import dev.sst.report.TimeSlices.Slice;
import dev.sst.spi.ExecutionReports;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.Stores;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ExecutionReports} says. */
public abstract class ExecutionReportsContract {
    private ExecutionStore executions;
    private ExecutionReports reports;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        Stores stores = stores();
        executions = stores.executions();
        reports = stores.executionReports();
    }

    @Test
    void aLineSaysAllThatIsShort() {
        Execution waiting = add(queued(testId()));
        Execution over = add(finished(claimed(queued(testId())), Verdict.FAILED));

        assertThat(reports.list(ExecutionQuery.newest(10)))
                .containsExactly(ExecutionSummary.of(over), ExecutionSummary.of(waiting));
        assertThat(reports.find(List.of(waiting.id(), new ExecutionId("unknown"), over.id(), over.id())))
                .containsExactlyInAnyOrder(ExecutionSummary.of(over), ExecutionSummary.of(waiting));
        assertThat(reports.find(List.of())).isEmpty();
    }

    @Test
    void linesAreFoundLikeExecutions() {
        TestId test = testId();
        Execution waiting = add(queued(test));
        Execution failed = add(finished(claimed(queued(test)), Verdict.FAILED));
        add(finished(claimed(queued(testId())), Verdict.PASSED));

        for (ExecutionQuery query : List.of(
                ExecutionQuery.ofTest(test, 10),
                ExecutionQuery.ofTest(test, 1).before(failed.id()),
                new ExecutionQuery(null, ExecutionState.QUEUED, null, null, null, null, 10),
                new ExecutionQuery(null, ExecutionState.QUEUED, Verdict.FAILED, null, null, null, 10),
                new ExecutionQuery(test, null, Verdict.FAILED, waiting.createdAt(), null, null, 10))) {
            assertThat(reports.list(query))
                    .isEqualTo(executions.list(query).stream()
                            .map(ExecutionSummary::of)
                            .toList());
        }
    }

    @Test
    void executionsAreCountedInTheSliceTheyWereAskedFor() {
        Instant from = now().minusSeconds(3_600);
        TestId test = testId();
        at(test, from.minusMillis(1), Verdict.PASSED);
        at(test, from, Verdict.PASSED);
        at(test, from.plusMillis(9_999), Verdict.FAILED);
        at(testId(), from.plusSeconds(9), Verdict.PASSED);
        add(Execution.queued(new ExecutionId(Samples.id("e")), test, ExecutionKind.API, 1, from.plusSeconds(25)));
        at(test, from.plusSeconds(30), Verdict.PASSED);

        assertThat(reports.count(new TimeSlices(test, from, Duration.ofSeconds(10), 3)))
                .containsExactly(
                        new Slice(from, Map.of(Verdict.PASSED, 1L, Verdict.FAILED, 1L), 0),
                        new Slice(from.plusSeconds(10), Map.of(), 0),
                        new Slice(from.plusSeconds(20), Map.of(), 1));
        assertThat(reports.count(new TimeSlices(null, from, Duration.ofSeconds(10), 1)))
                .containsExactly(new Slice(from, Map.of(Verdict.PASSED, 2L, Verdict.FAILED, 1L), 0));
    }

    private void at(TestId test, Instant at, Verdict verdict) {
        add(finished(Execution.queued(new ExecutionId(Samples.id("e")), test, ExecutionKind.API, 1, at), verdict));
    }

    private Execution add(Execution execution) {
        executions.add(List.of(execution));
        return execution;
    }
}
