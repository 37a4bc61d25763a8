package dev.sst.stackstorm;

import dev.sst.deployment.Deployment.Input;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An action as StackStorm has it. Immutable. */
record LiveAction(JsonObject json) {

    String id() {
        return Page.id(json);
    }

    String ref() {
        return json.text("ref").orElse("");
    }

    /** Whose it is by its tag; empty when it is nobody's of this framework. */
    Optional<String> owner() {
        return tag(json, ActionContent.OWNER_TAG);
    }

    Optional<String> hash() {
        return tag(json, ActionContent.HASH_TAG);
    }

    String entryPoint() {
        return json.text("entry_point").orElse("");
    }

    String description() {
        return json.text("description").orElse("");
    }

    String runner() {
        return json.text("runner_type").orElse("");
    }

    /** Whether it declares that parameter secret itself; its runner may declare more. */
    boolean secret(String parameter) {
        return secret(Executions.inner(json, "parameters").orElse(JsonObject.empty()), parameter);
    }

    static boolean secret(JsonObject parameters, String name) {
        return Executions.inner(parameters, name)
                .flatMap(schema -> schema.get("secret"))
                .equals(Optional.of(JsonBoolean.TRUE));
    }

    /** What it takes, but for what nobody may give. */
    List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        JsonObject parameters = Executions.inner(json, "parameters").orElse(JsonObject.empty());
        for (String name : parameters.members().keySet()) {
            JsonObject schema = Executions.inner(parameters, name).orElse(JsonObject.empty());
            if (!is(schema, "immutable")) {
                JsonValue byDefault = schema.get("default").orElse(null);
                inputs.add(new Input(name, is(schema, "required") && byDefault == null, byDefault));
            }
        }
        return inputs;
    }

    private static boolean is(JsonObject schema, String flag) {
        return schema.get(flag).equals(Optional.of(JsonBoolean.TRUE));
    }

    boolean enabled() {
        return !json.get("enabled").equals(Optional.of(JsonBoolean.FALSE));
    }

    /** In which way its record is not what was written, one sentence each; its files are another matter. */
    List<String> differences(String owner, String hash, String entryPoint) {
        return differences(owner, hash::equals, entryPoint);
    }

    /** @param written whether what was written may have that hash */
    List<String> differences(String owner, Predicate<String> written, String entryPoint) {
        List<String> differences = new ArrayList<>();
        if (!owner().equals(Optional.of(owner))) {
            differences.add("action " + ref() + " belongs to " + owner().orElse("somebody else"));
        }
        if (hash().filter(written).isEmpty()) {
            differences.add("action " + ref() + " has other content than was deployed");
        }
        if (!entryPoint().equals(entryPoint)) {
            differences.add("action " + ref() + " starts " + file(entryPoint()) + " instead of " + file(entryPoint));
        }
        if (!enabled()) {
            differences.add("action " + ref() + " is disabled");
        }
        if (recordEdited()) {
            differences.add("action " + ref() + " has another runner, description or parameters than was deployed");
        }
        return differences;
    }

    /** Whether it says of itself that it was written otherwise; one without files, or written by an older version, says nothing. */
    private boolean recordEdited() {
        String now = ActionContent.recordHash(runner(), description(), Members.object(json, "parameters"));
        return tag(json, ActionContent.RECORD_TAG)
                .filter(then -> !then.equals(now))
                .isPresent();
    }

    private static String file(String entryPoint) {
        return entryPoint.isEmpty() ? "no file" : entryPoint;
    }

    /** The body that brings this state back. */
    JsonObject body() {
        var body = JsonObject.builder();
        for (String name : List.of(
                "name",
                "pack",
                "runner_type",
                "entry_point",
                "metadata_file",
                "enabled",
                "description",
                "parameters",
                "tags",
                "notify")) {
            json.get(name).ifPresent(value -> body.put(name, value));
        }
        return body.build();
    }

    /** The value of that tag of an object of StackStorm. */
    static Optional<String> tag(JsonObject json, String name) {
        return json.get("tags")
                .filter(JsonArray.class::isInstance)
                .map(tags -> Executions.objects((JsonArray) tags))
                .flatMap(tags -> tags.stream()
                        .filter(tag -> tag.text("name").equals(Optional.of(name)))
                        .findFirst())
                .flatMap(tag -> tag.text("value"));
    }
}
