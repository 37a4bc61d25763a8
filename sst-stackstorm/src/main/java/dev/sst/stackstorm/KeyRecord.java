package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A key of the datastore. */
public record KeyRecord(JsonObject json) implements StackStormRecord {
    public KeyRecord {
        Objects.requireNonNull(json, "json");
    }

    public String name() {
        return Members.text(json, "name");
    }

    /** What is stored; of a secret the encrypted text. */
    public String value() {
        return Members.text(json, "value");
    }

    /** Whether StackStorm keeps it encrypted. */
    public boolean secret() {
        return Members.isTrue(json, "secret");
    }

    /** Whose it is; empty when it is the system's. */
    public Optional<String> user() {
        return json.text("user");
    }

    /** When it goes away by itself; empty when it stays. */
    public Optional<Instant> expiresAt() {
        return Outcomes.time(json, "expire_timestamp");
    }

    @Override
    public String toString() {
        return "KeyRecord[" + name() + "]";
    }
}
