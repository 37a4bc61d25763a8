package dev.sst.report;

import dev.sst.execution.Verdict;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in slices of equal length, in which executions are counted by the time they were asked for.
 *
 * @param test only of this test
 * @param from the beginning of the first slice
 * @param width the length of each; whole seconds
 * @param count how many slices, 1 to {@link #MOST}
 */
public record TimeSlices(@Nullable TestId test, Instant from, Duration width, int count) {
    /** The most slices. */
    public static final int MOST = 500;

    /** The longest stretch, were its slices not rounded up to whole seconds: what it costs grows with the executions within. */
    public static final Duration LONGEST = Duration.ofDays(31);

    /**
     * What was counted in one slice.
     *
     * @param byVerdict how many have that verdict; what is missing is none
     * @param unfinished how many have no verdict yet
     */
    public record Slice(Instant from, Map<Verdict, Long> byVerdict, long unfinished) {
        public Slice {
            Objects.requireNonNull(from, "from");
            byVerdict = Map.copyOf(byVerdict);
        }
    }

    public TimeSlices {
        Objects.requireNonNull(from, "from");
        if (width.toSeconds() < 1 || !width.equals(Duration.ofSeconds(width.toSeconds()))) {
            throw new IllegalArgumentException("width must be whole seconds and at least one, was " + width);
        }
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("count must be 1 to " + MOST + ", was " + count);
        }
        if (width.multipliedBy(count).compareTo(LONGEST.plusSeconds(count)) > 0) {
            throw new IllegalArgumentException("the stretch must not be longer than " + LONGEST);
        }
    }

    /** The end of the last slice, which is in none. */
    public Instant until() {
        return begin(count);
    }

    /** Where that slice begins; the first is 0. */
    public Instant begin(int slice) {
        return from.plus(width.multipliedBy(slice));
    }
}
