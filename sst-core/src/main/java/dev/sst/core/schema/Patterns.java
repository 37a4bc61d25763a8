package dev.sst.core.schema;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The patterns of a schema, read before the schema library sees them: it takes one that cannot be read for a fault of the
 * program and logs it as an error, and does not say where it stands.
 */
final class Patterns {
    /** Members whose members are schemas by names of the author's. */
    private static final Set<String> SCHEMAS_BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    /** Members whose content is a value and no schema. */
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");

    private final List<String> problems = new ArrayList<>();

    private Patterns() {}

    /** Which of its patterns cannot be read, one sentence each with the place; empty when all can. */
    static List<String> problems(JsonValue schema) {
        var patterns = new Patterns();
        patterns.schema(schema, Pointer.ROOT);
        return patterns.problems;
    }

    private void schema(JsonValue schema, Pointer at) {
        if (schema instanceof JsonArray list) {
            for (int i = 0; i < list.size(); i++) {
                schema(list.items().get(i), at.item(i));
            }
        } else if (schema instanceof JsonObject object) {
            object.members().forEach((name, value) -> member(name, value, at.member(name)));
        }
    }

    private void member(String name, JsonValue value, Pointer at) {
        if (name.equals("pattern") && value instanceof JsonString pattern) {
            read(pattern.value(), at);
        } else if (SCHEMAS_BY_NAME.contains(name) && value instanceof JsonObject byName) {
            byName.members().forEach((key, schema) -> {
                if (name.equals("patternProperties")) {
                    read(key, at.member(key));
                }
                schema(schema, at.member(key));
            });
        } else if (!VALUES.contains(name)) {
            schema(value, at);
        }
    }

    private void read(String pattern, Pointer at) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            problems.add("has a pattern at " + at + " that cannot be read: " + e.getDescription() + " (at character "
                    + (e.getIndex() + 1) + ")");
        }
    }
}
