package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The questions about what rules have enforced. StackStorm writes an enforcement once, when the rule's action has been asked
 * for, under the time at which that began: one may show up behind others that are later. Reads only. Thread-safe.
 */
final class Enforcements {

    /** How much later than another one, of an earlier time, an enforcement may show up. */
    static final Duration OVERLAP = Duration.ofSeconds(30);

    private static final int PAGE = 100;
    private static final int MAX_PAGES = 10;

    /** Of one rule no more are read. */
    static final int MOST = PAGE * MAX_PAGES;

    private final StackStormClient client;

    Enforcements(StackStormClient client) {
        this.client = client;
    }

    /** When the rule was enforced last, by StackStorm's clock; the epoch when it never was. */
    Instant last(String ruleId) {
        return newest(asked("rule_id=" + ruleId + "&limit=1")).orElse(Instant.EPOCH);
    }

    /** When any rule was enforced last, by StackStorm's clock; the epoch when none ever was. */
    Instant last() {
        return newest(asked("limit=1")).orElse(Instant.EPOCH);
    }

    /** Those of the rule since the watch's baseline, oldest first: the newest {@link #MOST}, when there are more. */
    List<JsonObject> of(WatchId watch) {
        QueryString ofRule = TimedList.ENFORCEMENTS.query().with("rule_id", watch.object());
        return oldestFirst(pages(ofRule, watch.baseline()).upTo(MAX_PAGES).stream()
                .filter(enforcement ->
                        at(enforcement).map(watch.baseline()::isBefore).orElse(true))
                .toList());
    }

    /**
     * Those of all rules that may not have been there yet when that was the newest; empty when that takes more questions than so
     * many, or than there ever are.
     */
    Optional<List<JsonObject>> behind(Instant newest, int questions) {
        Instant from = newest.isAfter(Instant.EPOCH.plus(OVERLAP)) ? newest.minus(OVERLAP) : Instant.EPOCH;
        TimePages pages = pages(TimedList.ENFORCEMENTS.query(), from);
        List<JsonObject> found = pages.upTo(Math.min(questions, MAX_PAGES));
        return pages.over() ? Optional.of(found) : Optional.empty();
    }

    private TimePages pages(QueryString query, Instant since) {
        return new TimePages(client, TimedList.ENFORCEMENTS, query, TimeBounds.NONE.from(since), PAGE);
    }

    static Optional<Instant> newest(List<JsonObject> enforcements) {
        return enforcements.stream()
                .flatMap(enforcement -> at(enforcement).stream())
                .max(Comparator.naturalOrder());
    }

    static List<JsonObject> oldestFirst(Collection<JsonObject> enforcements) {
        return enforcements.stream()
                .sorted(Comparator.comparing(enforcement -> at(enforcement).orElse(Instant.EPOCH)))
                .toList();
    }

    static Optional<Instant> at(JsonObject enforcement) {
        return RuleTrail.time(enforcement, "enforced_at");
    }

    private List<JsonObject> asked(String query) {
        return Executions.objects(client.list(Request.get("/v1/ruleenforcements?" + query)));
    }
}
