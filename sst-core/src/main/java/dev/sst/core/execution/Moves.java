package dev.sst.core.execution;

import dev.sst.execution.Attempt;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The moves of an execution as pure functions: each gives the next value, or nothing where the table has no such move. */
final class Moves {

    private Moves() {}

    /** The execution taken by a worker, with the key of its next attempt. */
    static Execution claimed(Execution queued, Attempt next) {
        return to(queued, ExecutionEvent.CLAIMED)
                .orElseThrow(() -> new IllegalStateException("cannot be claimed: " + queued))
                .attempt(next)
                .build();
    }

    /** About to be sent once more under the same key. */
    static Optional<Execution> sentAgain(Execution execution) {
        return withAttempt(execution, ExecutionEvent.SENT_AGAIN, Attempt::sentAgain);
    }

    /** Known to the engine, running that revision, over by that time at the latest. */
    static Optional<Execution> started(Execution execution, EngineExecutionId id, int revision, Instant deadline) {
        return withAttempt(execution, ExecutionEvent.STARTED, attempt -> attempt.started(id, revision, deadline))
                .map(started -> started.toBuilder().revision(revision).build());
    }

    private static Optional<Execution> withAttempt(
            Execution execution, ExecutionEvent event, UnaryOperator<Attempt> change) {
        return to(execution, event)
                .flatMap(next -> execution
                        .lastAttempt()
                        .map(attempt -> next.attempt(change.apply(attempt)).build()));
    }

    /** Somebody asked to end it: at once where nothing was sent, otherwise the engine has to be told first. */
    static Optional<Execution> cancelRequested(Execution execution, Instant now) {
        return to(execution, ExecutionEvent.CANCEL_REQUESTED).map(next -> {
            next.cancelRequested(true);
            if (execution.state() == ExecutionState.QUEUED) {
                next.finished(cancelledBeforeStart(), now);
            }
            return next.build();
        });
    }

    private static Judgement cancelledBeforeStart() {
        return new Judgement(
                Verdict.CANCELLED, "cancelled before it was started", List.of(), JsonObject.empty(), List.of());
    }

    /** The attempt is over, and another follows at that time. */
    static Optional<Execution> retryScheduled(Execution execution, Judgement judgement, Instant now, Instant due) {
        return to(execution, ExecutionEvent.RETRY_SCHEDULED)
                .map(next -> ended(next, execution, judgement, now).dueAt(due).build());
    }

    /** The last attempt is over, and so is the execution. */
    static Optional<Execution> concluded(Execution execution, Judgement judgement, Instant now) {
        return to(execution, ExecutionEvent.CONCLUDED)
                .map(next -> ended(next, execution, judgement, now)
                        .finished(judgement, now)
                        .build());
    }

    private static Execution.Builder ended(
            Execution.Builder next, Execution execution, Judgement judgement, Instant now) {
        execution
                .lastAttempt()
                .ifPresent(attempt -> next.attempt(attempt.ended(now, judgement.verdict(), judgement.cause())));
        return next;
    }

    private static Optional<Execution.Builder> to(Execution execution, ExecutionEvent event) {
        return Transitions.next(execution.state(), event)
                .map(state -> state.finished()
                        ? execution.toBuilder()
                        : execution.toBuilder().state(state));
    }
}
