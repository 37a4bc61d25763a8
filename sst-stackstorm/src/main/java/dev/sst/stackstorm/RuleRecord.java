package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.Objects;

/** A rule: which action runs at which event. */
public record RuleRecord(JsonObject json) implements ContentRecord {
    public RuleRecord {
        Objects.requireNonNull(json, "json");
    }

    public boolean enabled() {
        return new LiveRule(json).enabled();
    }

    /** The type of the events that it listens to, {@code pack.name}. */
    public String triggerType() {
        return new LiveRule(json).triggerType();
    }

    /** What its events are filed under; not the type when the type takes parameters. */
    public String trigger() {
        return new LiveRule(json).triggerRef();
    }

    /** What an event has to meet. */
    public JsonObject criteria() {
        return Members.object(json, "criteria");
    }

    /** The action that it runs, {@code pack.name}, which need not exist. */
    public String action() {
        return new LiveRule(json).action();
    }

    @Override
    public String toString() {
        return "RuleRecord[" + ref() + "]";
    }
}
