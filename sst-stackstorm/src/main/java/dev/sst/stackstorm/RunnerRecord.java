package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.Objects;

/** A runner: a way to run actions. */
public record RunnerRecord(JsonObject json) implements StackStormRecord {
    public RunnerRecord {
        Objects.requireNonNull(json, "json");
    }

    /** As {@code python-script}. */
    public String name() {
        return Members.text(json, "name");
    }

    public String description() {
        return Members.text(json, "description");
    }

    public boolean enabled() {
        return Members.isTrue(json, "enabled");
    }

    /** What every action of it takes, each by its schema. */
    public JsonObject parameters() {
        return Members.object(json, "runner_parameters");
    }

    @Override
    public String toString() {
        return "RunnerRecord[" + name() + "]";
    }
}
