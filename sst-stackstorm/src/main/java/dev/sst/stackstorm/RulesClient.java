package dev.sst.stackstorm;

import java.util.Optional;
import java.util.stream.Stream;

/** Rules, and what they made of events: read. For errors, null and threads see {@link StackStorm}. */
public final class RulesClient {

    private final Rules rules;
    private final Lists lists;

    RulesClient(Rules rules, Lists lists) {
        this.rules = rules;
        this.lists = lists;
    }

    /** By packs and names; StackStorm gives all in one answer. */
    public Stream<RuleRecord> list() {
        return lists.whole(QueryString.of(Rules.PATH)).map(RuleRecord::new);
    }

    public Stream<RuleRecord> ofPack(String pack) {
        return lists.whole(Rules.inPack(pack)).map(RuleRecord::new);
    }

    /** Those that run that action, {@code pack.name}. */
    public Stream<RuleRecord> running(String action) {
        return lists.whole(QueryString.of(Rules.PATH).with("action", action)).map(RuleRecord::new);
    }

    /** @param ref {@code pack.name}, or StackStorm's id */
    public Optional<RuleRecord> get(String ref) {
        return rules.rule(ref).map(rule -> new RuleRecord(rule.json()));
    }

    /** What rules made of events, the newest first. What is made while the stream is read is not in it. */
    public Stream<EnforcementRecord> enforcements(EnforcementQuery query) {
        return lists.byTime(TimedList.ENFORCEMENTS, query.query(), query.bounds(), Lists.PAGE)
                .map(EnforcementRecord::new);
    }
}
