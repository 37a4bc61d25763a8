package dev.sst.core.schema;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.Collection;
import java.util.List;

/** How deep a value nests, found level by level: values made by a program may be deeper than any stack. */
public final class Depth {
    private Depth() {}

    /** 0 for a scalar, 1 for a container without containers, ... */
    public static int of(JsonValue value) {
        int depth = 0;
        List<JsonValue> level = List.of(value);
        while (true) {
            level = level.stream().filter(Depth::container).toList();
            if (level.isEmpty()) {
                return depth;
            }
            depth++;
            level = level.stream().flatMap(one -> children(one).stream()).toList();
        }
    }

    private static boolean container(JsonValue value) {
        return value instanceof JsonArray || value instanceof JsonObject;
    }

    private static Collection<JsonValue> children(JsonValue value) {
        return value instanceof JsonArray array
                ? array.items()
                : ((JsonObject) value).members().values();
    }
}
