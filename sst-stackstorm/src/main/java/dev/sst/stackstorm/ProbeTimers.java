package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether StackStorm's timers engine is up, as far as that can be seen: it says nothing of itself, so a timer of somebody's rule
 * that went off a moment ago is the one proof, and without one nothing is known. Reads alone. Thread-safe.
 */
final class ProbeTimers {

    /** What went off this long ago, or as much later by a clock that differs, shows that the engine is up. */
    static final Duration A_MOMENT = Duration.ofMinutes(5);

    private final StackStormClient client;
    private final InstantSource clock;

    ProbeTimers(StackStormClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    Finding look() {
        Optional<Instant> newest = Stream.of("IntervalTimer", "CronTimer", "DateTimer")
                .flatMap(type -> newest(type).stream())
                .max(Comparator.naturalOrder());
        String words = newest.map(at -> "a timer last went off at " + at).orElse("no timer has gone off so far");
        if (newest.filter(this::aMomentAgo).isPresent()) {
            return new Finding(StackStormProbe.TIMERS, State.WORKS, words, null);
        }
        int timers = client.list(Request.get("/v1/timers")).size();
        return new Finding(
                StackStormProbe.TIMERS,
                State.UNKNOWN,
                words
                        + (timers == 0
                                ? ", and no rule has one: only one that ticks shows whether st2timersengine is up"
                                : "; of rules there are " + timers
                                        + ": whether one was due since, and st2timersengine is up, is not known"),
                null);
    }

    private boolean aMomentAgo(Instant at) {
        return Duration.between(at, clock.instant()).abs().compareTo(A_MOMENT) <= 0;
    }

    /** When the newest of that type went off, by the timers engine's own clock: the rules engine may hear of it much later. */
    private Optional<Instant> newest(String type) {
        return Executions.objects(
                        client.list(Request.get("/v1/triggerinstances?trigger_type=core.st2." + type + "&limit=1")))
                .stream()
                .findFirst()
                .flatMap(instance -> Executions.inner(instance, "payload"))
                .flatMap(ProbeTimers::executedAt);
    }

    /** As Python writes a time. */
    private static Optional<Instant> executedAt(JsonObject payload) {
        try {
            return payload.text("executed_at")
                    .map(text -> OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
