package dev.sst.stackstorm;

import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A trigger type that a test declares in {@code metadata.trigger_types}, by a name without the pack. Tests of one pack may share
 * it, so it belongs to the pack. Immutable.
 */
record TriggerType(String pack, String name, JsonObject payloadSchema, JsonObject parametersSchema) {

    /** What a deployment calls it among what was written. */
    static final String KIND = "trigger type";

    static List<TriggerType> declared(DeploymentOrder order) {
        return order.definition().metadata().get("trigger_types").orElse(null) instanceof JsonArray types
                ? Executions.objects(types).stream()
                        .map(type -> new TriggerType(
                                order.definition().pack(),
                                type.text("name").orElse(""),
                                Executions.inner(type, "payload_schema").orElse(JsonObject.empty()),
                                Executions.inner(type, "parameters_schema").orElse(JsonObject.empty())))
                        .toList()
                : List.of();
    }

    String ref() {
        return pack + "." + name;
    }

    String object() {
        return KIND + " " + ref();
    }

    Deployment.Written written() {
        return new Deployment.Written(KIND, ref());
    }

    static String owner(String serverId, String pack) {
        return serverId + "/pack/" + pack;
    }

    static boolean owned(JsonObject live, String owner) {
        return LiveAction.tag(live, ActionContent.OWNER_TAG).equals(Optional.of(owner));
    }

    /** Whether what StackStorm has takes the same payloads and parameters. */
    boolean fits(JsonObject live) {
        return same(live, "payload_schema", payloadSchema) && same(live, "parameters_schema", parametersSchema);
    }

    private static boolean same(JsonObject live, String name, JsonObject schema) {
        return Executions.inner(live, name).orElse(JsonObject.empty()).equals(schema);
    }

    JsonObject body(String owner) {
        return JsonObject.builder()
                .put("name", name)
                .put("pack", pack)
                .put("payload_schema", payloadSchema)
                .put("parameters_schema", parametersSchema)
                .put("tags", JsonArray.of(ActionContent.tag(ActionContent.OWNER_TAG, owner)))
                .build();
    }
}
