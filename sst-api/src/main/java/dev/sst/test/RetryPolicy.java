package dev.sst.test;

import java.time.Duration;
import java.util.Objects;

/**
 * How often an attempt that did not pass is repeated.
 *
 * @param count repeats after the first attempt; 0 for none
 * @param delay the pause before each repeat
 */
public record RetryPolicy(int count, Duration delay) {
    /** No repeats; the delay is the specification's default of 5 s. */
    public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ofSeconds(5));

    public RetryPolicy {
        Objects.requireNonNull(delay, "delay");
    }
}
