package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final WatchId id;
    private final LiveRule rule;
    private final @Nullable Instant sentAt;
    private @Nullable JsonObject processed;
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

    synchronized boolean over() {
        return over;
    }

    synchronized void endAsked(Instant now) {
        if (endAskedAt == null) {
            endAskedAt = now;
        }
    }

    synchronized void seen(RuleTrail trail, Instant now) {
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
