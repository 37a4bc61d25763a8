package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
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
        return Members.isTrue(json, "enabled");
    }

    /** What it declares to dispatch, each {@code pack.name}. */
    List<String> triggerTypes() {
        return Members.texts(json, "trigger_types");
    }
}
