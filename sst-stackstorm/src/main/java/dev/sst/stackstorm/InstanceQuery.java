package dev.sst.stackstorm;

import java.time.Instant;

/**
 * Which events. StackStorm can filter them by one of type and trigger, and by time; of the state it says that it can, and gives
 * everything. Immutable.
 */
public final class InstanceQuery {

    private static final InstanceQuery ALL = new InstanceQuery(TimedList.INSTANCES.query(), TimeBounds.NONE, false);

    private final QueryString query;
    private final TimeBounds bounds;
    private final boolean payloads;

    private InstanceQuery(QueryString query, TimeBounds bounds, boolean payloads) {
        this.query = query;
        this.bounds = bounds;
        this.payloads = payloads;
    }

    /** Events of every type. */
    public static InstanceQuery all() {
        return ALL;
    }

    /** Those of that type, {@code pack.name}. Once the type is gone, they are found by their trigger only. */
    public static InstanceQuery of(String type) {
        return new InstanceQuery(ALL.query.with("trigger_type", type), ALL.bounds, false);
    }

    /** Those of that trigger, as {@link RuleRecord#trigger} names it. */
    public static InstanceQuery ofTrigger(String trigger) {
        return new InstanceQuery(ALL.query.with("trigger", trigger), ALL.bounds, false);
    }

    /**
     * Taken up at that time or later.
     *
     * @throws IllegalArgumentException when that is not before {@link #until}
     */
    public InstanceQuery since(Instant instant) {
        return new InstanceQuery(query, bounds.from(instant), payloads);
    }

    /**
     * Taken up before that time.
     *
     * @throws IllegalArgumentException when that is not after {@link #since}
     */
    public InstanceQuery until(Instant instant) {
        return new InstanceQuery(query, bounds.to(instant), payloads);
    }

    /** With what each carries, which may be large: the end of an execution carries its result. */
    public InstanceQuery withPayloads() {
        return new InstanceQuery(query, bounds, true);
    }

    QueryString query() {
        return payloads ? query : query.with("exclude_attributes", "payload");
    }

    TimeBounds bounds() {
        return bounds;
    }

    int page() {
        return payloads ? Lists.PAGE_OF_RESULTS : Lists.PAGE;
    }

    @Override
    public String toString() {
        return "InstanceQuery[" + query().parameters() + ", " + bounds + "]";
    }
}
