package dev.sst.test;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An action that a workflow test brings along for its tasks, a member of {@code metadata.actions}. It is deployed beside the
 * workflow, runs without the harness and is not judged: the workflow is. Immutable.
 *
 * @param name what tasks call it by: {@code action: helper.<name>}
 * @param runner what runs its code
 * @param code the author's text
 * @param parameters what it takes, as StackStorm's parameter schemas by name
 * @param description for people; may be empty
 */
public record HelperAction(String name, Runner runner, String code, JsonObject parameters, String description) {
    /** The member of the metadata that holds them. */
    public static final String MEMBER = "actions";

    /** What stands before the name where a task calls it. */
    public static final String PREFIX = "helper.";

    /** What runs the code. */
    public enum Runner {
        /** A program that is started; what StackStorm calls local-shell-script. */
        SHELL,
        /** A class with {@code run()} that derives from StackStorm's {@code Action}; what it calls python-script. */
        PYTHON
    }

    public HelperAction {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(runner, "runner");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(description, "description");
    }

    /** Those of a test, in the order of its metadata; none of anything but a workflow with code. What is malformed is left out. */
    public static List<HelperAction> of(TestDefinition definition) {
        boolean workflow = definition.type() == TestType.WORKFLOW && definition.code() != null;
        if (!workflow || !(definition.metadata().get(MEMBER).orElse(null) instanceof JsonObject actions)) {
            return List.of();
        }
        List<HelperAction> helpers = new ArrayList<>();
        actions.members().forEach((name, value) -> {
            if (value instanceof JsonObject action && action.get("code").orElse(null) instanceof JsonString code) {
                helpers.add(of(name, code.value(), action));
            }
        });
        return List.copyOf(helpers);
    }

    private static HelperAction of(String name, String code, JsonObject action) {
        boolean python = action.text("runner").filter("python"::equals).isPresent();
        JsonObject parameters =
                action.get("parameters").orElse(null) instanceof JsonObject schemas ? schemas : JsonObject.empty();
        return new HelperAction(
                name,
                python ? Runner.PYTHON : Runner.SHELL,
                code,
                parameters,
                action.text("description").orElse(""));
    }

    /** Without the code: it may be long. */
    @Override
    public String toString() {
        return "HelperAction[" + name + ", " + runner + "]";
    }
}
