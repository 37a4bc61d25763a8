package dev.sst.web;

import dev.sst.Executions;
import dev.sst.Sst;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executions: ask for one, follow it, end it, read them all. */
final class ExecutionRoutes implements RouteGroup {
    private static final String TESTS = Route.BASE + "/tests";
    private static final String EXECUTIONS = Route.BASE + "/executions";
    private static final String EXECUTION = EXECUTIONS + "/{execution_id}";

    /** The longest {@code ?wait=}, in seconds; who asks for more waits this long. */
    static final int MAX_WAIT = 60;

    private final Sst sst;
    private final ExecutionDocuments documents;

    ExecutionRoutes(Sst sst) {
        this.sst = sst;
        documents = new ExecutionDocuments(sst);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                filtered(Route.get(TESTS + "/executions", exchange -> list(exchange, null))
                        .named("listExecutionsUnderTests", "The same as listExecutions")),
                Route.get(TESTS + "/executions/{execution_id}", this::get)
                        .named("getExecutionUnderTests", "The same as getExecution")
                        .answers(200, "Execution"),
                Route.post(TESTS + "/{test_id}/execute", this::execute)
                        .named("executeTest", "Asks for an execution of the deployed revision")
                        .takes("ExecuteInput")
                        .answers(202, "Execution")
                        .query(
                                "wait",
                                "answer when it has finished, after so many seconds at the latest; at most "
                                        + MAX_WAIT),
                filtered(Route.get(TESTS + "/{test_id}/executions", exchange -> list(exchange, Ids.test(exchange)))
                        .named("listExecutionsOfTest", "The executions of a test, newest first")),
                filtered(Route.get(EXECUTIONS, exchange -> list(exchange, null))
                        .named("listExecutions", "Executions, newest first")
                        .query("test_id", "of this test")),
                Route.get(EXECUTION, this::get)
                        .named("getExecution", "One execution")
                        .answers(200, "Execution"),
                Route.get(EXECUTION + "/output", this::output)
                        .named("getOutput", "What the run printed so far")
                        .answers(200, "Output")
                        .query("after", "go on at this byte: the next of the answer before"),
                Route.post(EXECUTION + "/cancel", this::cancel)
                        .named("cancelExecution", "Asks for its end")
                        .answers(202, "Execution"),
                Route.post(EXECUTION + "/rerun", this::rerun)
                        .named("rerunExecution", "The same again, of the revision that is live now")
                        .takes("RerunInput")
                        .answers(202, "Execution"));
    }

    private static Route filtered(Route route) {
        return Page.documented(route.answers(200, "Execution[]")
                .query("status", "pending, running, passed, failed, timeout or cancelled")
                .query("verdict", "passed, failed, error, timeout, cancelled, infrastructure or skipped")
                .query("from", "asked for at or after this time")
                .query("until", "asked for before this time"));
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
        return accepted(execution);
    }

    private static Executions.Request request(Exchange exchange, JsonObject parameters) {
        boolean person = exchange.caller().map(Caller::person).orElse(false);
        return new Executions.Request(person ? ExecutionKind.MANUAL : ExecutionKind.API, parameters, context(exchange));
    }

    private static JsonObject context(Exchange exchange) {
        return JsonObject.builder().put("requested_by", exchange.by()).build();
    }

    private Answer accepted(Execution execution) {
        return Answer.json(202, documents.of(execution)).with("Location", EXECUTIONS + "/" + execution.id());
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
        JsonObject context = context(exchange).with("rerun_of", new JsonString(id.value()));
        return accepted(sst.executions().rerun(id, given -> values, context));
    }

    private Answer cancel(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        exchange.expectNoBody();
        return accepted(sst.executions().cancel(id));
    }

    private Answer get(Exchange exchange) {
        return Answer.ok(documents.of(sst.executions().get(Ids.execution(exchange))));
    }

    private Answer output(Exchange exchange) {
        ExecutionId id = Ids.execution(exchange);
        long after = exchange.query().number("after", 0, 0, Long.MAX_VALUE);
        exchange.query().check();
        return Answer.ok(ExecutionJson.output(id.value(), sst.executions().output(id, after)));
    }

    private Answer list(Exchange exchange, @Nullable TestId ofTest) {
        QueryParameters query = exchange.query();
        Page page = Page.of(query);
        TestId test = ofTest != null ? ofTest : Ids.inQuery(query, "test_id", TestId::new);
        ExecutionStatus status = query.word("status", ExecutionStatus.class);
        Verdict verdict = query.word("verdict", Verdict.class);
        Instant from = query.time("from");
        Instant until = query.time("until");
        query.check();
        List<Execution> executions = page.of(
                (cursor, limit) -> {
                    ExecutionId before = cursor == null ? null : new ExecutionId(cursor);
                    var wanted = new ExecutionQuery(test, null, verdict, from, until, before, limit);
                    return status == null ? sst.executions().list(wanted) : status.list(wanted, sst.executions()::list);
                },
                ExecutionRoutes::id);
        return page.answer(executions, ExecutionRoutes::id, documents.of(executions));
    }

    private static String id(Execution execution) {
        return execution.id().value();
    }
}
