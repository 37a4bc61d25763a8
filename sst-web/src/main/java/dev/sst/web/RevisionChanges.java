package dev.sst.web;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.test.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a revision changed. Pure. */
final class RevisionChanges {
    private static final List<String> FIELDS = List.of(
            "name",
            "description",
            "test_type",
            "stackstorm_pack",
            "stackstorm_action",
            "stackstorm_workflow",
            "stackstorm_rule",
            "stackstorm_sensor",
            "test_code",
            "expected_result",
            "timeout",
            "retry_count",
            "retry_delay",
            "tags",
            "enabled",
            "metadata");

    private RevisionChanges() {}

    /** The names of the fields that differ, secret values counted without being told. */
    static List<String> between(Revision before, Revision after) {
        JsonObject one = TestJson.revision("", before);
        JsonObject other = TestJson.revision("", after);
        var changed = new ArrayList<>(FIELDS.stream()
                .filter(field -> !Objects.equals(member(one, field), member(other, field)))
                .toList());
        if (!before.definition().parameters().equals(after.definition().parameters())) {
            changed.add("test_parameters");
        }
        return changed;
    }

    private static JsonValue member(JsonObject json, String field) {
        return json.get(field).orElseThrow();
    }
}
