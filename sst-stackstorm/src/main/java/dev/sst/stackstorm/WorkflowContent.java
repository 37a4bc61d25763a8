package dev.sst.stackstorm;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment.Input;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.harness.ContentFile;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an orquesta workflow becomes in StackStorm: an action whose one file is the author's text, in which the names of the
 * live actions take the place of its helpers', and whose parameters are the workflow's inputs. Every JSON value must reach an
 * input with its type, so each parameter takes any: one without a {@code type} takes texts only, a list of types is refused.
 * None has a default, which would come before the workflow's own.
 * Pure.
 *
 * @param inputs in the order of the workflow
 * @param published the tasks whose results its expressions use
 * @param helpers the actions it brings along
 */
record WorkflowContent(ActionContent action, List<Input> inputs, List<String> published, List<ActionContent> helpers) {

    static final String RUNNER = "orquesta";
    static final String FILE = "workflow.yaml";
    private static final String EXPRESSION = "<%";
    private static final String RESULT = "result()";

    private static final JsonObject ANYTHING = JsonObject.builder()
            .put(
                    "anyOf",
                    new JsonArray(Stream.of("array", "object", "integer", "number", "boolean", "string", "null")
                            .<JsonValue>map(type ->
                                    JsonObject.builder().put("type", type).build())
                            .toList()))
            .build();

    WorkflowContent {
        inputs = List.copyOf(inputs);
        published = List.copyOf(published);
        helpers = List.copyOf(helpers);
    }

    /** The content for that order, whose definition has that code, which says that of itself. */
    static WorkflowContent of(DeploymentOrder order, String code, CodeDocument document, String serverId) {
        List<Input> inputs = inputs(document.content());
        var parameters = JsonObject.builder();
        inputs.forEach(input -> parameters.put(input.name(), ANYTHING));
        String text = HelperContent.called(code, document, order);
        var file = ContentFile.of(FILE, text.replace("\r\n", "\n").replace('\r', '\n'));
        List<ActionContent> helpers = HelperContent.of(order, serverId);
        var form = new ActionContent.Form(kind(helpers), RUNNER, parameters.build(), List.of(file));
        return new WorkflowContent(
                ActionContent.of(order, form, serverId), inputs, published(document.content()), helpers);
    }

    /** A workflow whose helpers change is another one: its executions are judged by what they called. */
    private static String kind(List<ActionContent> helpers) {
        return helpers.stream()
                .map(helper -> " " + helper.name() + "=" + helper.hash())
                .collect(Collectors.joining("", "WORKFLOW", ""));
    }

    /** The text as StackStorm is to have it. */
    String text() {
        return action.files().get(0).text();
    }

    /** The inputs of that workflow: a list of names, and of objects {@code name: default}. */
    static List<Input> inputs(JsonObject workflow) {
        List<Input> inputs = new ArrayList<>();
        if (workflow.get("input").orElse(null) instanceof JsonArray list) {
            for (JsonValue item : list.items()) {
                if (item instanceof JsonString name) {
                    inputs.add(new Input(name.value(), true, null));
                } else if (item instanceof JsonObject named) {
                    named.members().forEach((name, value) -> inputs.add(new Input(name, false, value)));
                }
            }
        }
        return inputs;
    }

    /** The tasks of that workflow whose results are used by an expression of their transitions. */
    private static List<String> published(JsonObject workflow) {
        return Executions.inner(workflow, "tasks").orElse(JsonObject.empty()).members().entrySet().stream()
                .filter(task -> task.getValue() instanceof JsonObject object
                        && object.get("next")
                                .map(JsonText::write)
                                .filter(next -> next.contains(RESULT))
                                .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Why it cannot be run with what the test declares. */
    List<Problem> blockers(JsonObject parameters) {
        List<Problem> blockers = new ArrayList<>();
        parameters.members().keySet().stream()
                .filter(name -> inputs.stream().noneMatch(input -> input.name().equals(name)))
                .map(name -> Problem.of("test_parameters." + name, "the workflow has no input " + name))
                .forEach(blockers::add);
        NaturalParameters.secrets(parameters).stream()
                .map(name -> Problem.of(
                        "test_parameters." + name,
                        "StackStorm shows a workflow's inputs to its tasks in clear: let the task read it with st2kv"))
                .forEach(blockers::add);
        return blockers;
    }

    /** What a person should know: orquesta evaluates texts, wherever they come from, and nothing keeps it from that. */
    List<Problem> warnings(JsonObject parameters) {
        List<Problem> warnings = new ArrayList<>();
        for (Map.Entry<String, JsonValue> parameter :
                NaturalParameters.values(parameters).members().entrySet()) {
            if (parameter.getValue().mentions(EXPRESSION)) {
                warnings.add(Problem.of(
                        "test_parameters." + parameter.getKey(),
                        "orquesta evaluates what stands in <% %>, also in values that are handed over"));
            }
        }
        inputs.stream()
                .filter(input -> input.byDefault() != null && input.byDefault().mentions(EXPRESSION))
                .map(input -> Problem.of(
                        "test_code",
                        "the default of input " + input.name() + " is an expression, which orquesta evaluates"))
                .forEach(warnings::add);
        if (!published.isEmpty()) {
            warnings.add(Problem.of(
                    "test_code",
                    "orquesta evaluates what stands in <% %> in texts of results, too: those of "
                            + String.join(", ", published)));
        }
        return warnings;
    }
}
