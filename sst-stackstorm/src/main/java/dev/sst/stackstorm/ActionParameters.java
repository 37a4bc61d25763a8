package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.json.JsonValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an action takes, with what its runner takes, and what StackStorm would have against values for it. It says so only when
 * it is to run the action: st2common's {@code util/casts.py}, {@code util/schema} and {@code services/action.py}. What becomes
 * known only then, as what a template yields, is passed over, and so is what StackStorm might still make fit. Each was seen on
 * StackStorm 3.10dev. Values are not repeated. Pure.
 *
 * @param action {@code pack.name}
 * @param declared the schema of each parameter, as StackStorm has merged those of action and runner
 */
record ActionParameters(String action, JsonObject declared) {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\p{Nd}+(_\\p{Nd}+)*");
    private static final Pattern NUMBER = Pattern.compile("(?i).*\\p{Nd}.*|[+-]?(inf|infinity|nan)");
    private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false|none");

    /** Why StackStorm would not run it with these values, one sentence each. */
    List<String> objections(JsonObject given) {
        if (declared.isEmpty()) {
            return List.of();
        }
        List<String> objections = new ArrayList<>();
        given.members().forEach((name, value) -> objection(name, value).ifPresent(objections::add));
        declared.members().keySet().stream()
                .filter(name -> needed(name) && given.get(name).orElse(JsonNull.NULL) == JsonNull.NULL)
                .map(name -> "action " + action + " needs parameter " + name + ", which is not given")
                .forEach(objections::add);
        return objections;
    }

    private boolean needed(String name) {
        JsonObject schema = Members.object(declared, name);
        return Members.isTrue(schema, "required") && schema.get("default").orElse(JsonNull.NULL) == JsonNull.NULL;
    }

    private Optional<String> objection(String name, JsonValue value) {
        if (declared.get(name).isEmpty()) {
            return Optional.of("action " + action + " has no parameter " + name);
        }
        JsonObject schema = Members.object(declared, name);
        if (Members.isTrue(schema, "immutable")) {
            return Optional.of("nobody may give action " + action + " a value for parameter " + name);
        }
        String type = Members.text(schema, "type");
        return fits(value, type)
                ? Optional.empty()
                : Optional.of("parameter " + name + " of action " + action + " takes type " + type
                        + ", which the value is not");
    }

    private static boolean fits(JsonValue value, String type) {
        if (value == JsonNull.NULL || value.mentions("{{") || value.mentions("{%")) {
            return true;
        }
        return switch (type) {
            case "string" -> value.kind() == Kind.STRING;
            case "integer" -> numeric(value) || is(value, INTEGER);
            case "number" -> numeric(value) || is(value, NUMBER);
            case "boolean" -> value.kind() == Kind.BOOLEAN || is(value, BOOLEAN);
            case "array" -> value instanceof JsonArray || opens(value, "[");
            case "object" -> value instanceof JsonObject || opens(value, "{");
            default -> true;
        };
    }

    /** StackStorm counts with truth values as Python does. */
    private static boolean numeric(JsonValue value) {
        return value.kind() == Kind.NUMBER || value.kind() == Kind.BOOLEAN;
    }

    private static boolean is(JsonValue value, Pattern pattern) {
        return value instanceof JsonString text
                && pattern.matcher(text.value().strip()).matches();
    }

    /** A text is read as JSON, or as Python. */
    private static boolean opens(JsonValue value, String bracket) {
        return value instanceof JsonString text && text.value().contains(bracket);
    }
}
