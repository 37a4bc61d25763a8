package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a watch: everything that any node needs to go on with it. StackStorm knows no such thing, what it runs meanwhile
 * are executions of other names.
 *
 * @param kind what is watched: {@code rule}
 * @param object StackStorm's id of it
 * @param baseline what happened until then, by StackStorm's clock, belongs to somebody else; to the microsecond
 * @param quiet how long nothing must change before it is over; to the millisecond
 * @param key the attempt's, which is the trace tag of what it causes
 */
record WatchId(String kind, String object, Instant baseline, Duration quiet, String key) {

    static final String RULE = "rule";

    private static final int BASE = 36;
    private static final Pattern FORM =
            Pattern.compile("([a-z]+)-([0-9a-f]{24})-([0-9a-z]{1,12})-([0-9a-z]{1,8})-(.+)");

    WatchId {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(key, "key");
        baseline = baseline.truncatedTo(ChronoUnit.MICROS);
    }

    /** What that id names; empty when it is not of that kind. */
    static Optional<WatchId> parse(String kind, EngineExecutionId id) {
        Matcher form = FORM.matcher(id.value());
        if (!form.matches() || !form.group(1).equals(kind)) {
            return Optional.empty();
        }
        return Optional.of(new WatchId(
                kind,
                form.group(2),
                Instant.EPOCH.plus(Long.parseLong(form.group(3), BASE), ChronoUnit.MICROS),
                Duration.ofMillis(Long.parseLong(form.group(4), BASE)),
                form.group(5)));
    }

    EngineExecutionId id() {
        return new EngineExecutionId(String.join(
                "-",
                kind,
                object,
                Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, baseline), BASE),
                Long.toString(quiet.toMillis(), BASE),
                key));
    }
}
