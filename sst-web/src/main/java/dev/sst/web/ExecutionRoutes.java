package dev.sst.web;

import dev.sst.Executions;
import dev.sst.NotFoundException;
import dev.sst.Sst;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.report.TimeSlices;
import dev.sst.test.TestId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Executions: ask for one, follow it, end it, read them all. */
final class ExecutionRoutes implements RouteGroup {
    private static final String TESTS = Route.BASE + "/tests";
    private static final String EXECUTIONS = Route.BASE + "/executions";
    private static final String EXECUTION = EXECUTIONS + "/{execution_id}";

    /** The longest {@code ?wait=}, in seconds; who asks for more waits this long. */
    static final int MAX_WAIT = 60;

    private static final int DEFAULT_OUTPUT_BYTES = 256 * 1024;
    private static final int MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

    private final Sst sst;
    private final ExecutionDocuments documents;
    private final ExecutionLists lists;

    ExecutionRoutes(Sst sst) {
        this.sst = sst;
        documents = new ExecutionDocuments(sst);
        lists = new ExecutionLists(sst);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ExecutionLists.documented(Route.get(TESTS + "/executions", exchange -> lists.answer(exchange, null))
                        .named("listExecutionsUnderTests", "The same as listExecutions")
                        .needs(Permission.READ)),
                Route.get(TESTS + "/executions/{execution_id}", this::get)
                        .named("getExecutionUnderTests", "The same as getExecution")
                        .needs(Permission.READ)
                        .answers(200, "Execution"),
                Route.post(TESTS + "/{test_id}/execute", this::execute)
                        .named("executeTest", "Asks for an execution of the deployed revision")
                        .needs(Permission.EXECUTE)
                        .takes("ExecuteInput")
                        .answers(202, "Execution")
                        .number(
                                "wait",
                                "answer when it has finished, after so many seconds at the latest; at most "
                                        + MAX_WAIT),
                ExecutionLists.documented(Route.get(
                                TESTS + "/{test_id}/executions", exchange -> lists.answer(exchange, Ids.test(exchange)))
                        .named("listExecutionsOfTest", "The executions of a test, newest first")
                        .needs(Permission.READ)),
                ExecutionLists.documented(Route.get(EXECUTIONS, exchange -> lists.answer(exchange, null))
                        .named("listExecutions", "Executions, newest first")
                        .needs(Permission.READ)
                        .query("test_id", "of this test")),
                Route.get(EXECUTIONS + "/histogram", lists::histogram)
                        .named("getHistogram", "How many executions were asked for in each slice of a stretch of time")
                        .needs(Permission.READ)
                        .answers(200, "Histogram")
                        .time("from", "the beginning of the first slice; required")
                        .time("until", "the end; required, at most " + TimeSlices.LONGEST.toDays() + " days later")
                        .number(
                                "buckets",
                                "how many slices, " + ExecutionLists.DEFAULT_BUCKETS + " when absent, at most "
                                        + TimeSlices.MOST + "; each is whole seconds long")
                        .query("test_id", "of this test"),
                Route.get(EXECUTION, this::get)
                        .named("getExecution", "One execution")
                        .needs(Permission.READ)
                        .answers(200, "Execution"),
                Route.get(EXECUTION + "/last-pass", this::lastPass)
                        .named("getLastPass", "The newest passed execution of the same test before this one")
                        .needs(Permission.READ)
                        .answers(200, "Execution"),
                Route.get(EXECUTION + "/output", this::output)
                        .named("getOutput", "What the run printed so far")
                        .needs(Permission.READ)
                        .answers(200, "Output")
                        .number("after", "go on at this byte: the next of the answer before")
                        .number(
                                "limit",
                                "at most so many bytes; " + DEFAULT_OUTPUT_BYTES + " when absent, " + MAX_OUTPUT_BYTES
                                        + " at most"),
                Route.get(EXECUTION + "/steps", this::steps)
                        .named("getSteps", "The steps of the run, as the engine tells them now")
                        .needs(Permission.READ)
                        .answers(200, "Steps"),
                Route.post(EXECUTION + "/cancel", this::cancel)
                        .named("cancelExecution", "Asks for its end")
                        .needs(Permission.EXECUTE)
                        .answers(202, "Execution"),
                Route.post(EXECUTION + "/rerun", this::rerun)
                        .named("rerunExecution", "The same again, of the revision that is live now")
                        .needs(Permission.EXECUTE)
                        .takes("RerunInput")
                        .answers(202, "Execution"));
    }

    private Answer execute(Exchange exchange) {
        TestId id = Ids.test(exchange);
        Duration wait = Duration.ofSeconds(exchange.query().number("wait", 0, 0, MAX_WAIT));
        exchange.query().check();
        Fields fields = new Fields(exchange.optionalBody().orElse(JsonObject.empty()));
        JsonObject parameters = fields.objectOrNull("parameters").orElse(JsonObject.empty());
        fields.refuseOthers();
        fields.check();
        Execution execution = sst.executions().execute(id, request(exchange, parameters));
        if (!wait.isZero()) {
            execution = sst.executions().await(execution.id(), wait);
        }
        return accepted(exchange, execution);
    }

    static Executions.Request request(Exchange exchange, JsonObject parameters) {
        boolean person = exchange.caller().map(Caller::person).orElse(false);
        return new Executions.Request(
                person ? ExecutionKind.MANUAL : ExecutionKind.API, parameters, context(exchange.by()));
    }

    /** What is kept with an execution that somebody asked for. */
    static JsonObject context(String by) {
        return JsonObject.builder().put("requested_by", by).build();
    }

    private Answer accepted(Exchange exchange, Execution execution) {
        return Answer.json(202, documents.of(execution))
                .with("Location", exchange.address(EXECUTIONS + "/" + execution.id()));
    }

    private Answer rerun(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        Fields fields = new Fields(exchange.optionalBody().orElse(JsonObject.empty()));
        Optional<JsonObject> parameters = fields.objectOrNull("parameters");
        fields.refuseOthers();
        fields.check();
        Execution before = sst.executions().get(id);
        JsonObject values = parameters
                .map(now -> new GivenParameters(sst.tests()).unmasked(now, before))
                .orElse(before.parameters());
        JsonObject context = context(exchange.by()).with("rerun_of", new JsonString(id.value()));
        return accepted(exchange, sst.executions().rerun(id, given -> values, context));
    }

    private Answer cancel(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        exchange.expectNoBody();
        return accepted(exchange, sst.executions().cancel(id));
    }

    private Answer get(Exchange exchange) {
        return Answer.ok(documents.of(sst.executions().get(Ids.execution(exchange))));
    }

    private Answer lastPass(Exchange exchange) {
        Execution execution = sst.executions().get(Ids.execution(exchange));
        var passed = new ExecutionQuery(execution.testId(), null, Verdict.PASSED, null, null, execution.id(), 1);
        return sst.executions().list(passed).stream()
                .findFirst()
                .map(found -> Answer.ok(documents.of(found)))
                .orElseThrow(() -> new NotFoundException(
                        "passed execution before", execution.id().value()));
    }

    private Answer steps(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        exchange.query().check();
        return Answer.ok(StepJson.of(id.value(), sst.executions().steps(id)));
    }

    private Answer output(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        QueryParameters query = exchange.query();
        long after = query.number("after", 0, 0, Long.MAX_VALUE);
        int limit = (int) query.number("limit", DEFAULT_OUTPUT_BYTES, 1, MAX_OUTPUT_BYTES);
        query.check();
        return Answer.ok(ExecutionJson.output(id.value(), sst.executions().output(id, after, limit)));
    }
}
