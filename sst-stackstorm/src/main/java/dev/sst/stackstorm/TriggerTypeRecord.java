package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.Objects;

/** A type of event. */
public record TriggerTypeRecord(JsonObject json) implements ContentRecord {
    public TriggerTypeRecord {
        Objects.requireNonNull(json, "json");
    }

    /** The schema of what its events carry; empty when they may carry anything. */
    public JsonObject payloadSchema() {
        return Members.object(json, "payload_schema");
    }

    /** The schema of what a rule has to say when it listens to it; empty when there is nothing to say. */
    public JsonObject parametersSchema() {
        return Members.object(json, "parameters_schema");
    }

    @Override
    public String toString() {
        return "TriggerTypeRecord[" + ref() + "]";
    }
}
