package dev.sst.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a test did lately. Immutable. What counts is an execution that ended PASSED, FAILED, ERROR or TIMEOUT and was neither the
 * check of a deployment nor a dry run: everything else says nothing about the thing under test.
 *
 * @param recent its newest executions of every kind and state, newest last, at most {@link #RECENT}
 * @param day the last 24 hours
 * @param month the last 30 days
 */
public record TestHistory(List<ExecutionSummary> recent, Availability day, Availability month, Durations durations) {
    /** How many executions {@code recent} holds. */
    public static final int RECENT = 30;

    /** The window of {@code day}. */
    public static final Duration DAY = Duration.ofHours(24);

    /** The window of {@code month}. */
    public static final Duration MONTH = Duration.ofDays(30);

    /** How many executions are counted at most; a test that ran more often is counted back to a later time. */
    public static final int COUNTED = 10_000;

    /** Of how many of the newest counted executions the durations are taken. */
    public static final int TIMED = 1_000;

    /** Fewer passed executions than this have no percentiles. */
    public static final int ENOUGH_SAMPLES = 20;

    /**
     * How often it passed. The share is for the reader to work out, so that nobody rounds up to 100 %.
     *
     * @param counted how many executions count, the passed ones among them
     * @param since how far back they are counted: the beginning of the window, or later when there are more than
     *     {@link #COUNTED}
     */
    public record Availability(long passed, long counted, Instant since) {
        public Availability {
            Objects.requireNonNull(since, "since");
        }
    }

    /**
     * How long its passed executions took, from the first attempt to the end. Percentiles are durations that were measured, the
     * smallest that so many do not exceed; all {@code null} below {@link #ENOUGH_SAMPLES}.
     *
     * @param samples how many passed executions there are among the newest {@link #TIMED} counted ones of the month
     */
    public record Durations(
            long samples,
            @Nullable Duration p50,
            @Nullable Duration p95,
            @Nullable Duration p99) {
        /** Without percentiles where there are too few samples. */
        public static Durations of(
                long samples, @Nullable Duration p50, @Nullable Duration p95, @Nullable Duration p99) {
            return samples < ENOUGH_SAMPLES
                    ? new Durations(samples, null, null, null)
                    : new Durations(samples, p50, p95, p99);
        }
    }

    public TestHistory {
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(month, "month");
        Objects.requireNonNull(durations, "durations");
        recent = List.copyOf(recent);
    }
}
