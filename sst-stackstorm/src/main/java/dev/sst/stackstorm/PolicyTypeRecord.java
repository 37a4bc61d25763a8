package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.Objects;

/** A kind of policy that this StackStorm has. */
public record PolicyTypeRecord(JsonObject json) implements StackStormRecord {
    public PolicyTypeRecord {
        Objects.requireNonNull(json, "json");
    }

    /** As {@code action.retry}. */
    public String ref() {
        return Members.text(json, "ref");
    }

    public String description() {
        return Members.text(json, "description");
    }

    /** What a policy of it takes, each by its schema. */
    public JsonObject parameters() {
        return Members.object(json, "parameters");
    }

    @Override
    public String toString() {
        return "PolicyTypeRecord[" + ref() + "]";
    }
}
