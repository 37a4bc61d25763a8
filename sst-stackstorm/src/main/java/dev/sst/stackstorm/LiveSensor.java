package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.util.List;

/** A sensor as StackStorm has it registered, which says nothing about its process. Immutable. */
record LiveSensor(JsonObject json) {

    String id() {
        return json.text("id").orElse("");
    }

    String ref() {
        return json.text("ref").orElse("");
    }

    String pack() {
        return json.text("pack").orElse("");
    }

    /** The class that its process runs. */
    String className() {
        String entryPoint = entryPoint();
        return entryPoint.substring(entryPoint.lastIndexOf('.') + 1);
    }

    /** {@code folder.module.Class}. */
    String entryPoint() {
        return json.text("entry_point").orElse("");
    }

    boolean enabled() {
        return json.get("enabled").orElse(JsonNull.NULL) == JsonBoolean.TRUE;
    }

    /** What it declares to dispatch, each {@code pack.name}. */
    List<String> triggerTypes() {
        return json.get("trigger_types").orElse(JsonNull.NULL) instanceof JsonArray types
                ? types.items().stream()
                        .filter(JsonString.class::isInstance)
                        .map(type -> ((JsonString) type).value())
                        .toList()
                : List.of();
    }
}
