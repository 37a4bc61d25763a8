package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.finished;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.Stores;
import dev.sst.test.TestId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every {@link ExecutionStore} is searched. */
public abstract class ExecutionQueriesContract {
    private ExecutionStore executions;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        executions = stores().executions();
    }

    @Test
    void theNewestComeFirst() {
        Execution old = add(testId());
        Execution middle = add(testId());
        Execution young = add(testId());

        assertThat(executions.list(ExecutionQuery.newest(10))).containsExactly(young, middle, old);
        assertThat(executions.list(ExecutionQuery.newest(2))).containsExactly(young, middle);
    }

    @Test
    void aPageGoesOnBehindTheLastOfThePageBefore() {
        Execution old = add(testId());
        Execution middle = add(testId());
        Execution young = add(testId());

        assertThat(executions.list(ExecutionQuery.newest(1).before(young.id()))).containsExactly(middle);
        assertThat(executions.list(ExecutionQuery.newest(5).before(middle.id())))
                .containsExactly(old);
        assertThat(executions.list(ExecutionQuery.newest(5).before(old.id()))).isEmpty();
    }

    @Test
    void oneTestsExecutionsAreListedAlone() {
        TestId test = testId();
        Execution first = add(test);
        add(testId());
        Execution second = add(test);

        assertThat(executions.list(ExecutionQuery.ofTest(test, 10))).containsExactly(second, first);
        assertThat(executions.list(ExecutionQuery.ofTest(testId(), 10))).isEmpty();
    }

    @Test
    void statesAndVerdictsAreFilters() {
        TestId test = testId();
        Execution waiting = add(test);
        Execution starting = move(claimed(add(test)));
        Execution failed = move(finished(claimed(add(test)), Verdict.FAILED));
        Execution passed = move(finished(claimed(add(testId())), Verdict.PASSED));

        assertThat(list(null, ExecutionState.QUEUED, null)).containsExactly(waiting);
        assertThat(list(test, ExecutionState.STARTING, null)).containsExactly(starting);
        assertThat(list(null, ExecutionState.FINISHED, null)).containsExactly(passed, failed);
        assertThat(list(test, ExecutionState.FINISHED, null)).containsExactly(failed);
        assertThat(list(null, null, Verdict.PASSED)).containsExactly(passed);
        assertThat(list(test, null, Verdict.PASSED)).isEmpty();
        assertThat(list(test, null, Verdict.FAILED)).containsExactly(failed);
        assertThat(list(null, ExecutionState.FINISHED, Verdict.FAILED)).containsExactly(failed);
        assertThat(list(null, ExecutionState.QUEUED, Verdict.FAILED)).isEmpty();
    }

    @Test
    void timesBoundAListFromItsFirstMomentToBeforeItsLast() {
        Instant start = now().minusSeconds(3_600);
        Execution first = addAt(start);
        Execution second = addAt(start.plusSeconds(60));
        Execution third = addAt(start.plusSeconds(120));

        assertThat(between(start, start.plusSeconds(120))).containsExactly(second, first);
        assertThat(between(start.plusSeconds(60), null)).containsExactly(third, second);
        assertThat(between(null, start.plusSeconds(60))).containsExactly(first);
        assertThat(between(start.minusSeconds(1_000), start)).isEmpty();
        assertThat(between(start.minusSeconds(86_400), start.plusSeconds(86_400)))
                .containsExactly(third, second, first);
        assertThat(executions.list(
                        new ExecutionQuery(null, null, null, start, start.plusSeconds(120), second.id(), 10)))
                .containsExactly(first);
    }

    @Test
    void theNewestOfEachTestIsFound() {
        TestId one = testId();
        TestId two = testId();
        TestId without = testId();
        add(one);
        Execution newestOfTwo = add(two);
        Execution newestOfOne = add(one);

        assertThat(executions.newest(List.of(one, two, without))).isEqualTo(Map.of(one, newestOfOne, two, newestOfTwo));
        assertThat(executions.newest(List.of())).isEmpty();
    }

    private List<Execution> list(@Nullable TestId test, @Nullable ExecutionState state, @Nullable Verdict verdict) {
        return executions.list(new ExecutionQuery(test, state, verdict, null, null, null, 10));
    }

    private List<Execution> between(@Nullable Instant from, @Nullable Instant until) {
        return executions.list(new ExecutionQuery(null, null, null, from, until, null, 10));
    }

    private Execution add(TestId test) {
        Execution one = queued(test);
        executions.add(List.of(one));
        return stored(one);
    }

    private Execution addAt(Instant at) {
        Execution one = Execution.queued(new ExecutionId(Samples.id("e")), testId(), ExecutionKind.API, 1, at);
        executions.add(List.of(one));
        return stored(one);
    }

    private Execution move(Execution next) {
        assertThat(executions.save(List.of(ExecutionChange.of(next, "moved", now()))))
                .containsExactly(true);
        return stored(next);
    }
}
