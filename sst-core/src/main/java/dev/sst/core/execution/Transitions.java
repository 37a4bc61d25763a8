package dev.sst.core.execution;

import static dev.sst.core.execution.ExecutionEvent.CANCEL_REQUESTED;
import static dev.sst.core.execution.ExecutionEvent.CLAIMED;
import static dev.sst.core.execution.ExecutionEvent.CONCLUDED;
import static dev.sst.core.execution.ExecutionEvent.RETRY_SCHEDULED;
import static dev.sst.core.execution.ExecutionEvent.SENT_AGAIN;
import static dev.sst.core.execution.ExecutionEvent.STARTED;
import static dev.sst.execution.ExecutionState.CANCELLING;
import static dev.sst.execution.ExecutionState.FINISHED;
import static dev.sst.execution.ExecutionState.QUEUED;
import static dev.sst.execution.ExecutionState.RUNNING;
import static dev.sst.execution.ExecutionState.STARTING;

import dev.sst.execution.ExecutionState;
import java.util.List;
import java.util.Optional;

/** How an execution moves: one table. What it does not hold cannot happen. Drawn in {@code docs/execution-states.md}. */
public final class Transitions {

    /** One row of the table. */
    public record Transition(ExecutionState from, ExecutionEvent event, ExecutionState to, String why) {}

    /** The whole of it. */
    public static final List<Transition> TABLE = List.of(
            row(QUEUED, CLAIMED, STARTING, "a worker took it; the attempt's key is stored before anything is sent"),
            row(QUEUED, CANCEL_REQUESTED, FINISHED, "nothing had been sent"),
            row(STARTING, SENT_AGAIN, STARTING, "the answer was lost and no run carries the key"),
            row(STARTING, STARTED, RUNNING, "the engine answered, or the run was found by its key and adopted"),
            row(STARTING, CANCEL_REQUESTED, CANCELLING, "something may have been sent: find it first"),
            row(STARTING, RETRY_SCHEDULED, QUEUED, "it could not be started; the retry policy allows another attempt"),
            row(STARTING, CONCLUDED, FINISHED, "it could not be started"),
            row(RUNNING, CANCEL_REQUESTED, CANCELLING, "the engine has to be told"),
            row(RUNNING, RETRY_SCHEDULED, QUEUED, "it did not pass; the retry policy allows another attempt"),
            row(RUNNING, CONCLUDED, FINISHED, "it ended, or nobody could say how"),
            row(CANCELLING, STARTED, CANCELLING, "the run to be ended was found by its key"),
            row(CANCELLING, CONCLUDED, FINISHED, "it ended, or there was nothing to end"));

    private Transitions() {}

    private static Transition row(ExecutionState from, ExecutionEvent event, ExecutionState to, String why) {
        return new Transition(from, event, to, why);
    }

    /** Where that event leads from that state; empty when it cannot happen there. */
    public static Optional<ExecutionState> next(ExecutionState from, ExecutionEvent event) {
        return TABLE.stream()
                .filter(row -> row.from() == from && row.event() == event)
                .map(Transition::to)
                .findFirst();
    }

    /** The table as a Mermaid state diagram: what {@code docs/execution-states.md} shows. */
    public static String diagram() {
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> QUEUED\n");
        for (Transition row : TABLE) {
            text.append("    %s --> %s: %s%n"
                    .formatted(row.from(), row.to(), row.event())
                    .replace(System.lineSeparator(), "\n"));
        }
        return text.append("    FINISHED --> [*]\n").toString();
    }
}
