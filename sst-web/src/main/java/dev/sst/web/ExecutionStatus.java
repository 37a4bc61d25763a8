package dev.sst.web;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code status}: fewer words than our states and verdicts have. {@code error} and {@code infrastructure} show
 * as failed, {@code skipped} as cancelled; the finer verdict travels beside it.
 */
enum ExecutionStatus {
    PENDING(Set.of(ExecutionState.QUEUED, ExecutionState.STARTING), Set.of()),
    RUNNING(Set.of(ExecutionState.RUNNING, ExecutionState.CANCELLING), Set.of()),
    PASSED(Set.of(), Set.of(Verdict.PASSED)),
    FAILED(Set.of(), Set.of(Verdict.FAILED, Verdict.ERROR, Verdict.INFRASTRUCTURE)),
    TIMEOUT(Set.of(), Set.of(Verdict.TIMEOUT)),
    CANCELLED(Set.of(), Set.of(Verdict.CANCELLED, Verdict.SKIPPED));

    private final Set<ExecutionState> states;
    private final Set<Verdict> verdicts;

    ExecutionStatus(Set<ExecutionState> states, Set<Verdict> verdicts) {
        this.states = states;
        this.verdicts = verdicts;
    }

    static ExecutionStatus of(Execution execution) {
        return execution
                .verdict()
                .map(judgement -> with(status -> status.verdicts.contains(judgement.verdict())))
                .orElseGet(() -> with(status -> status.states.contains(execution.state())));
    }

    private static ExecutionStatus with(Predicate<ExecutionStatus> condition) {
        return Arrays.stream(values()).filter(condition).findFirst().orElseThrow();
    }

    String word() {
        return Json.word(name());
    }

    /**
     * The questions, one for each state or verdict, whose answers together are those to {@code query} with one of these
     * statuses.
     */
    static List<ExecutionQuery> questions(Set<ExecutionStatus> statuses, ExecutionQuery query) {
        if (statuses.isEmpty()) {
            return List.of(query);
        }
        Stream<ExecutionQuery> byState = statuses.stream()
                .flatMap(status -> status.states.stream())
                .map(state -> narrowed(query, state, query.verdict()));
        Stream<ExecutionQuery> byVerdict = statuses.stream()
                .flatMap(status -> status.verdicts.stream())
                .filter(verdict -> query.verdict() == null || query.verdict() == verdict)
                .map(verdict -> narrowed(query, ExecutionState.FINISHED, verdict));
        return Stream.concat(byState, byVerdict).toList();
    }

    private static ExecutionQuery narrowed(ExecutionQuery query, ExecutionState state, @Nullable Verdict verdict) {
        return new ExecutionQuery(
                query.testId(), state, verdict, query.from(), query.until(), query.before(), query.limit());
    }
}
