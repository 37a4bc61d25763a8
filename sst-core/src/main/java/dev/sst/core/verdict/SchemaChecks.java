package dev.sst.core.verdict;

import dev.sst.core.schema.JsonSchema;
import dev.sst.core.schema.JsonSchema.Violation;
import dev.sst.execution.Check;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.List;

/** Checks of a document against a JSON Schema: one for each violation, or a single one that passed. */
final class SchemaChecks {
    private static final String NAME = "JSON Schema";

    private SchemaChecks() {}

    static List<Check> of(JsonValue schema, JsonObject document) {
        List<Violation> violations = JsonSchema.violations(schema, document);
        if (violations.isEmpty()) {
            return List.of(new Check(NAME, "", null, null, true, "the document is valid against the schema"));
        }
        return violations.stream()
                .limit(Differences.MAX_FAILED)
                .map(SchemaChecks::failed)
                .toList();
    }

    private static Check failed(Violation violation) {
        JsonValue actual = violation.actual();
        return new Check(
                NAME,
                violation.place().toString(),
                null,
                actual instanceof JsonNull ? actual : Shown.inCheck(actual),
                false,
                violation.place().inWords() + " " + violation.message());
    }
}
