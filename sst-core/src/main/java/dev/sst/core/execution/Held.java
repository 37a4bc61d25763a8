package dev.sst.core.execution;

import dev.sst.execution.Attempt;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Outcome;
import dev.sst.spi.CollectOrder;
import dev.sst.test.RunSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the worker remembers of an execution it holds. Small: there may be ten thousand. Belongs to the worker's thread; what
 * must survive is in the store, and this is made anew from there.
 */
final class Held {

    /** What is being done about it now. */
    enum Phase {
        /** Nothing has been sent for its attempt: to be started. */
        READY,
        /** The engine could not be reached and nothing was sent: to be started when its time comes. */
        POSTPONED,
        /** Something may have been sent: to be looked up. */
        UNCERTAIN,
        /** A start or a look-up is on its way. */
        ASKING,
        /** The engine has said which run it is: that is stored at the end of the turn, unless the run has ended by then. */
        ADOPTED,
        /** It runs at the engine. */
        FOLLOWED,
        /** It is over at the engine: its outcome is to be collected. */
        ENDED,
        /** The outcome is on its way. */
        COLLECTING,
        /** Its next state is to be stored. */
        DECIDED
    }

    Execution execution;
    final RunSettings settings;
    Phase phase;
    /** Not before this time is anything done about it. */
    Instant next;
    /** The engine's name of its run; {@code null} while it is not known. */
    @Nullable
    EngineExecutionId run;
    /** The run that its newest send was answered with, while it is not known whether an earlier send made one as well. */
    @Nullable
    EngineExecutionId answered;
    /** Its start, which is stored together with its end; {@code null} when it is stored already, or not known. */
    @Nullable
    Move start;
    /** Since when the engine could not be asked about it; {@code null} when the last answer came. */
    @Nullable
    Instant unreachableSince;
    /** When the engine last said that it runs. */
    @Nullable
    Instant seenAt;
    /** Look-ups that found no run, in a row. */
    int missed;
    /** When the engine was first asked to end it. */
    @Nullable
    Instant cancelledAt;
    /** When it is to be asked again. */
    @Nullable
    Instant askAgainAt;
    /** Whether it waited in the engine's queue when it was last looked at. */
    boolean waiting;
    /** Its deadline where that moved because it waited; {@code null} while the attempt's own counts. */
    @Nullable
    Instant moved;
    /** Whether its deadline has passed. */
    boolean overdue;
    /** What was seen of it that suffices, so that it need not go on; {@code null} while nothing does. */
    @Nullable
    Evidence enough;

    Held(Execution execution, RunSettings settings, Phase phase, Instant next) {
        this.execution = execution;
        this.settings = settings;
        this.phase = phase;
        this.next = next;
        run = execution.lastAttempt().map(Attempt::engineId).orElse(null);
    }

    boolean due(Phase wanted, Instant now) {
        return phase == wanted && !next.isAfter(now);
    }

    /** That outcome, with what sufficed where something did: a later look may not show it any more. */
    Outcome decided(Outcome outcome) {
        return enough == null
                ? outcome
                : new Outcome(
                        outcome.id(),
                        outcome.state(),
                        enough,
                        outcome.startedAt(),
                        outcome.endedAt(),
                        outcome.node(),
                        outcome.link());
    }

    boolean cancelling() {
        return execution.state() == ExecutionState.CANCELLING;
    }

    Attempt attempt() {
        return execution.lastAttempt().orElseThrow(() -> new IllegalStateException("no attempt: " + execution));
    }

    /** When it has to be over; {@code null} before it was started. */
    @Nullable
    Instant deadline() {
        return moved == null ? attempt().deadline() : moved;
    }

    CollectOrder order() {
        if (run == null) {
            throw new IllegalStateException("not started: " + execution);
        }
        return new CollectOrder(run, attempt().nonce(), settings.deployment().shape());
    }
}
