package dev.sst.core.parameters;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rewrites StackStorm's dialect of JSON Schema draft 4 as 2020-12, so that one reader of schemas is enough. Pure. */
public final class Draft4 {
    private static final Set<String> DROPPED =
            Set.of("required", "secret", "immutable", "position", "default", "name", "example", "id", "$schema");
    private static final Set<String> SCHEMA_MAPS = Set.of("properties", "patternProperties", "definitions");
    private static final Set<String> SCHEMA_LISTS = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> SCHEMAS = Set.of("not", "additionalProperties");

    private Draft4() {}

    /** The same schema in words of 2020-12; what says nothing about values is left out. */
    public static JsonObject asDraft202012(JsonObject schema) {
        var modern = JsonObject.builder();
        schema.members().forEach((name, value) -> {
            if (SCHEMA_MAPS.contains(name) && value instanceof JsonObject map) {
                modern.put(name, members(map));
            } else if (SCHEMA_LISTS.contains(name) && value instanceof JsonArray list) {
                modern.put(name, items(list));
            } else if (SCHEMAS.contains(name)) {
                modern.put(name, modern(value));
            } else if (name.equals("items")) {
                modern.put(value instanceof JsonArray ? "prefixItems" : "items", itemsOf(value));
            } else if (name.equals("additionalItems")) {
                if (schema.get("items").filter(JsonArray.class::isInstance).isPresent()) {
                    modern.put("items", modern(value));
                }
            } else if (name.equals("dependencies")) {
                modern.put("dependentSchemas", value);
            } else if (!DROPPED.contains(name)) {
                limit(modern, schema, name, value);
            }
        });
        required(schema).ifPresent(names -> modern.put("required", names));
        return modern.build();
    }

    /** {@code minimum: 1, exclusiveMinimum: true} became {@code exclusiveMinimum: 1}. */
    private static void limit(JsonObject.Builder modern, JsonObject schema, String name, JsonValue value) {
        String exclusive = name.equals("minimum") ? "exclusiveMinimum" : "exclusiveMaximum";
        boolean isLimit = name.equals("minimum") || name.equals("maximum");
        if (isLimit && schema.get(exclusive).filter(JsonBoolean.TRUE::equals).isPresent()) {
            modern.put(exclusive, value);
        } else if (!(name.startsWith("exclusive") && value instanceof JsonBoolean)) {
            modern.put(name, value);
        }
    }

    /** A list of names as it stands, and those of the members that say themselves that they are required. */
    private static Optional<JsonValue> required(JsonObject schema) {
        List<JsonValue> names = new ArrayList<>();
        schema.get("required").ifPresent(value -> {
            if (value instanceof JsonArray list) {
                names.addAll(list.items());
            }
        });
        if (schema.get("properties").orElse(schema) instanceof JsonObject properties && properties != schema) {
            properties.members().forEach((name, member) -> {
                if (member instanceof JsonObject object
                        && object.get("required")
                                .filter(JsonBoolean.TRUE::equals)
                                .isPresent()) {
                    names.add(new JsonString(name));
                }
            });
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new JsonArray(names));
    }

    private static JsonValue itemsOf(JsonValue value) {
        return value instanceof JsonArray list ? items(list) : modern(value);
    }

    private static JsonObject members(JsonObject map) {
        var modern = JsonObject.builder();
        map.members().forEach((name, value) -> modern.put(name, modern(value)));
        return modern.build();
    }

    private static JsonArray items(JsonArray list) {
        return new JsonArray(list.items().stream().map(Draft4::modern).toList());
    }

    private static JsonValue modern(JsonValue value) {
        return value instanceof JsonObject object ? asDraft202012(object) : value;
    }
}
