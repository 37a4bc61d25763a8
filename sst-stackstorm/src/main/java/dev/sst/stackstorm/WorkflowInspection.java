package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineUnavailableException;
import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What StackStorm itself has against a workflow: unknown actions and tasks, variables that nobody sets, expressions that are
 * none. It changes nothing there. An inspection that failed is a problem of the workflow, never a silence. Thread-safe.
 */
final class WorkflowInspection {

    private static final String FIELD = "test_code";

    /** {@code in "<unicode string>", line 5, column 4.}, of which the last one tells where it went wrong. */
    private static final Pattern PLACE = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

    private final StackStormClient client;

    WorkflowInspection(StackStormClient client) {
        this.client = client;
    }

    /**
     * Everything that is wrong with it, at its place.
     *
     * @throws EngineUnavailableException when StackStorm cannot be asked
     */
    List<Problem> problems(String yaml, CodeDocument document) {
        Request request = Request.postText("/v1/workflows/inspect", yaml);
        Answer answer = asked(request);
        if (answer.status() == 400) {
            return List.of(unreadable(answer));
        }
        if (answer.status() == 500) {
            return List.of(Problem.of(FIELD, "StackStorm could not inspect it: " + StackStormClient.reason(answer)));
        }
        return answer.json()
                .filter(JsonArray.class::isInstance)
                .map(items -> Executions.objects((JsonArray) items).stream()
                        .map(item -> problem(item, document))
                        .toList())
                .orElseThrow(() -> new EngineUnavailableException("StackStorm: " + request + " was answered with "
                        + answer.status() + " and " + answer.excerpt() + ", which is not what was asked for"));
    }

    private Answer asked(Request request) {
        try {
            Answer answer = client.exchange(request);
            return answer.status() == 400 || answer.status() == 500 ? answer : StackStormClient.judged(request, answer);
        } catch (EngineOutcomeUnknownException e) {
            throw new EngineUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Problem problem(JsonObject item, CodeDocument document) {
        String message = item.text("message").orElse("StackStorm has something against it and does not say what");
        return new Problem(
                FIELD, message, item.text("spec_path").flatMap(document::place).orElse(null));
    }

    private static Problem unreadable(Answer answer) {
        String fault = answer.fault().orElseGet(answer::excerpt);
        Optional<MatchResult> place = PLACE.matcher(fault).results().reduce((earlier, later) -> later);
        String message = fault.lines().findFirst().orElse(fault).strip();
        return place.map(at -> Problem.at(FIELD, Integer.parseInt(at.group(1)), Integer.parseInt(at.group(2)), message))
                .orElseGet(() -> Problem.of(FIELD, message));
    }
}
