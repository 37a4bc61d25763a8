package dev.sst.stackstorm;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineUnavailableException;
import dev.sst.InvalidInputException;
import dev.sst.NotFoundException;
import dev.sst.Problem;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Inquiry;
import dev.sst.execution.Step;
import dev.sst.json.JsonObject;
import dev.sst.spi.Intervention;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@link Intervention} on StackStorm, whose inquiries are children that wait in state {@code pending}, known by their own ids.
 * StackStorm pauses workflows of the runners orquesta and action-chain only, and refuses all else with 400. Thread-safe.
 */
final class WorkflowIntervention implements Intervention {

    /** The end of StackStorm's refusal of a second answer, seen live. */
    private static final String ANSWERED = "has already been responded to";

    private final StackStormClient client;
    private final Children children;

    WorkflowIntervention(StackStormClient client, Executions executions) {
        this.client = client;
        children = new Children(executions);
    }

    @Override
    public void pause(EngineExecutionId run) {
        become(run, ExecutionStatus.PAUSING);
    }

    @Override
    public void resume(EngineExecutionId run) {
        become(run, ExecutionStatus.RESUMING);
    }

    private void become(EngineExecutionId run, String status) {
        if (!Executions.wellFormed(run)) {
            throw new ConflictException(
                    Reason.NOT_POSSIBLE, "only a workflow can be paused: rules and sensors are watched, not run");
        }
        Request request = Executions.becoming(run, status);
        Answer answer = sent(request);
        if (answer.status() == 400) {
            throw new ConflictException(
                    Reason.NOT_POSSIBLE, "StackStorm: " + answer.fault().orElse("it cannot be " + status));
        }
        StackStormClient.judged(request, answer);
    }

    @Override
    public List<Inquiry> inquiries(EngineExecutionId run) {
        return Executions.wellFormed(run)
                ? children.all(run).stream()
                        .flatMap(WorkflowIntervention::waiting)
                        .flatMap(step -> inquiry(step).stream())
                        .toList()
                : List.of();
    }

    private static Stream<Step> waiting(Step step) {
        return step.status().equals(ExecutionStatus.PENDING)
                ? Stream.of(step)
                : step.steps().stream().flatMap(WorkflowIntervention::waiting);
    }

    /** What StackStorm says of an inquiry; empty when it was answered, for which it says 400. */
    static Optional<JsonObject> waiting(StackStormClient client, String id) {
        Request request = Request.get("/v1/inquiries/" + Request.encoded(id));
        Answer answer = client.exchange(request);
        if (answer.status() == 400 || answer.status() == 404) {
            return Optional.empty();
        }
        return StackStormClient.judged(request, answer)
                .json()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
    }

    private Optional<Inquiry> inquiry(Step step) {
        return waiting(client, step.id())
                .map(known -> new Inquiry(
                        step.id(),
                        step.name(),
                        known.text("route").orElse(""),
                        Executions.inner(known, "schema").orElse(JsonObject.empty())));
    }

    @Override
    public void answer(EngineExecutionId run, String inquiry, JsonObject response) {
        if (inquiries(run).stream().noneMatch(open -> open.id().equals(inquiry))) {
            throw new NotFoundException("open inquiry", inquiry);
        }
        Request request = answering(inquiry, response);
        Answer answer = sent(request);
        if (answer.status() == 400) {
            throw refused(answer.fault().orElse("StackStorm does not take this answer"));
        }
        StackStormClient.judged(request, answer);
    }

    /** The order to take that answer. */
    static Request answering(String inquiry, JsonObject response) {
        return Request.put(
                "/v1/inquiries/" + Request.encoded(inquiry),
                JsonObject.builder()
                        .put("id", inquiry)
                        .put("response", response)
                        .build());
    }

    private static RuntimeException refused(String fault) {
        String words = fault.lines().findFirst().orElse(fault);
        return fault.contains(ANSWERED)
                ? new ConflictException(Reason.NOT_POSSIBLE, "StackStorm: " + words)
                : new InvalidInputException(List.of(Problem.of("response", words)));
    }

    private Answer sent(Request request) {
        try {
            return client.exchange(request);
        } catch (EngineOutcomeUnknownException e) {
            throw new EngineUnavailableException("whether StackStorm heard it is not known: " + e.getMessage(), e);
        }
    }
}
