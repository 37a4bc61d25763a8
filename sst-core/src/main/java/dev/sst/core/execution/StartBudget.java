package dev.sst.core.execution;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket: how many starts are allowed now. Holds at most one second's worth. Not thread-safe; belongs to the
 * worker's thread.
 */
final class StartBudget {
    private final int perSecond;
    private double tokens;
    private Instant filledAt;

    StartBudget(int perSecond, Instant now) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.filledAt = now;
    }

    /** Takes one if there is one. */
    boolean take(Instant now) {
        double seconds = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
        tokens = Math.min(perSecond, tokens + seconds * perSecond);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
