package dev.sst.core.parameters;

import dev.sst.core.schema.JsonSchema;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One StackStorm parameter schema: JSON Schema of draft 4 with a boolean {@code required} and StackStorm's own {@code secret},
 * {@code immutable} and {@code position}. Type and {@code enum} are checked here, anything else by the schema library.
 */
record ParameterSchema(JsonObject schema) {
    private static final Set<String> TYPES =
            Set.of("string", "number", "integer", "boolean", "array", "object", "null");

    private static final Set<String> FLAGS = Set.of("required", "secret", "immutable");

    /** What says nothing about which values fit, or is checked here. */
    private static final Set<String> PLAIN = Set.of(
            "type",
            "enum",
            "default",
            "required",
            "secret",
            "immutable",
            "position",
            "description",
            "title",
            "name",
            "example",
            "examples",
            "id",
            "$schema");

    /** What the schema library checks. */
    private static final Set<String> CHECKED = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "items",
            "additionalItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "properties",
            "patternProperties",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "definitions",
            "dependencies");

    static boolean looksLikeOne(JsonValue value) {
        return value instanceof JsonObject object
                && object.text("type").filter(TYPES::contains).isPresent();
    }

    boolean required() {
        return flag("required");
    }

    boolean secret() {
        return flag("secret");
    }

    boolean immutable() {
        return flag("immutable");
    }

    /** Whether a value must be given: it is required, and no default is a value of it; {@code null} is one of type null only. */
    boolean mustBeGiven() {
        return required()
                && defaultValue()
                        .filter(value -> value != JsonNull.NULL || isType("null"))
                        .isEmpty();
    }

    /** What is handed over when nothing is given; may be {@code null} in JSON. */
    Optional<JsonValue> defaultValue() {
        return schema.get("default");
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        schema.members().keySet().stream()
                .filter(name -> !PLAIN.contains(name) && !CHECKED.contains(name))
                .forEach(name -> problems.add(name + " is not known in a parameter schema"));
        FLAGS.stream()
                .sorted()
                .filter(name -> schema.get(name)
                        .filter(value -> !(value instanceof JsonBoolean))
                        .isPresent())
                .forEach(name -> problems.add(name + " must be true or false"));
        schema.get("enum")
                .filter(values -> !(values instanceof JsonArray array) || array.size() == 0)
                .ifPresent(values -> problems.add("enum must be an array with at least one value"));
        if (problems.isEmpty() && needsLibrary()) {
            JsonSchema.problems(Draft4.asDraft202012(schema)).forEach(problems::add);
        }
        if (problems.isEmpty()) {
            defaultValue()
                    .filter(value -> value != JsonNull.NULL)
                    .ifPresent(value -> fits(value).forEach(text -> problems.add("default " + text)));
        }
        return problems;
    }

    /** Why a given value cannot be taken; empty when it can. */
    List<String> misfits(JsonValue value) {
        if (immutable() && !defaultValue().filter(value::equals).isPresent()) {
            return List.of("is immutable and cannot be given another value");
        }
        if (value == JsonNull.NULL && !isType("null")) {
            return required() ? List.of("is required and must not be null") : List.of();
        }
        return fits(value);
    }

    private List<String> fits(JsonValue value) {
        String type = schema.text("type").orElse("");
        if (!isOfType(value, type)) {
            return List.of("must be of type " + type + ", was " + shown(value));
        }
        if (schema.get("enum").orElse(JsonNull.NULL) instanceof JsonArray values
                && !values.items().contains(value)) {
            return List.of("must be one of " + shown(values) + ", was " + shown(value));
        }
        return needsLibrary()
                ? JsonSchema.violations(Draft4.asDraft202012(schema), value).stream()
                        .map(violation -> (violation.place().toString() + " " + violation.message()).strip())
                        .toList()
                : List.of();
    }

    private boolean needsLibrary() {
        return schema.members().keySet().stream().anyMatch(CHECKED::contains);
    }

    private boolean flag(String name) {
        return schema.get(name).filter(JsonBoolean.TRUE::equals).isPresent();
    }

    private boolean isType(String type) {
        return schema.text("type").filter(type::equals).isPresent();
    }

    private static boolean isOfType(JsonValue value, String type) {
        return switch (type) {
            case "string" -> value instanceof JsonString;
            case "number" -> value instanceof JsonNumber;
            case "integer" ->
                value instanceof JsonNumber number
                        && number.value().stripTrailingZeros().scale() <= 0;
            case "boolean" -> value instanceof JsonBoolean;
            case "array" -> value instanceof JsonArray;
            case "object" -> value instanceof JsonObject;
            default -> value instanceof JsonNull;
        };
    }

    /** Values of secret parameters are not repeated in messages. */
    private String shown(JsonValue value) {
        if (secret()) {
            return "another";
        }
        String text = JsonText.write(value);
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
