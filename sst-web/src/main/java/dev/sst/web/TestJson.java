package dev.sst.web;

import dev.sst.Tests;
import dev.sst.deployment.Deployment;
import dev.sst.execution.Execution;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.test.Revision;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The contract's test and revision documents. Secret values are masked. */
final class TestJson {
    private TestJson() {}

    /**
     * A test.
     *
     * @param last its newest execution; {@code null} when it has none
     */
    static JsonObject of(SyntheticTest test, @Nullable Execution last) {
        Deployment live = test.live().orElse(null);
        return definition(JsonObject.builder().put("test_id", test.id().value()), test.definition(), live)
                .put("created_at", Json.text(test.createdAt()))
                .put("updated_at", Json.text(test.revision().createdAt()))
                .put("created_by", test.createdBy())
                .put("revision", test.revision().number())
                .put("deployed", live != null)
                .put("deployed_revision", live == null ? JsonNull.NULL : Json.number(live.revision()))
                .put("stackstorm_pack_version", Json.text(live == null ? null : live.packVersion()))
                .put("stackstorm_execution_id", lastEngineId(last))
                .put("last_execution", last == null ? JsonNull.NULL : lastExecution(last))
                .build();
    }

    /** A test just stored, with what its author should know: code that cannot work included. */
    static JsonObject stored(Tests.Stored stored, @Nullable Execution last) {
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
        String ref = definition.existing() != null ? definition.existing() : live == null ? null : live.ref();
        for (TestType type : TestType.values()) {
            json.put("stackstorm_" + Json.word(type.name()), Json.text(type == definition.type() ? ref : null));
        }
        return json.put("test_code", Json.text(definition.code()))
                .put("test_parameters", Secrets.masked(definition.parameters()))
                .put("expected_result", Json.orNull(definition.expectation()))
                .put("timeout", definition.timeout().toSeconds())
                .put("retry_count", definition.retries().count())
                .put("retry_delay", definition.retries().delay().toSeconds())
                .put("tags", Json.texts(definition.tags()))
                .put("enabled", definition.enabled())
                .put("metadata", definition.metadata());
    }

    private static JsonValue lastEngineId(@Nullable Execution last) {
        return last == null ? JsonNull.NULL : ExecutionJson.engineId(last);
    }

    private static JsonObject lastExecution(Execution last) {
        return JsonObject.builder()
                .put("execution_id", last.id().value())
                .put("status", ExecutionJson.status(last).word())
                .put("verdict", Json.word(ExecutionJson.verdict(last)))
                .put("created_at", Json.text(last.createdAt()))
                .put("completed_at", Json.text(last.finishedAt()))
                .build();
    }
}
