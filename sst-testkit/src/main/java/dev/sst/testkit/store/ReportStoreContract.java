package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.definition;
import static dev.sst.testkit.store.Samples.incident;
import static dev.sst.testkit.store.Samples.judgement;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.test;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Attempt;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Standing;
import dev.sst.execution.Verdict;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.Facets;
import dev.sst.report.Facets.Facet;
import dev.sst.report.Overview;
import dev.sst.report.TestHistory;
import dev.sst.report.TestHistory.Availability;
import dev.sst.report.TestHistory.Durations;
import dev.sst.spi.ReportStore;
import dev.sst.spi.Stores;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ReportStore} counts. How it lists tests is {@link TestListsContract}. */
public abstract class ReportStoreContract {
    private static final Duration SHORT = Duration.ofMillis(1_500);

    private final Instant now = now();
    private Stores stores;
    private ReportStore reports;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        stores = stores();
        reports = stores.reports();
    }

    @Test
    void onlyWhatSpeaksForOrAgainstTheThingUnderTestCounts() {
        TestId test = testId();
        ran(test, ExecutionKind.API, Verdict.PASSED, Duration.ofHours(1), SHORT);
        ran(test, ExecutionKind.MANUAL, Verdict.FAILED, Duration.ofHours(2), SHORT);
        ran(test, ExecutionKind.SUITE, Verdict.ERROR, Duration.ofHours(30), SHORT);
        ran(test, ExecutionKind.SCHEDULED, Verdict.TIMEOUT, Duration.ofDays(29), SHORT);
        ran(test, ExecutionKind.API, Verdict.PASSED, Duration.ofDays(31), SHORT);
        ran(test, ExecutionKind.API, Verdict.INFRASTRUCTURE, Duration.ofHours(1), SHORT);
        ran(test, ExecutionKind.API, Verdict.CANCELLED, Duration.ofHours(1), SHORT);
        ran(test, ExecutionKind.API, Verdict.SKIPPED, Duration.ofHours(1), SHORT);
        ran(test, ExecutionKind.DRY_RUN, Verdict.FAILED, Duration.ofHours(1), SHORT);
        ran(test, ExecutionKind.DEPLOY_VERIFICATION, Verdict.PASSED, Duration.ofHours(1), SHORT);
        ran(testId(), ExecutionKind.API, Verdict.FAILED, Duration.ofHours(1), SHORT);
        stores.executions().add(List.of(queued(test)));

        TestHistory history = history(test);

        assertThat(history.day()).isEqualTo(new Availability(1, 2, now.minus(TestHistory.DAY)));
        assertThat(history.month()).isEqualTo(new Availability(1, 4, now.minus(TestHistory.MONTH)));
        assertThat(history.recent()).hasSize(11);
    }

    @Test
    void theNewestExecutionsAreToldOldestFirst() {
        TestId test = testId();
        var all = new ArrayList<ExecutionSummary>();
        for (int i = 0; i < TestHistory.RECENT + 3; i++) {
            all.add(ran(test, ExecutionKind.API, Verdict.PASSED, Duration.ofHours(1), SHORT));
        }
        TestId other = testId();
        ExecutionSummary alone = ran(other, ExecutionKind.DRY_RUN, Verdict.CANCELLED, Duration.ofDays(99), SHORT);
        TestId never = testId();

        Map<TestId, TestHistory> histories = reports.histories(List.of(test, other, never), now);

        assertThat(of(test, histories).recent()).isEqualTo(all.subList(3, all.size()));
        assertThat(of(other, histories).recent()).containsExactly(alone);
        assertThat(of(never, histories).recent()).isEmpty();
        assertThat(of(never, histories).month().counted()).isZero();
        assertThat(reports.histories(List.of(), now)).isEmpty();
    }

    @Test
    void percentilesAreMeasuredDurationsOfPassedExecutions() {
        TestId test = testId();
        for (int i = 1; i <= 40; i++) {
            ran(test, ExecutionKind.API, Verdict.PASSED, Duration.ofMinutes(i), Duration.ofMillis(i));
            ran(test, ExecutionKind.API, Verdict.FAILED, Duration.ofMinutes(i), Duration.ofHours(1));
        }

        assertThat(history(test).durations())
                .isEqualTo(new Durations(40, Duration.ofMillis(20), Duration.ofMillis(38), Duration.ofMillis(40)));
    }

    @Test
    void tooFewSamplesHaveNoPercentiles() {
        TestId test = testId();
        for (int i = 1; i < TestHistory.ENOUGH_SAMPLES; i++) {
            ran(test, ExecutionKind.API, Verdict.PASSED, Duration.ofMinutes(i), SHORT);
        }

        assertThat(history(test).durations()).isEqualTo(new Durations(19, null, null, null));
        ran(test, ExecutionKind.API, Verdict.PASSED, Duration.ofMinutes(1), SHORT);
        assertThat(history(test).durations()).isEqualTo(new Durations(20, SHORT, SHORT, SHORT));
    }

    @Test
    void theOverviewCountsTestsByTheirNewestExecutionAndWhatIsUnfinished() {
        SyntheticTest failing = add(definition("failing"));
        ran(failing.id(), ExecutionKind.API, Verdict.PASSED, Duration.ofHours(2), SHORT);
        ran(failing.id(), ExecutionKind.API, Verdict.FAILED, Duration.ofHours(1), SHORT);
        SyntheticTest running = add(definition("running"));
        Execution starting = claimed(queued(running.id()));
        stores.executions()
                .add(List.of(
                        starting,
                        queued(running.id()).toBuilder()
                                .state(ExecutionState.RUNNING)
                                .build()));
        add(definition("disabled").toBuilder().enabled(false).build());
        stores.tests().save(stored(add(definition("gone"))).asDeleted());
        stores.incidents().save(incident("one", failing.id()), List.of());
        stores.incidents()
                .save(
                        incident("two", failing.id()).toBuilder()
                                .acknowledged(now)
                                .build(),
                        List.of());
        stores.incidents()
                .save(incident("three", failing.id()).toBuilder().resolved(now).build(), List.of());

        assertThat(reports.overview(now))
                .isEqualTo(new Overview(
                        now,
                        3,
                        2,
                        Map.of(Standing.FAILED, 1L, Standing.RUNNING, 1L, Standing.NEVER_RUN, 1L),
                        1,
                        1,
                        1,
                        1));
    }

    @Test
    void facetsAreWhatTestsCanBeToldApartBy() {
        add(TestDefinition.builder("a", TestType.ACTION)
                .tags(List.of("smoke", "smoke", "eu"))
                .build());
        add(TestDefinition.builder("b", TestType.RULE)
                .tags(List.of("smoke"))
                .pack("shop")
                .build());
        stores.tests()
                .save(stored(add(definition("gone").toBuilder().pack("old").build()))
                        .asDeleted());

        assertThat(reports.facets())
                .isEqualTo(new Facets(
                        List.of(new Facet("shop", 1), new Facet(TestDefinition.DEFAULT_PACK, 1)),
                        List.of(new Facet("eu", 1), new Facet("smoke", 2)),
                        List.of(new Facet("ACTION", 1), new Facet("RULE", 1))));
    }

    private TestHistory history(TestId test) {
        return of(test, reports.histories(List.of(test), now));
    }

    private static TestHistory of(TestId test, Map<TestId, TestHistory> histories) {
        return Objects.requireNonNull(histories.get(test));
    }

    private SyntheticTest add(TestDefinition definition) {
        SyntheticTest one = test(definition);
        stores.tests().add(one);
        return one;
    }

    /** One that ended so long ago, having taken so long. */
    private ExecutionSummary ran(TestId test, ExecutionKind kind, Verdict verdict, Duration ago, Duration took) {
        Instant end = now.minus(ago);
        Instant start = end.minus(took);
        Execution one =
                Execution.queued(new ExecutionId(Samples.id("e")), test, kind, 1, start.minusMillis(5)).toBuilder()
                        .attempt(Attempt.intended(1, "key", "nonce", start))
                        .finished(judgement(verdict), end)
                        .build();
        stores.executions().add(List.of(one));
        return ExecutionSummary.of(one);
    }
}
