package dev.sst.core.execution;

import dev.sst.execution.Attempt;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionState;
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
    /** Whether its deadline has passed. */
    boolean overdue;

    Held(Execution execution, RunSettings settings, Phase phase, Instant next) {
        this.execution = execution;
        this.settings = settings;
        this.phase = phase;
        this.next = next;
    }

    boolean due(Phase wanted, Instant now) {
        return phase == wanted && !next.isAfter(now);
    }

    boolean cancelling() {
        return execution.state() == ExecutionState.CANCELLING;
    }

    Attempt attempt() {
        return execution.lastAttempt().orElseThrow(() -> new IllegalStateException("no attempt: " + execution));
    }

    @Nullable
    EngineExecutionId run() {
        return attempt().engineId();
    }

    CollectOrder order() {
        Attempt attempt = attempt();
        EngineExecutionId run =
                attempt.engineExecution().orElseThrow(() -> new IllegalStateException("not started: " + execution));
        return new CollectOrder(run, attempt.nonce(), settings.deployment().shape());
    }
}
