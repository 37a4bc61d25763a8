package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.Objects;

/** An action, which a workflow is as well. */
public record ActionRecord(JsonObject json) implements ContentRecord {
    public ActionRecord {
        Objects.requireNonNull(json, "json");
    }

    /** The runner that runs it, as {@code python-script} or {@code orquesta}. */
    public String runner() {
        return new LiveAction(json).runner();
    }

    public boolean enabled() {
        return Members.isTrue(json, "enabled");
    }

    /** Its file, below the folder {@code actions} of its pack; {@code ""} when it has none. */
    public String entryPoint() {
        return new LiveAction(json).entryPoint();
    }

    /** What it takes, each by its schema; its runner may take more. */
    public JsonObject parameters() {
        return Members.object(json, "parameters");
    }

    @Override
    public String toString() {
        return "ActionRecord[" + ref() + "]";
    }
}
