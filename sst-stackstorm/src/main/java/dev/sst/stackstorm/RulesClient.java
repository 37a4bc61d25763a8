package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rules, read and switched, and what they made of events. StackStorm takes a rule as a whole only, so switching one reads it and
 * writes it again: what somebody else changes in between is lost. For errors, null and threads see {@link StackStorm}.
 */
public final class RulesClient {

    /** What StackStorm shows in the place of a secret. */
    private static final JsonString MASK = new JsonString("********");

    private final StackStormClient client;
    private final Rules rules;
    private final Lists lists;

    RulesClient(StackStormClient client, Lists lists) {
        this.client = client;
        this.rules = new Rules(client);
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

    /**
     * Lets it fire.
     *
     * @param ref {@code pack.name}, or StackStorm's id
     * @throws EngineRejectedException also when it gives its action a secret, which StackStorm does not show and which would be
     *     lost with the writing
     */
    public void enable(String ref) {
        switched(ref, true);
    }

    /**
     * Keeps it from firing; a timer of it goes on ticking.
     *
     * @param ref {@code pack.name}, or StackStorm's id
     * @throws EngineRejectedException as {@link #enable} does
     */
    public void disable(String ref) {
        switched(ref, false);
    }

    private void switched(String ref, boolean enabled) {
        LiveRule rule =
                rules.rule(ref).orElseThrow(() -> new EngineRejectedException("StackStorm knows no rule " + ref));
        if (rule.enabled() == enabled) {
            return;
        }
        if (masked(parameters(rule))) {
            throw new EngineRejectedException("rule " + ref
                    + " gives its action a secret, which StackStorm does not show: switch it where it is written");
        }
        client.existing(
                Request.put(Rules.PATH + "/" + rule.id(), rule.json().with("enabled", JsonBoolean.of(enabled))));
    }

    /** StackStorm masks what a schema declares secret within objects and arrays as well. */
    private static boolean masked(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.members().values().stream().anyMatch(RulesClient::masked);
        }
        return value instanceof JsonArray array
                ? array.items().stream().anyMatch(RulesClient::masked)
                : value.equals(MASK);
    }

    private static JsonObject parameters(LiveRule rule) {
        return Members.object(Members.object(rule.json(), "action"), "parameters");
    }

    /** What rules made of events, the newest first. What is made while the stream is read is not in it. */
    public Stream<EnforcementRecord> enforcements(EnforcementQuery query) {
        return lists.byTime(TimedList.ENFORCEMENTS, query.query(), query.bounds(), Lists.PAGE)
                .map(EnforcementRecord::new);
    }
}
