package dev.sst.json;

import java.util.List;

/** A list of values; the list is copied. */
public record JsonArray(List<JsonValue> items) implements JsonValue {

    public JsonArray {
        items = List.copyOf(items);
    }

    public static JsonArray of(JsonValue... items) {
        return new JsonArray(List.of(items));
    }

    public int size() {
        return items.size();
    }

    @Override
    public Kind kind() {
        return Kind.ARRAY;
    }

    @Override
    public String toString() {
        return items.toString();
    }
}
