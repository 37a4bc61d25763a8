package dev.sst.web;

import dev.sst.execution.Step;
import dev.sst.json.JsonObject;
import java.util.List;

/** The steps of a run, those of workflows within it nested. */
final class StepJson {
    private StepJson() {}

    static JsonObject of(String executionId, List<Step> steps) {
        return JsonObject.builder()
                .put("execution_id", executionId)
                .put("steps", Json.array(steps, StepJson::of))
                .build();
    }

    private static JsonObject of(Step step) {
        return JsonObject.builder()
                .put("id", step.id())
                .put("name", step.name())
                .put("action", step.action())
                .put("status", step.status())
                .put("started_at", Json.text(step.startedAt()))
                .put("running_at", Json.text(step.runningAt()))
                .put("ended_at", Json.text(step.endedAt()))
                .put("item", Json.text(step.item()))
                .put("excerpt", step.excerpt())
                .put("steps", Json.array(step.steps(), StepJson::of))
                .build();
    }
}
