package dev.sst.web;

import dev.sst.Tests;
import dev.sst.deployment.Deployment;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.test.RetryPolicy;
import dev.sst.test.Revision;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's test and revision documents. Secret values are masked. */
final class TestJson {
    private TestJson() {}

    /**
     * A test.
     *
     * @param last its newest execution; {@code null} when it has none
     */
    static JsonObject of(SyntheticTest test, @Nullable ExecutionSummary last) {
        Deployment live = test.live().orElse(null);
        return definition(JsonObject.builder().put("test_id", test.id().value()), test.definition(), live)
                .putAll(standing(test.createdAt(), test.revision().createdAt(), test.createdBy()))
                .put("revision", test.revision().number())
                .putAll(live(live, last))
                .build();
    }

    /** One line about a test: all but what may be long. */
    static JsonObject of(TestSummary test) {
        TestSummary.Outline outline = test.outline();
        TestLabel label = test.label();
        Deployment live = test.live().orElse(null);
        var json = JsonObject.builder()
                .put("test_id", test.id().value())
                .put("name", label.name())
                .put("description", outline.description())
                .put("test_type", Json.word(label.type()))
                .put("stackstorm_pack", label.pack());
        references(json, label.type(), outline.existing(), live);
        return settings(json, outline.timeout(), outline.retries(), outline.tags(), outline.enabled())
                .putAll(standing(test.createdAt(), test.updatedAt(), test.createdBy()))
                .put("revision", test.revision())
                .putAll(live(live, test.last()))
                .build();
    }

    private static JsonObject standing(Instant createdAt, Instant updatedAt, String createdBy) {
        return JsonObject.builder()
                .put("created_at", Json.text(createdAt))
                .put("updated_at", Json.text(updatedAt))
                .put("created_by", createdBy)
                .build();
    }

    private static JsonObject live(@Nullable Deployment live, @Nullable ExecutionSummary last) {
        return JsonObject.builder()
                .put("deployed", live != null)
                .put("deployed_revision", live == null ? JsonNull.NULL : Json.number(live.revision()))
                .put("stackstorm_pack_version", Json.text(live == null ? null : live.packVersion()))
                .put(
                        "stackstorm_execution_id",
                        Json.text(last == null ? null : last.engineExecution().orElse(null)))
                .put("last_execution", last == null ? JsonNull.NULL : ExecutionJson.mark(last))
                .putAll(live == null ? JsonObject.empty() : DeploymentJson.drifted(live))
                .build();
    }

    /** A test just stored, with what its author should know: code that cannot work included. */
    static JsonObject stored(Tests.Stored stored, @Nullable ExecutionSummary last) {
        return of(stored.test(), last).with("warnings", warnings(stored.findings()));
    }

    /** What does not keep a definition from being stored, in the order of its weight. */
    static JsonValue warnings(Tests.Findings findings) {
        var all = new ArrayList<>(findings.codeErrors());
        all.addAll(findings.warnings());
        return Json.problems(all);
    }

    /** One revision with its whole definition. */
    static JsonObject revision(String testId, Revision revision) {
        return definition(head(testId, revision), revision.definition(), null).build();
    }

    /** What a revision defines, under the names of the fields. */
    static JsonObject definition(TestDefinition definition) {
        return definition(JsonObject.builder(), definition, null).build();
    }

    /** One line of the list of revisions: without the definition. */
    static JsonObject revisionHead(String testId, Revision revision) {
        return head(testId, revision).build();
    }

    private static JsonObject.Builder head(String testId, Revision revision) {
        return JsonObject.builder()
                .put("test_id", testId)
                .put("revision", revision.number())
                .put("created_at", Json.text(revision.createdAt()))
                .put("created_by", revision.createdBy())
                .put("note", revision.note());
    }

    private static JsonObject.Builder definition(
            JsonObject.Builder json, TestDefinition definition, @Nullable Deployment live) {
        json.put("name", definition.name())
                .put("description", definition.description())
                .put("test_type", Json.word(definition.type()))
                .put("stackstorm_pack", definition.pack());
        references(json, definition.type(), definition.existing(), live);
        json.put("test_code", Json.text(definition.code()))
                .put("test_parameters", Secrets.masked(definition.parameters()))
                .put("expected_result", Json.orNull(definition.expectation()));
        return settings(json, definition.timeout(), definition.retries(), definition.tags(), definition.enabled())
                .put("metadata", definition.metadata());
    }

    private static void references(
            JsonObject.Builder json, TestType of, @Nullable String existing, @Nullable Deployment live) {
        String ref = existing != null ? existing : live == null ? null : live.ref();
        for (TestType type : TestType.values()) {
            json.put("stackstorm_" + Json.word(type.name()), Json.text(type == of ? ref : null));
        }
    }

    private static JsonObject.Builder settings(
            JsonObject.Builder json, Duration timeout, RetryPolicy retries, List<String> tags, boolean enabled) {
        return json.put("timeout", timeout.toSeconds())
                .put("retry_count", retries.count())
                .put("retry_delay", retries.delay().toSeconds())
                .put("tags", Json.texts(tags))
                .put("enabled", enabled);
    }
}
