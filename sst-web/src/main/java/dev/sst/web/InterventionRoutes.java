package dev.sst.web;

import dev.sst.Sst;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Inquiry;
import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Stepping in while a workflow runs: pause, resume, and answers to what it asks. */
final class InterventionRoutes implements RouteGroup {
    private static final String EXECUTION = Route.BASE + "/executions/{execution_id}";

    private final Sst sst;
    private final ExecutionDocuments documents;

    InterventionRoutes(Sst sst) {
        this.sst = sst;
        documents = new ExecutionDocuments(sst);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(EXECUTION + "/pause", this::pause)
                        .named("pauseExecution", "Asks a workflow to begin no further task; its time limit goes on")
                        .needs(Permission.EXECUTE)
                        .answers(202, "Execution"),
                Route.post(EXECUTION + "/resume", this::resume)
                        .named("resumeExecution", "Asks a paused workflow to go on")
                        .needs(Permission.EXECUTE)
                        .answers(202, "Execution"),
                Route.get(EXECUTION + "/inquiries", this::inquiries)
                        .named("getInquiries", "What the workflow waits for somebody to answer")
                        .needs(Permission.READ)
                        .answers(200, "Inquiries"),
                Route.post(EXECUTION + "/inquiries/{inquiry_id}", this::answer)
                        .named("answerInquiry", "Answers, so that the workflow goes on")
                        .needs(Permission.EXECUTE)
                        .takes("InquiryInput")
                        .answers(202, "Execution"));
    }

    private Answer pause(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        exchange.expectNoBody();
        sst.executions().pause(id);
        return now(id);
    }

    private Answer resume(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        exchange.expectNoBody();
        sst.executions().resume(id);
        return now(id);
    }

    private Answer inquiries(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        exchange.query().check();
        return Answer.ok(JsonObject.builder()
                .put("execution_id", id.value())
                .put("inquiries", Json.array(sst.executions().inquiries(id), InterventionRoutes::json))
                .build());
    }

    private static JsonObject json(Inquiry inquiry) {
        return JsonObject.builder()
                .put("inquiry_id", inquiry.id())
                .put("task", inquiry.task())
                .put("route", inquiry.route())
                .put("schema", inquiry.schema())
                .build();
    }

    private Answer answer(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        Fields fields = new Fields(exchange.body());
        Optional<JsonObject> response = fields.objectOrNull("response");
        if (response.isEmpty() && fields.problems().isEmpty()) {
            fields.refuse("response", "must be an object that meets the inquiry's schema");
        }
        fields.refuseOthers();
        fields.check();
        sst.executions().answer(id, exchange.path("inquiry_id"), response.orElseThrow());
        return now(id);
    }

    private Answer now(ExecutionId id) {
        return Answer.json(202, documents.of(sst.executions().get(id)));
    }
}
