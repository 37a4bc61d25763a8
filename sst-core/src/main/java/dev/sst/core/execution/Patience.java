package dev.sst.core.execution;

import dev.sst.core.node.CoreSettings;
import dev.sst.test.RunSettings;
import java.time.Duration;
import java.time.Instant;

/** How long things may take: pure. */
final class Patience {
    /** Between two look-ups of a run whose start got no answer; StackStorm shows one 18 to 60 ms after the request. */
    static final Duration BETWEEN_LOOKUPS = Duration.ofSeconds(1);

    /** Look-ups without a result before the start is sent again. */
    static final int LOOKUPS = 2;

    /** Between two tries to reach an engine that did not answer. */
    static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    /** The first look at a run comes sooner than the regular ones. */
    static final Duration FIRST_LOOK = Duration.ofMillis(500);

    /** Between two looks at what is watched: no signal tells of it. */
    static final Duration BETWEEN_LOOKS_AT_WATCHED = Duration.ofSeconds(1);

    /** Between two requests for an end: an answer may have been lost, and StackStorm releases an orphan at the second. */
    static final Duration BETWEEN_CANCELS = Duration.ofSeconds(10);

    /** How long an engine may take to confirm an end that was asked for. */
    static final Duration CANCEL_CONFIRMATION = Duration.ofSeconds(30);

    private Patience() {}

    /**
     * When a run is over at the latest. With a harness the test's own deadline is kept there, and this is for a harness that
     * never reports; without one it is the deadline itself.
     */
    static Instant deadline(RunSettings run, CoreSettings settings, Instant started) {
        return run.deployment().shape() == null
                ? started.plus(run.timeout())
                : started.plus(settings.queuePatience()).plus(run.timeout()).plus(CoreSettings.REPORT_MARGIN);
    }

    /**
     * The deadline of a run that still waits at the engine, where that is the test's own: what waits does not run yet. It
     * moves until the engine's queue has been waited for long enough.
     *
     * @param nextLook when somebody will look again at the latest
     */
    static Instant whileWaiting(RunSettings run, CoreSettings settings, Instant deadline, Instant nextLook) {
        if (run.deployment().shape() != null || run.deployment().watched()) {
            return deadline;
        }
        Instant moved = nextLook.plus(run.timeout());
        Instant last = deadline.plus(settings.queuePatience());
        return moved.isBefore(deadline) ? deadline : moved.isBefore(last) ? moved : last;
    }

    /** Whether an engine that has not answered since then has been waited for long enough. */
    static boolean startExhausted(Instant unreachableSince, CoreSettings settings, Instant now) {
        return now.isAfter(unreachableSince.plus(settings.startPatience()));
    }
}
