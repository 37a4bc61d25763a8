package dev.sst.core.execution;

import dev.sst.execution.Execution;
import dev.sst.execution.Judgement;
import dev.sst.test.RetryPolicy;
import java.time.Instant;
import java.util.Optional;

/** What follows a judgement: another attempt, or the end. Pure. */
final class RetryRule {

    private RetryRule() {}

    /** The next state; empty when the execution is over already. */
    static Optional<Execution> after(Execution execution, RetryPolicy policy, Judgement judgement, Instant now) {
        boolean again = judgement.verdict().retried()
                && !execution.cancelRequested()
                && execution.attempts().size() <= policy.count();
        return again
                ? Moves.retryScheduled(execution, judgement, now, now.plus(policy.delay()))
                : Moves.concluded(execution, judgement, now);
    }
}
