package dev.sst.web;

import dev.sst.Deployments;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.Drift;
import dev.sst.deployment.Drifted;
import dev.sst.execution.Execution;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.test.SyntheticTest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents about what is live of a test. */
final class DeploymentJson {
    private DeploymentJson() {}

    /**
     * What is live.
     *
     * @param progress what this node is doing to it now, or did last; {@code null} when nothing
     */
    static JsonObject of(SyntheticTest test, DeploymentBoard.@Nullable Progress progress) {
        Deployment live = test.live().orElse(null);
        var json = JsonObject.builder()
                .put("test_id", test.id().value())
                .put("deployed", live != null)
                .put("newest_revision", test.revision().number());
        if (live != null) {
            json.put("revision", live.revision())
                    .put("engine", live.engine())
                    .put("type", Json.word(live.type()))
                    .put("ref", live.ref())
                    .put("shape", Json.word(live.shape()))
                    .put("content_hash", live.contentHash())
                    .put("files", Json.array(live.files(), DeploymentJson::file))
                    .put("inputs", Json.array(live.inputs(), DeploymentJson::input))
                    .put("objects", Json.array(live.objects(), DeploymentJson::written))
                    .put("pack_version", Json.text(live.packVersion()))
                    .put("deployed_at", Json.text(live.deployedAt()))
                    .putAll(drifted(live));
        }
        return json.put("progress", progress == null ? JsonNull.NULL : progress(progress))
                .build();
    }

    /** What was found to differ, as a member to be put beside others; none while nothing does. */
    static JsonObject drifted(Deployment live) {
        Drifted drifted = live.drifted();
        if (drifted == null) {
            return JsonObject.empty();
        }
        return JsonObject.builder()
                .put(
                        "drifted",
                        JsonObject.builder()
                                .put("since", Json.text(drifted.since()))
                                .put("differences", Json.texts(drifted.drift().differences()))
                                .put("ignored", drifted.ignored())
                                .build())
                .build();
    }

    private static JsonObject file(Deployment.DeployedFile file) {
        return JsonObject.builder()
                .put("path", file.path())
                .put("sha256", file.sha256())
                .build();
    }

    private static JsonObject input(Deployment.Input input) {
        var json = JsonObject.builder().put("name", input.name()).put("required", input.required());
        JsonValue byDefault = input.byDefault();
        return (byDefault == null ? json : json.put("default", byDefault)).build();
    }

    private static JsonObject written(Deployment.Written object) {
        return JsonObject.builder()
                .put("kind", object.kind())
                .put("ref", object.ref())
                .build();
    }

    private static JsonObject progress(DeploymentBoard.Progress progress) {
        var json = JsonObject.builder()
                .put("state", Json.word(progress.state()))
                .put("step", progress.step())
                .put("steps", steps(progress))
                .put("by", progress.by())
                .put("errors", Json.problems(progress.errors()));
        Deployments.Deployed result = progress.result();
        if (result != null) {
            json.put("execution_id", executionId(result)).put("warnings", Json.problems(result.warnings()));
        }
        return json.build();
    }

    /** The execution that was begun with it; null when none was. */
    static JsonValue executionId(Deployments.Deployed deployed) {
        Execution begun = deployed.execution();
        return begun == null ? JsonNull.NULL : Json.text(begun.id().value());
    }

    /** All but the last are done; the last is as the whole is. */
    private static JsonArray steps(DeploymentBoard.Progress progress) {
        List<JsonValue> steps = new ArrayList<>();
        for (String name : progress.steps()) {
            boolean last = steps.size() == progress.steps().size() - 1;
            DeploymentBoard.State state = last ? progress.state() : DeploymentBoard.State.DONE;
            steps.add(JsonObject.builder()
                    .put("name", name)
                    .put("state", Json.word(state))
                    .build());
        }
        return new JsonArray(steps);
    }

    static JsonValue drift(Drift drift) {
        return JsonObject.builder()
                .put("in_sync", drift.none())
                .put("differences", Json.texts(drift.differences()))
                .build();
    }

    static JsonObject plan(String testId, DeploymentPlan plan) {
        return JsonObject.builder()
                .put("test_id", testId)
                .put("blocked", plan.blocked())
                .put("nothing_to_do", plan.nothingToDo())
                .put("changes", Json.array(plan.changes(), DeploymentJson::change))
                .put("blockers", Json.problems(plan.blockers()))
                .put("warnings", Json.problems(plan.warnings()))
                .build();
    }

    static JsonObject change(DeploymentPlan.Change change) {
        return JsonObject.builder()
                .put("action", Json.word(change.action()))
                .put("object", change.object())
                .put("detail", change.detail())
                .build();
    }
}
