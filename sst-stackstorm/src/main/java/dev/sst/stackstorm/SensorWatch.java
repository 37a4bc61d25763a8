package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence.Dispatched;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a watch of a sensor is over.
 *
 * <ol>
 *   <li>By itself: its process ended with exit code 0, failed for the third time, or was not started again for {@link #RESTART}.
 *       StackStorm starts one that failed twice more, 2.5 and 5 seconds later, and notices a death up to 5 seconds late.
 *   <li>By itself: it was not started for {@link #SPAWN} after the second time it was asked for.
 *   <li>Once its end was asked for.
 * </ol>
 *
 * In each case one of ours is switched off first.
 *
 * <p>It knows no clock: every look tells it the time. Thread-safe.
 */
final class SensorWatch {

    static final Duration RESTART = Duration.ofSeconds(12);
    static final Duration SPAWN = Duration.ofSeconds(15);

    /** A watch that nobody has looked at for so long goes on elsewhere, or nowhere. */
    static final Duration FORGOTTEN = Duration.ofSeconds(30);

    private static final String UNSTARTED =
            "StackStorm was asked twice to start it; its pack may lack its virtual environment, or the sensor container takes"
                    + " no sensors that are added later (single-sensor mode, a fixed partition); the container's log says which";
    private static final String NO_SIGN =
            "StackStorm did not start the sensor, and no other sensor showed a sign of life: is its sensor container there?";

    /** What a watch does to its sensor. */
    enum Manner {
        /** Ours: switched on for it, and off afterwards. */
        OURS("sensor"),
        /** Ours: started anew for it, and left on. */
        KEPT("sensorkept"),
        /** Was there before us: left as it is. */
        STANDING("sensorseen");

        private final String kind;

        Manner(String kind) {
            this.kind = kind;
        }

        /** How the ids of its watches begin. */
        String kind() {
            return kind;
        }
    }

    private final WatchId id;
    private final Manner manner;
    private final LiveSensor sensor;
    private final Instant since;
    private SensorTrail trail = SensorTrail.NOTHING;
    private Instant lookedAt;
    private Instant startAskedAt;
    private boolean startAskedAgain;
    private @Nullable Instant downSince;
    private boolean endAsked;
    private boolean switchedOff;
    private @Nullable String disturbed;
    private @Nullable String disabled;

    SensorWatch(WatchId id, Manner manner, LiveSensor sensor, Instant since) {
        this.id = id;
        this.manner = manner;
        this.sensor = sensor;
        this.since = since;
        lookedAt = since;
        startAskedAt = since;
    }

    WatchId id() {
        return id;
    }

    LiveSensor sensor() {
        return sensor;
    }

    Manner manner() {
        return manner;
    }

    /** Whether it still uses its sensor, so that no other watch may begin. */
    synchronized boolean inUse(Instant now) {
        return manner != Manner.STANDING && !over(now) && now.isBefore(lookedAt.plus(FORGOTTEN));
    }

    synchronized void seen(SensorTrail seen, Instant now) {
        lookedAt = now;
        if (!seen.down()) {
            downSince = null;
        } else if (downSince == null || seen.exits().size() != trail.exits().size()) {
            downSince = now;
        }
        trail = seen;
    }

    /** Whether the start must be asked for once more: told once. */
    synchronized boolean startAgain(Instant now) {
        if (manner == Manner.STANDING || started() || endAsked || startAskedAgain || !unheard(now)) {
            return false;
        }
        startAskedAgain = true;
        startAskedAt = now;
        return true;
    }

    private boolean unheard(Instant now) {
        return !started() && !now.isBefore(startAskedAt.plus(SPAWN));
    }

    private boolean started() {
        return manner == Manner.STANDING || !trail.spawns().isEmpty();
    }

    /**
     * One of ours is on until then. Found off, or gone, somebody else was there, or a node that ended the watch and could not
     * store it, and what was not seen proves nothing; that its process died by itself is a proof all the same. One that was
     * there before is as its owner wants it.
     *
     * @param now the sensor as it is; {@code null} when it is gone
     */
    synchronized void endAsked(@Nullable LiveSensor now) {
        if (endAsked) {
            return;
        }
        endAsked = true;
        if (now == null) {
            disturbed = switchedOff ? null : "sensor " + sensor.ref() + " was taken away while it was watched";
        } else if (!now.enabled() && manner == Manner.STANDING) {
            disabled = "sensor " + sensor.ref() + " is disabled in StackStorm";
        } else if (!now.enabled() && !switchedOff) {
            disturbed = "sensor " + sensor.ref()
                    + " was switched off or deployed anew while it was watched, by somebody or by"
                    + " a server that went away before it could store the end";
        }
    }

    synchronized boolean isEndAsked() {
        return endAsked;
    }

    /** Whether the sensor is to be switched off now. */
    synchronized boolean toBeSwitchedOff(Instant now) {
        return manner == Manner.OURS && ended(now) && !switchedOff;
    }

    synchronized void switchedOff() {
        switchedOff = true;
    }

    /** Whether a start of its process is on its way: StackStorm goes through with it also when it is switched off meanwhile. */
    synchronized boolean mayBeStartedAgain() {
        return trail.down() && !trail.givenUp();
    }

    private boolean ended(Instant now) {
        return endAsked || trail.hopeless() || dead(now) || (startAskedAgain && unheard(now));
    }

    private boolean dead(Instant now) {
        return trail.givenUp() || (downSince != null && !now.isBefore(downSince.plus(RESTART)));
    }

    synchronized boolean over(Instant now) {
        return ended(now) && (manner != Manner.OURS || switchedOff);
    }

    synchronized Dispatched evidence() {
        return new Dispatched(
                trail.kept(),
                trail.dispatches().total(),
                started(),
                started() && !trail.down() && disabled == null,
                trail.exitCodes(),
                started() ? disabled : unstarted(),
                unwatched());
    }

    private String unstarted() {
        return startAskedAgain
                ? UNSTARTED
                : "it was not seen to start in the "
                        + Duration.between(startAskedAt, lookedAt).toSeconds()
                        + " s it was watched for, and StackStorm was asked once";
    }

    private @Nullable String unwatched() {
        if (disturbed != null && !diedByItself()) {
            return disturbed;
        }
        return started() || trail.signs() ? null : NO_SIGN;
    }

    /** A process that is stopped, whoever does it, leaves no exit; that of an existing sensor may be one of its name elsewhere. */
    private boolean diedByItself() {
        return manner != Manner.STANDING && !trail.exits().isEmpty();
    }

    /** When its process was first seen to start, by StackStorm's clock; else since when it is watched. */
    synchronized Instant begun() {
        return manner == Manner.STANDING
                ? since
                : trail.spawns().stream().findFirst().orElse(since);
    }

    /** What a watch of that id does to its sensor; empty when it is none of a sensor. */
    static Optional<Manner> manner(EngineExecutionId id) {
        for (Manner manner : Manner.values()) {
            if (WatchId.parse(manner.kind(), id).isPresent()) {
                return Optional.of(manner);
            }
        }
        return Optional.empty();
    }
}
