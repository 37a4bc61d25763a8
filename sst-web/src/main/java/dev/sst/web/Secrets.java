package dev.sst.web;

import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps secret values out of answers: the {@code default} of a parameter whose schema says {@code secret: true} is shown as
 * {@link #MASK}, and the mask written back stands for the value that is stored. Only a parameter that is still declared
 * secret gets its value back, so that nobody can unmask it by editing the schema.
 */
final class Secrets {
    /** What is shown instead. */
    static final JsonString MASK = new JsonString("********");

    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "object", "array", "null");

    private Secrets() {}

    /** These parameters as they may be shown. */
    static JsonObject masked(JsonObject parameters) {
        return replaced(parameters, (name, schema) -> schema.with("default", MASK));
    }

    /** These parameters with masks replaced by the values of {@code stored}, where it has one. */
    static JsonObject unmasked(JsonObject parameters, JsonObject stored) {
        boolean known = schemas(stored);
        return replaced(parameters, (name, schema) -> {
            if (!schema.get("default").equals(Optional.of(MASK))
                    || !known
                    || !(stored.get(name).orElse(null) instanceof JsonObject before)
                    || !secret(before)) {
                return schema;
            }
            return before.get("default")
                    .map(value -> schema.with("default", value))
                    .orElse(schema);
        });
    }

    /** The names of the secret parameters that carry the mask itself as their value. */
    static List<String> stillMasked(JsonObject parameters) {
        List<String> names = new ArrayList<>();
        replaced(parameters, (name, schema) -> {
            if (schema.get("default").equals(Optional.of(MASK))) {
                names.add(name);
            }
            return schema;
        });
        return names;
    }

    /** The names of the parameters that are declared secret. */
    static Set<String> names(JsonObject declared) {
        return schemas(declared)
                ? declared.members().entrySet().stream()
                        .filter(entry -> secret((JsonObject) entry.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    @FunctionalInterface
    private interface Change {
        JsonObject apply(String name, JsonObject schema);
    }

    private static JsonObject replaced(JsonObject parameters, Change change) {
        if (!schemas(parameters)) {
            return parameters;
        }
        var result = JsonObject.builder();
        for (Map.Entry<String, JsonValue> entry : parameters.members().entrySet()) {
            JsonObject schema = (JsonObject) entry.getValue();
            boolean concerned = secret(schema) && schema.get("default").isPresent();
            result.put(entry.getKey(), concerned ? change.apply(entry.getKey(), schema) : schema);
        }
        return result.build();
    }

    /** Whether these are StackStorm's parameter schemas rather than plain values, as the contract tells them apart. */
    private static boolean schemas(JsonObject parameters) {
        return !parameters.isEmpty()
                && parameters.members().values().stream()
                        .allMatch(value -> value instanceof JsonObject schema
                                && schema.text("type").filter(TYPES::contains).isPresent());
    }

    private static boolean secret(JsonObject schema) {
        return schema.get("secret").orElse(JsonBoolean.FALSE) == JsonBoolean.TRUE;
    }
}
