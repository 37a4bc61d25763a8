package dev.sst.stackstorm;

import java.time.Instant;

/**
 * Which enforcements of rules: all filters that are set have to be met, and one that is set again takes the place of the earlier.
 * Only what StackStorm can filter by is here, because it passes over a filter that it does not know and gives everything.
 * Immutable.
 */
public final class EnforcementQuery {

    private static final EnforcementQuery ALL = new EnforcementQuery(TimedList.ENFORCEMENTS.query(), TimeBounds.NONE);

    private final QueryString query;
    private final TimeBounds bounds;

    private EnforcementQuery(QueryString query, TimeBounds bounds) {
        this.query = query;
        this.bounds = bounds;
    }

    /** Those of every rule. */
    public static EnforcementQuery all() {
        return ALL;
    }

    /** Those of that rule, {@code pack.name}. */
    public static EnforcementQuery of(String rule) {
        return ALL.filtered("rule_ref", rule);
    }

    /**
     * Made at that time or later.
     *
     * @throws IllegalArgumentException when that is not before {@link #until}
     */
    public EnforcementQuery since(Instant instant) {
        return new EnforcementQuery(query, bounds.from(instant));
    }

    /**
     * Made before that time.
     *
     * @throws IllegalArgumentException when that is not after {@link #since}
     */
    public EnforcementQuery until(Instant instant) {
        return new EnforcementQuery(query, bounds.to(instant));
    }

    /** Of that event. */
    public EnforcementQuery triggeredBy(String instance) {
        return filtered("trigger_instance", instance);
    }

    /** That led to that execution. */
    public EnforcementQuery leadingTo(String execution) {
        return filtered("execution", execution);
    }

    private EnforcementQuery filtered(String name, String value) {
        return new EnforcementQuery(query.with(name, value), bounds);
    }

    QueryString query() {
        return query;
    }

    TimeBounds bounds() {
        return bounds;
    }

    @Override
    public String toString() {
        return "EnforcementQuery[" + query.parameters() + ", " + bounds + "]";
    }
}
