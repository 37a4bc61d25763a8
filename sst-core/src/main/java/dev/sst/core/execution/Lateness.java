package dev.sst.core.execution;

import dev.sst.execution.EngineState;
import dev.sst.execution.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a run ended after its deadline, and whether it had had its time by then. Content without a harness has its deadline
 * from its start, and may have waited in the engine's queue unseen, as when its node went away: then its own time counts, by
 * the engine's clock alone. Pure.
 */
final class Lateness {

    /** So much may lie between a start and its run without anybody having looked: a run that was that much short had its time. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    private Lateness() {}

    /** Not when only we looked late (the engine may have been away, or this node), nor when it ended by itself within its time. */
    static boolean late(Held known, Outcome outcome) {
        Instant deadline = known.deadline();
        Instant end = outcome.endedAt();
        boolean afterDeadline = known.overdue && (deadline == null || end == null || end.isAfter(deadline));
        boolean withinItsTime = outcome.state() != EngineState.CANCELLED
                && ran(known, outcome)
                        .filter(ran -> ran.compareTo(known.settings.timeout()) <= 0)
                        .isPresent();
        return afterDeadline && !withinItsTime;
    }

    /** Whether we ended it at its deadline although it had not had its time, or had not even begun. */
    static boolean cutShort(Held known, Outcome outcome) {
        if (outcome.state() != EngineState.CANCELLED || known.execution.cancelRequested() || !late(known, outcome)) {
            return false;
        }
        return known.waiting
                || ran(known, outcome)
                        .filter(ran -> ran.plus(TOLERANCE).compareTo(known.settings.timeout()) < 0)
                        .isPresent();
    }

    /** How long it ran; empty where a harness or a watch keeps the time, or the engine does not say. */
    private static Optional<Duration> ran(Held known, Outcome outcome) {
        boolean timedHere = known.settings.deployment().shape() == null
                && !known.settings.deployment().watched();
        Instant began = outcome.startedAt();
        Instant end = outcome.endedAt();
        return timedHere && began != null && end != null ? Optional.of(Duration.between(began, end)) : Optional.empty();
    }
}
