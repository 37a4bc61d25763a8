package dev.sst.web;

import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** Looks at what the framework stands on. Thread-safe; never throws; may take as long as the slowest part takes to answer. */
@FunctionalInterface
public interface HealthChecks {
    /** How a part fares. */
    enum State {
        UP,
        /** It does its work, but something is wrong that a person should see. */
        DEGRADED,
        DOWN
    }

    /**
     * A part, and how it fares.
     *
     * @param name {@code database}, {@code engine}, {@code sink rest}, ...
     * @param vital whether nothing works without it
     * @param detail one sentence; empty when all is well
     */
    record Component(String name, State state, boolean vital, String detail, JsonObject details) {
        public Component {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(details, "details");
        }
    }

    List<Component> look();
}
