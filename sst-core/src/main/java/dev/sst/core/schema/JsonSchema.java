package dev.sst.core.schema;

import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON Schema 2020-12, {@code format} asserted. Nothing is fetched: a reference out of the schema itself is a problem. The
 * work is bounded: steps, depth, the backtracking of patterns, the size of numbers; a schema that needs more is violated, with
 * those words, and never satisfied. {@code pattern} is read by {@link java.util.regex.Pattern}. Pure, thread-safe.
 */
public final class JsonSchema {
    /** The only dialect. */
    public static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    /** The longest schema, in bytes of compact JSON. */
    public static final int MAX_BYTES = 64 * 1024;

    private JsonSchema() {}

    /**
     * A place where a value does not meet a schema.
     *
     * @param place in the value
     * @param actual what is there
     * @param message what is wrong with it, to be read behind the place
     */
    public record Violation(Pointer place, JsonValue actual, String message) {}

    /** Why that is no usable schema, one sentence each; empty when it is one. */
    public static List<String> problems(JsonValue schema) {
        if (!(schema instanceof JsonObject) && !(schema instanceof JsonBoolean)) {
            return List.of("is no JSON Schema: a schema is an object, or true or false");
        }
        if (Depth.of(schema) > JsonText.MAX_DEPTH) {
            return List.of("must not nest deeper than " + JsonText.MAX_DEPTH);
        }
        if (JsonText.writeBytes(schema).length > MAX_BYTES) {
            return List.of("must not be larger than " + MAX_BYTES + " bytes");
        }
        if (schema instanceof JsonObject object && !dialectFits(object)) {
            return List.of("$schema must be " + DIALECT + " or left out");
        }
        List<String> problems = new ArrayList<>(References.problems(schema));
        problems.addAll(Patterns.problems(schema));
        return problems.isEmpty() ? SchemaLibrary.problems(schema) : problems;
    }

    /** Where that value does not meet that schema, which has no problems; empty when it does. */
    public static List<Violation> violations(JsonValue schema, JsonValue value) {
        return SchemaLibrary.violations(schema, value);
    }

    private static boolean dialectFits(JsonObject schema) {
        return schema.get("$schema")
                .map(id -> id instanceof JsonString text
                        && text.value().replaceAll("#$", "").equals(DIALECT))
                .orElse(true);
    }
}
