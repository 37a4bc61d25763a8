package dev.sst.stackstorm;

import dev.sst.deployment.Deployment.Input;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.List;

/**
 * What a workflow of ours is started with. Every input is sent: one that its action declares and nobody gives would arrive as
 * null, which comes before the workflow's own default. What is given arrives as it is; a default is an expression where the
 * author wrote one, so it is kept from StackStorm's own rendering alone. Pure.
 */
final class WorkflowInputs {

    private WorkflowInputs() {}

    static JsonObject of(List<Input> inputs, JsonObject given) {
        JsonObject unchanged = JinjaText.protectFromOrquesta(given);
        var all = JsonObject.builder();
        for (Input input : inputs) {
            JsonValue byDefault = input.byDefault();
            unchanged.get(input.name()).ifPresentOrElse(value -> all.put(input.name(), value), () -> {
                if (byDefault != null) {
                    all.put(input.name(), JinjaText.protect(byDefault));
                }
            });
        }
        return all.build();
    }
}
