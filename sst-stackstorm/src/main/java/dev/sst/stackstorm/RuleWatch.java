package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a watch of a rule is over.
 *
 * <ol>
 *   <li>By itself: the event is processed, all that was fired has ended, and nothing changed for the watch's quiet time.
 *   <li>Once its end was asked for, what is fired from then on counts no more. What was fired may end within
 *       {@link #GRACE}; then it is ended, if it is of this test's making, and {@link #PATIENCE} after the question it is over in
 *       any case.
 * </ol>
 *
 * It knows no clock: every look tells it the time. Thread-safe.
 */
final class RuleWatch {

    static final Duration GRACE = Duration.ofSeconds(3);
    static final Duration PATIENCE = Duration.ofSeconds(12);

    /** StackStorm makes the instance of an event within a tenth of a second, or something is wrong with it. */
    static final Duration SOON = Duration.ofSeconds(10);

    static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

    private final WatchId id;
    private final LiveRule rule;
    private final @Nullable Instant sentAt;
    private @Nullable JsonObject instance;
    private @Nullable JsonObject processed;
    private @Nullable Instant askedFirst;
    private @Nullable Instant askedLast;
    private @Nullable Instant mark;
    private final Map<String, JsonObject> enforcements = new LinkedHashMap<>();
    private final Map<String, JsonObject> ended = new HashMap<>();
    private String fingerprint = "";
    private @Nullable Instant changedAt;
    private @Nullable Instant endAskedAt;
    private @Nullable Instant until;
    private boolean endingSent;
    private boolean over;

    /** @param sentAt when this node sent the event; {@code null} when it did not */
    RuleWatch(WatchId id, LiveRule rule, @Nullable Instant sentAt) {
        this.id = id;
        this.rule = rule;
        this.sentAt = sentAt;
    }

    WatchId id() {
        return id;
    }

    LiveRule rule() {
        return rule;
    }

    @Nullable
    Instant sentAt() {
        return sentAt;
    }

    /** What need not be asked for again. */
    synchronized RuleChain.Known known() {
        return new RuleChain.Known(processed, ended, until);
    }

    /**
     * When the newest enforcement of any rule was made that StackStorm showed before this rule's were read last; empty before they
     * were, and when it was not asked for.
     */
    synchronized Optional<Instant> mark() {
        return Optional.ofNullable(mark);
    }

    /** All enforcements of this rule that have been seen, with these: the newest {@link Enforcements#MOST}, oldest first. */
    synchronized List<JsonObject> with(List<JsonObject> more) {
        Map<String, JsonObject> all = new LinkedHashMap<>(enforcements);
        more.stream()
                .filter(enforcement -> Enforcements.at(enforcement)
                        .map(at -> at.isAfter(id.baseline()))
                        .orElse(true))
                .forEach(enforcement -> all.put(enforcement.text("id").orElse(""), enforcement));
        List<JsonObject> sorted = Enforcements.oldestFirst(all.values());
        return sorted.subList(Math.max(0, sorted.size() - Enforcements.MOST), sorted.size());
    }

    /** These are all of this rule, as of that mark. */
    synchronized void read(List<JsonObject> all, @Nullable Instant newest) {
        enforcements.clear();
        all.forEach(enforcement -> enforcements.put(enforcement.text("id").orElse(""), enforcement));
        mark = newest;
    }

    /** The instance of the event as it was seen last; {@code null} when there is none (yet). */
    synchronized @Nullable JsonObject instance() {
        return instance;
    }

    /**
     * Whether the instance of the event is to be asked for now: as long as it may change, less often when that has lasted, and
     * at once when the rule was enforced or the end was asked for.
     */
    synchronized boolean asksForInstance(List<JsonObject> all, Instant now) {
        if (processed != null || rule.timed()) {
            return false;
        }
        if (askedFirst == null || askedLast == null) {
            askedFirst = now;
            askedLast = now;
            return true;
        }
        boolean due = now.isBefore(askedFirst.plus(SOON))
                || !now.isBefore(askedLast.plus(BETWEEN_QUESTIONS))
                || all.size() > enforcements.size()
                || endAskedAt != null;
        if (due) {
            askedLast = now;
        }
        return due;
    }

    synchronized boolean over() {
        return over;
    }

    synchronized void endAsked(Instant now) {
        if (endAskedAt == null) {
            endAskedAt = now;
        }
    }

    synchronized void seen(RuleTrail trail, Instant now) {
        instance = trail.instance();
        if (trail.processed()) {
            processed = trail.instance();
        }
        ended.putAll(trail.ended());
        Instant changed = changedAt;
        if (changed == null || !trail.fingerprint().equals(fingerprint)) {
            fingerprint = trail.fingerprint();
            changedAt = now;
            changed = now;
        }
        Instant asked = endAskedAt;
        if (asked == null) {
            over = trail.settled() && !now.isBefore(changed.plus(id.quiet()));
            return;
        }
        if (until == null) {
            until = trail.newest().orElse(id.baseline());
        }
        over = trail.running().isEmpty() || !now.isBefore(asked.plus(PATIENCE));
    }

    /** What has to be ended now: told once. */
    synchronized List<EngineExecutionId> toBeEnded(RuleTrail trail, Instant now) {
        Instant asked = endAskedAt;
        if (asked == null || over || endingSent || now.isBefore(asked.plus(GRACE))) {
            return List.of();
        }
        endingSent = true;
        return trail.running().stream()
                .filter(execution -> rule.timed()
                        ? rule.owner().isPresent()
                        : RuleChain.carries(
                                trail.executions().getOrDefault(execution.value(), JsonObject.empty()), id.key()))
                .toList();
    }
}
