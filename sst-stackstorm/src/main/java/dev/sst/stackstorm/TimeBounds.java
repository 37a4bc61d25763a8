package dev.sst.stackstorm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time, its beginning included and its end not. StackStorm's own bounds leave out both, and those of some lists
 * cut what is asked for to the millisecond (seen live), so it is asked for a millisecond more at either end. Immutable.
 *
 * @param since {@code null} for all that was before
 * @param until {@code null} for all that comes
 */
record TimeBounds(@Nullable Instant since, @Nullable Instant until) {

    static final TimeBounds NONE = new TimeBounds(null, null);

    /** The finest step that every list of StackStorm can tell apart. */
    static final Duration STEP = Duration.ofMillis(1);

    TimeBounds {
        if (since != null && until != null && !since.isBefore(until)) {
            throw new IllegalArgumentException("since must be before until, was " + since + " and " + until);
        }
    }

    TimeBounds from(Instant instant) {
        return new TimeBounds(instant, until);
    }

    TimeBounds to(Instant instant) {
        return new TimeBounds(since, instant);
    }

    /** What to ask StackStorm for rows later than; empty without a beginning, and where that is the epoch's: nothing is older. */
    Optional<Instant> askedAfter() {
        return Optional.ofNullable(since).filter(Instant.EPOCH::isBefore).map(instant -> instant.minus(STEP));
    }

    /** What to ask StackStorm for rows earlier than; empty without an end. */
    Optional<Instant> askedBefore() {
        return Optional.ofNullable(until).map(TimeBounds::justAfter);
    }

    /** A bound below which a row of that time is for certain. */
    static Instant justAfter(Instant instant) {
        return instant.plus(STEP);
    }

    boolean contains(Instant instant) {
        return (since == null || !instant.isBefore(since)) && (until == null || instant.isBefore(until));
    }
}
