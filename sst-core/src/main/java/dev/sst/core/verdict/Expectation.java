package dev.sst.core.verdict;

import dev.sst.Problem;
import dev.sst.core.schema.Depth;
import dev.sst.core.schema.JsonSchema;
import dev.sst.execution.Check;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code expected_result}. An object is a <em>subset</em> match: objects may hold more, arrays have the same length and are
 * compared element by element, numbers by value, everything else exactly. {@code {"$match": "subset" | "exact" | "schema",
 * "value": ...}} says the kind of match explicitly; {@code schema} is JSON Schema 2020-12, with {@code format} asserted. Only
 * at the top does {@code $match} have this meaning; anywhere else it is a member like others. JSON {@code null} expects nothing.
 *
 * <p>Pure and thread-safe. The schema library is loaded by the first schema, not before.
 */
public final class Expectation {
    /** The field that problems name. */
    public static final String FIELD = "expected_result";

    /** The longest expectation, in bytes of compact JSON. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String MATCH = "$match";
    private static final String VALUE = "value";
    private static final String SCHEMA = "schema";
    private static final String EXACT = "exact";
    private static final Set<String> KINDS = Set.of("subset", EXACT, SCHEMA);

    private Expectation() {}

    /** Everything that is wrong with an expectation; empty when it can be used. */
    public static List<Problem> problems(JsonValue expectedResult) {
        if (expectedResult instanceof JsonNull) {
            return List.of();
        }
        if (!(expectedResult instanceof JsonObject expected)) {
            return List.of(Problem.of(FIELD, "must be an object, as the result document is one"));
        }
        if (Depth.of(expected) > JsonText.MAX_DEPTH) {
            return List.of(Problem.of(FIELD, "must not nest deeper than " + JsonText.MAX_DEPTH));
        }
        if (JsonText.writeBytes(expected).length > MAX_BYTES) {
            return List.of(Problem.of(FIELD, "must not be larger than " + MAX_BYTES + " bytes"));
        }
        return expected.get(MATCH).map(kind -> explicit(expected, kind)).orElse(List.of());
    }

    private static List<Problem> explicit(JsonObject expected, JsonValue kind) {
        String name = kind instanceof JsonString text ? text.value() : "";
        if (!KINDS.contains(name)) {
            return List.of(
                    Problem.of(FIELD + "." + MATCH, "must be subset, exact or schema, was " + Shown.value(kind)));
        }
        List<Problem> problems = new ArrayList<>();
        expected.members().keySet().stream()
                .filter(member -> !member.equals(MATCH) && !member.equals(VALUE))
                .forEach(member -> problems.add(
                        Problem.of(FIELD + "." + member, "is not known beside " + MATCH + ": put it into value")));
        Optional<JsonValue> value = expected.get(VALUE);
        if (value.isEmpty()) {
            problems.add(Problem.of(FIELD + "." + VALUE, "is missing beside " + MATCH));
        } else if (name.equals(SCHEMA)) {
            JsonSchema.problems(value.get()).forEach(text -> problems.add(Problem.of(FIELD + "." + VALUE, text)));
        } else if (!(value.get() instanceof JsonObject)) {
            problems.add(Problem.of(FIELD + "." + VALUE, "must be an object, as the result document is one"));
        }
        return problems;
    }

    /**
     * Compares a result document with an expectation that has no problems. At least one check, unless nothing is expected;
     * every difference is one that failed, up to {@link Differences#MAX_FAILED}.
     */
    public static List<Check> compare(JsonValue expected, JsonObject document) {
        if (expected instanceof JsonNull) {
            return List.of();
        }
        String kind = expected instanceof JsonObject object ? object.text(MATCH).orElse("") : "";
        if (!KINDS.contains(kind)) {
            return new Differences(false).between(expected, document);
        }
        JsonValue value = ((JsonObject) expected).get(VALUE).orElse(JsonNull.NULL);
        return kind.equals(SCHEMA)
                ? SchemaChecks.of(value, document)
                : new Differences(kind.equals(EXACT)).between(value, document);
    }
}
