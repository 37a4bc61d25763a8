package dev.sst.core.verdict;

import dev.sst.core.parameters.Parameters;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Step;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges a run of an orquesta workflow; its document is its {@code output}. Steps that failed do not matter when the workflow
 * succeeded: it may be about them. That a task failed is what the test is there to find; that an expression cannot be
 * evaluated, or a task's input does not fit, is the test's own fault. {@code errors} of a failed workflow may be empty, as when
 * a task timed out, so the steps have the words. Observed on StackStorm 3.10dev.
 */
final class WorkflowRun {
    private static final String NAME = "workflow";

    private static final String EXPRESSION = "<%";

    /** What orquesta says of a task whose action failed, whatever was wrong: orquesta's {@code conducting.py}. */
    private static final String TASK_FAILED = "Execution failed. See result for details.";

    private static final String TASK_FAILED_TYPE = "execution_failure";

    private final EvaluationInput input;
    private final Assessment assessment;
    private final Endings endings;

    WorkflowRun(EvaluationInput input, Assessment assessment) {
        this.input = input;
        this.assessment = assessment;
        this.endings = new Endings(input, assessment);
    }

    void assess(Evidence.Workflow workflow) {
        if (endings.byState()) {
            return;
        }
        if (input.deadlinePassed()) {
            endings.timedOut();
            return;
        }
        evaluated();
        JsonObject result = workflow.result() instanceof JsonObject object ? object : JsonObject.empty();
        if (input.outcome().state() == EngineState.SUCCEEDED) {
            assessment.passed(NAME, null, "the workflow succeeded");
        } else if (result.get("errors").isEmpty() && result.text("error").isPresent()) {
            crashed(result.text("error").get());
            return;
        } else {
            failed(errors(result), workflow.failed());
        }
        new ContentChecks(input.settings(), assessment).document(ResultDocument.ofValue(output(result)));
    }

    /** No escape keeps orquesta from it, so what the workflow worked with may not be what was given. */
    private void evaluated() {
        Map<String, JsonValue> values = new TreeMap<>(
                Parameters.of(input.settings().parameters()).defaults().members());
        values.putAll(input.given().members());
        List<String> names = values.entrySet().stream()
                .filter(value -> value.getValue().mentions(EXPRESSION))
                .map(value -> Shown.text(value.getKey()))
                .toList();
        if (!names.isEmpty()) {
            assessment.warn("orquesta evaluated what stands in <% %> in the values of " + String.join(", ", names));
        }
    }

    private void crashed(String error) {
        assessment.failed(
                "runner", Verdict.INFRASTRUCTURE, "StackStorm's workflow runner failed: " + Shown.text(error));
    }

    private void failed(List<JsonObject> errors, List<Step> steps) {
        Optional<JsonObject> first = errors.stream().findFirst();
        boolean byTask = first.isEmpty() || saysTaskFailed(first.get());
        String why = byTask
                ? step(first.flatMap(error -> error.text("task_id")), steps)
                        .map(WorkflowRun::words)
                        .orElseGet(() -> first.flatMap(error -> error.text("task_id"))
                                .map(task -> "task " + Shown.text(task) + " failed")
                                .orElse("no reason was given"))
                : first.flatMap(error -> error.text("message")).map(Shown::text).orElse("no reason was given");
        assessment.failed(NAME, byTask ? Verdict.FAILED : Verdict.ERROR, "the workflow failed: " + why);
    }

    private static boolean saysTaskFailed(JsonObject error) {
        return error.text("message").filter(TASK_FAILED::equals).isPresent()
                || error.text("type").filter(TASK_FAILED_TYPE::equals).isPresent();
    }

    /** The step that failed for that task; where none is named, or known, the first that failed. */
    private static Optional<Step> step(Optional<String> task, List<Step> failed) {
        return failed.stream()
                .filter(step -> task.equals(Optional.of(step.name())))
                .reduce((earlier, later) -> later)
                .or(() -> failed.stream().findFirst());
    }

    private static String words(Step step) {
        String item = step.item() == null ? "" : " (item " + step.item() + ")";
        String said = step.excerpt().isBlank() ? "" : ": " + Shown.text(step.excerpt());
        return "task " + step.name() + item + ", " + step.action() + ", ended " + step.status() + said;
    }

    private static List<JsonObject> errors(JsonObject result) {
        return result.get("errors").orElse(JsonNull.NULL) instanceof JsonArray errors
                ? errors.items().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    private static @Nullable JsonValue output(JsonObject result) {
        return result.get("output").filter(value -> value != JsonNull.NULL).orElse(JsonObject.empty());
    }
}
