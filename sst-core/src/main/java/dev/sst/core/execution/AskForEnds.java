package dev.sst.core.execution;

import dev.sst.execution.EngineExecutionId;
import dev.sst.spi.Runner;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the engine for the end of runs that were cancelled, are overdue or have shown enough, again and again until one ends,
 * and gives up what the engine never confirms. Belongs to the worker's thread.
 */
final class AskForEnds {
    private static final Logger LOG = LoggerFactory.getLogger(AskForEnds.class);

    private final Runner runner;
    private final EngineCalls engine;
    private final Turn turn;

    AskForEnds(Runner runner, EngineCalls engine, Turn turn) {
        this.runner = runner;
        this.engine = engine;
        this.turn = turn;
    }

    /** Does nothing about one that may go on, or that was asked a moment ago. */
    void askIfDue(Held known) {
        Instant deadline = known.deadline();
        known.overdue |= deadline != null && turn.now().isAfter(deadline);
        if (!known.overdue && known.enough == null && !known.cancelling()) {
            return;
        }
        Instant now = turn.now();
        if (known.cancelledAt == null) {
            known.cancelledAt = now;
            known.next = now.plus(Patience.FIRST_LOOK);
        } else if (now.isAfter(known.cancelledAt.plus(Patience.CANCEL_CONFIRMATION))) {
            turn.giveUp(known, Judgements.unconfirmed(known));
            return;
        }
        if (known.askAgainAt == null || !now.isBefore(known.askAgainAt)) {
            known.askAgainAt = now.plus(Patience.BETWEEN_CANCELS);
            ask(known.order().id());
        }
    }

    private void ask(EngineExecutionId run) {
        engine.call(
                () -> {
                    runner.cancel(run);
                    return run;
                },
                asked -> {},
                failure -> LOG.warn("Could not ask for the end of run {}: {}", run, failure));
    }
}
