package dev.sst.web;

import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import java.util.List;

/** What a revision changed. Pure. */
final class RevisionChanges {
    private RevisionChanges() {}

    /** The names of the fields that differ, secret values counted without being told. */
    static List<String> between(TestDefinition before, TestDefinition after) {
        JsonObject one = whole(before);
        JsonObject other = whole(after);
        return other.members().keySet().stream()
                .filter(field -> !one.get(field).equals(other.get(field)))
                .toList();
    }

    private static JsonObject whole(TestDefinition definition) {
        return TestJson.definition(definition).with("test_parameters", definition.parameters());
    }
}
