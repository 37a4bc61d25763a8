package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.Objects;

/** A policy: how executions of an action are held back or repeated. */
public record PolicyRecord(JsonObject json) implements StackStormRecord {
    public PolicyRecord {
        Objects.requireNonNull(json, "json");
    }

    /** Its name with its pack, {@code pack.name}. */
    public String ref() {
        return Members.text(json, "ref");
    }

    public String pack() {
        return Members.text(json, "pack");
    }

    public boolean enabled() {
        return Members.isTrue(json, "enabled");
    }

    /** The action that it is about, {@code pack.name}. */
    public String resource() {
        return Members.text(json, "resource_ref");
    }

    /** What it does, as {@code action.concurrency} or {@code action.retry}. */
    public String type() {
        return Members.text(json, "policy_type");
    }

    public JsonObject parameters() {
        return Members.object(json, "parameters");
    }

    @Override
    public String toString() {
        return "PolicyRecord[" + ref() + "]";
    }
}
