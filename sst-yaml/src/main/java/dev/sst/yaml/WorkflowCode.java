package dev.sst.yaml;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.Deployment.Input;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be said of a workflow's YAML without a StackStorm: that it is YAML, has tasks, and which inputs it takes. All else
 * is asked of StackStorm's own inspection when the workflow is deployed; a document that fails here makes that inspection
 * answer 500. Pure.
 */
final class WorkflowCode {
    private WorkflowCode() {}

    static CodeInspection read(String code) {
        YamlText.Reading reading = YamlText.read(code);
        var problems = new ArrayList<Problem>(reading.problems());
        var notes = new ArrayList<Problem>(reading.unfit());
        notes.addAll(reading.notes());
        JsonValue value = reading.value();
        if (value == null) {
            return new CodeInspection(null, YamlText.GRAMMAR, problems, notes, null);
        }
        if (!(value instanceof JsonObject content)) {
            problems.add(reading.problem("", "must be an object with tasks"));
            return new CodeInspection(null, YamlText.GRAMMAR, problems, notes, null);
        }
        tasks(content, reading, problems);
        inputs(content, reading, problems);
        return new CodeInspection(null, YamlText.GRAMMAR, problems, notes, new CodeDocument(content, reading.places()));
    }

    private static void tasks(JsonObject content, YamlText.Reading reading, List<Problem> problems) {
        JsonValue tasks = content.get("tasks").orElse(JsonNull.NULL);
        if (tasks == JsonNull.NULL) {
            problems.add(reading.problem("", "tasks is missing"));
        } else if (!(tasks instanceof JsonObject object)) {
            problems.add(reading.problem("tasks", "tasks must be an object: the name of each task, and what it does"));
        } else if (object.isEmpty()) {
            problems.add(reading.problem("tasks", "tasks is empty: a workflow has at least one"));
        }
    }

    private static void inputs(JsonObject content, YamlText.Reading reading, List<Problem> problems) {
        JsonValue input = content.get("input").orElse(JsonNull.NULL);
        if (input == JsonNull.NULL) {
            return;
        }
        if (!(input instanceof JsonArray array)) {
            problems.add(reading.problem("input", "input must be an array of names, each with or without a default"));
            return;
        }
        for (int i = 0; i < array.items().size(); i++) {
            JsonValue item = array.items().get(i);
            if (!isInput(item)) {
                problems.add(reading.problem("input[" + i + "]", "must be a name, or name: default"));
            } else if (name(item).equals(Input.KEPT_BY_WORKFLOW_RUNNER)) {
                problems.add(reading.problem(
                        "input[" + i + "]",
                        "must have another name than " + Input.KEPT_BY_WORKFLOW_RUNNER
                                + ": StackStorm's workflow runner"
                                + " keeps this one, and the workflow would not get the value"));
            }
        }
    }

    private static String name(JsonValue input) {
        return input instanceof JsonString name
                ? name.value()
                : ((JsonObject) input).members().keySet().iterator().next();
    }

    private static boolean isInput(JsonValue item) {
        return item instanceof JsonString name && !name.value().isBlank()
                || item instanceof JsonObject object && object.members().size() == 1;
    }
}
