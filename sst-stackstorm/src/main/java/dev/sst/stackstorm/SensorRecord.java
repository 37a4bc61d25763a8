package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** A sensor as it is registered, which says nothing about its process. */
public record SensorRecord(JsonObject json) implements ContentRecord {
    public SensorRecord {
        Objects.requireNonNull(json, "json");
    }

    /** {@code folder.module.Class}. */
    public String entryPoint() {
        return new LiveSensor(json).entryPoint();
    }

    /** Whether StackStorm is to run it; not whether it does. */
    public boolean enabled() {
        return new LiveSensor(json).enabled();
    }

    /** What it may dispatch, each {@code pack.name}. */
    public List<String> triggerTypes() {
        return new LiveSensor(json).triggerTypes();
    }

    @Override
    public String toString() {
        return "SensorRecord[" + ref() + "]";
    }
}
