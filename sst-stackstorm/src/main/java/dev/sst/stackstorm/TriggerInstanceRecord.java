package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A trigger instance: one event, as StackStorm's rules engine took it up. */
public record TriggerInstanceRecord(JsonObject json) implements StackStormRecord {
    public TriggerInstanceRecord {
        Objects.requireNonNull(json, "json");
    }

    /** What it is filed under: the type, or a trigger of its own where the type takes parameters. */
    public String trigger() {
        return Members.text(json, "trigger");
    }

    /** {@code pending}, {@code processing}, {@code processed} or {@code processing_failed}. */
    public String status() {
        return Members.text(json, "status");
    }

    /** When the rules engine took it up, to the millisecond; not when it was sent. */
    public Optional<Instant> occurredAt() {
        return Sensors.at(json);
    }

    /** What it carries; empty unless it was asked for. */
    public Optional<JsonValue> payload() {
        return json.get("payload");
    }

    @Override
    public String toString() {
        return "TriggerInstanceRecord[" + id() + ", " + trigger() + ", " + status() + "]";
    }
}
