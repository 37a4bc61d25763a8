package dev.sst.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Named values in the order in which they were given; the map is copied. Order does not count in comparisons. */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {

    private static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        var copy = new LinkedHashMap<String, JsonValue>(members);
        copy.forEach((name, value) -> Objects.requireNonNull(value, () -> "member " + name));
        members = Collections.unmodifiableMap(copy);
    }

    public static JsonObject empty() {
        return EMPTY;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The member of that name; empty when there is none. A member that is {@code null} is {@link JsonNull}. */
    public Optional<JsonValue> get(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** The text of that member; empty when there is none or it is no text. */
    public Optional<String> text(String name) {
        return members.get(name) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** This object with one member added or replaced. */
    public JsonObject with(String name, JsonValue value) {
        return new Builder().putAll(this).put(name, value).build();
    }

    @Override
    public Kind kind() {
        return Kind.OBJECT;
    }

    @Override
    public String toString() {
        return members.toString();
    }

    /** Collects members in order; a name given twice keeps its place and takes the later value. Not thread-safe. */
    public static final class Builder {
        private final Map<String, JsonValue> members = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, JsonValue value) {
            members.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, name));
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new JsonString(value));
        }

        public Builder put(String name, long value) {
            return put(name, JsonNumber.of(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, JsonBoolean.of(value));
        }

        public Builder putAll(JsonObject other) {
            other.members().forEach(this::put);
            return this;
        }

        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
