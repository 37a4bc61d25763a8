package dev.sst.core.node;

import java.time.Duration;

/**
 * How the core paces itself. Every default is a public constant here, and nowhere else.
 *
 * @param maxConcurrent how many executions this node has in flight at most
 * @param startsPerSecond how many it starts per second at most; StackStorm's scheduler takes about ten a second and slows
 *     down when flooded
 * @param parallelCalls how many calls to the engine run at once
 * @param lease how long a silent node keeps its executions
 * @param claimEvery how often it looks for executions that nobody woke it for
 * @param observeEvery how often a running execution is looked at while no signals arrive
 * @param observeEveryWithSignals how often it is looked at all the same while they do
 * @param startPatience how long a start is tried while the engine cannot be reached
 * @param queuePatience how long a started run may wait at the engine before it is given up
 * @param deliveryLease how long a silent node keeps a delivery: longer than any sink takes to answer
 * @param deployPatience how long a deployment waits for another one to the same pack
 * @param maxTestDuration the longest timeout that a test may ask for
 * @param lookForDriftEvery how often everything that is live is looked at, whether it still is what was written; zero for
 *     never
 */
public record CoreSettings(
        int maxConcurrent,
        int startsPerSecond,
        int parallelCalls,
        Duration lease,
        Duration claimEvery,
        Duration observeEvery,
        Duration observeEveryWithSignals,
        Duration startPatience,
        Duration queuePatience,
        Duration deliveryLease,
        Duration deployPatience,
        Duration maxTestDuration,
        Duration lookForDriftEvery) {

    public static final int DEFAULT_MAX_CONCURRENT = 10;
    public static final int DEFAULT_STARTS_PER_SECOND = 10;
    public static final int DEFAULT_PARALLEL_CALLS = 16;
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);
    public static final Duration DEFAULT_CLAIM_EVERY = Duration.ofSeconds(1);
    public static final Duration DEFAULT_OBSERVE_EVERY = Duration.ofSeconds(2);
    public static final Duration DEFAULT_OBSERVE_EVERY_WITH_SIGNALS = Duration.ofSeconds(10);
    public static final Duration DEFAULT_START_PATIENCE = Duration.ofSeconds(60);
    public static final Duration DEFAULT_QUEUE_PATIENCE = Duration.ofSeconds(120);
    public static final Duration DEFAULT_DELIVERY_LEASE = Duration.ofSeconds(90);
    public static final Duration DEFAULT_DEPLOY_PATIENCE = Duration.ofSeconds(60);
    public static final Duration DEFAULT_MAX_TEST_DURATION = Duration.ofSeconds(1800);

    public static final Duration DEFAULT_LOOK_FOR_DRIFT_EVERY = Duration.ofMinutes(15);

    /** Between our deadline in the harness and the time when we stop waiting for its report. */
    public static final Duration REPORT_MARGIN = Duration.ofSeconds(30);

    public CoreSettings {
        atLeastOne("maxConcurrent", maxConcurrent);
        atLeastOne("startsPerSecond", startsPerSecond);
        atLeastOne("parallelCalls", parallelCalls);
        positive("lease", lease);
        positive("claimEvery", claimEvery);
        positive("observeEvery", observeEvery);
        positive("observeEveryWithSignals", observeEveryWithSignals);
        positive("startPatience", startPatience);
        positive("queuePatience", queuePatience);
        positive("deliveryLease", deliveryLease);
        positive("deployPatience", deployPatience);
        positive("maxTestDuration", maxTestDuration);
        if (lookForDriftEvery.isNegative()) {
            throw new IllegalArgumentException("lookForDriftEvery must not be negative, was " + lookForDriftEvery);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }

    /** The defaults. */
    public static CoreSettings defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Starts from the defaults. Not thread-safe. */
    public static final class Builder {
        private int maxConcurrent = DEFAULT_MAX_CONCURRENT;
        private int startsPerSecond = DEFAULT_STARTS_PER_SECOND;
        private int parallelCalls = DEFAULT_PARALLEL_CALLS;
        private Duration lease = DEFAULT_LEASE;
        private Duration claimEvery = DEFAULT_CLAIM_EVERY;
        private Duration observeEvery = DEFAULT_OBSERVE_EVERY;
        private Duration observeEveryWithSignals = DEFAULT_OBSERVE_EVERY_WITH_SIGNALS;
        private Duration startPatience = DEFAULT_START_PATIENCE;
        private Duration queuePatience = DEFAULT_QUEUE_PATIENCE;
        private Duration deliveryLease = DEFAULT_DELIVERY_LEASE;
        private Duration deployPatience = DEFAULT_DEPLOY_PATIENCE;
        private Duration maxTestDuration = DEFAULT_MAX_TEST_DURATION;
        private Duration lookForDriftEvery = DEFAULT_LOOK_FOR_DRIFT_EVERY;

        private Builder() {}

        public Builder maxConcurrent(int value) {
            maxConcurrent = value;
            return this;
        }

        public Builder startsPerSecond(int value) {
            startsPerSecond = value;
            return this;
        }

        public Builder parallelCalls(int value) {
            parallelCalls = value;
            return this;
        }

        public Builder lease(Duration value) {
            lease = value;
            return this;
        }

        public Builder claimEvery(Duration value) {
            claimEvery = value;
            return this;
        }

        public Builder observeEvery(Duration value) {
            observeEvery = value;
            return this;
        }

        public Builder observeEveryWithSignals(Duration value) {
            observeEveryWithSignals = value;
            return this;
        }

        public Builder startPatience(Duration value) {
            startPatience = value;
            return this;
        }

        public Builder queuePatience(Duration value) {
            queuePatience = value;
            return this;
        }

        public Builder deliveryLease(Duration value) {
            deliveryLease = value;
            return this;
        }

        public Builder deployPatience(Duration value) {
            deployPatience = value;
            return this;
        }

        public Builder maxTestDuration(Duration value) {
            maxTestDuration = value;
            return this;
        }

        public Builder lookForDriftEvery(Duration value) {
            lookForDriftEvery = value;
            return this;
        }

        public CoreSettings build() {
            return new CoreSettings(
                    maxConcurrent,
                    startsPerSecond,
                    parallelCalls,
                    lease,
                    claimEvery,
                    observeEvery,
                    observeEveryWithSignals,
                    startPatience,
                    queuePatience,
                    deliveryLease,
                    deployPatience,
                    maxTestDuration,
                    lookForDriftEvery);
        }
    }
}
