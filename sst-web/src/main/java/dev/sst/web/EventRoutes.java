package dev.sst.web;

import dev.sst.NotFoundException;
import dev.sst.Sst;
import dev.sst.SstException;
import dev.sst.execution.ExecutionId;
import dev.sst.incident.IncidentId;
import dev.sst.json.JsonObject;
import dev.sst.spi.ChangeFeed.Change;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event stream, and how each kind of change is told: as the resource itself would be. */
final class EventRoutes implements RouteGroup, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);

    private final Sst sst;
    private final DeploymentBoard board;
    private final EventStream stream;
    private final ExecutionDocuments executions;
    private final IncidentDocuments incidents;

    EventRoutes(Sst sst, DeploymentBoard board) {
        this.sst = sst;
        this.board = board;
        executions = new ExecutionDocuments(sst);
        incidents = new IncidentDocuments(sst);
        stream = new EventStream(sst.changes(), this::read);
        board.watch(this::tellProgress);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(Route.BASE + "/events", this::open)
                .named(
                        "streamEvents",
                        "Server-sent events: execution, incident, test, deployment. Last-Event-ID goes on behind an id")
                .needs(Permission.READ)
                .answers(200, "EventStream")
                .query("last_event_id", "the same as the header Last-Event-ID"));
    }

    private Answer open(Exchange exchange) {
        String from = exchange.header("Last-Event-ID")
                .or(() -> exchange.query().text("last_event_id"))
                .filter(id -> id.matches("[0-9A-Za-z_-]{1,64}"))
                .orElse(null);
        if (stream.full()) {
            throw new RequestRefused(429, "Too many event streams are open here.", Map.of("Retry-After", "10"));
        }
        return Answer.stream((request, response) -> stream.open(request, response, from));
    }

    int openStreams() {
        return stream.size();
    }

    private Optional<JsonObject> read(Change change) {
        try {
            return Optional.of(
                    switch (change.subject()) {
                        case TEST -> test(new TestId(change.id()));
                        case DEPLOYMENT -> deployment(sst.tests().get(new TestId(change.id())));
                        case EXECUTION -> executions.of(sst.executions().get(new ExecutionId(change.id())));
                        case INCIDENT -> incidents.of(sst.incidents().get(new IncidentId(change.id())));
                    });
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** A test that is gone is still told of, so that it vanishes from lists. */
    private JsonObject test(TestId id) {
        try {
            SyntheticTest test = sst.tests().get(id);
            return TestJson.of(test, TestRoutes.newest(sst, id));
        } catch (NotFoundException e) {
            return JsonObject.builder()
                    .put("test_id", id.value())
                    .put("deleted", true)
                    .build();
        }
    }

    private JsonObject deployment(SyntheticTest test) {
        return DeploymentJson.of(test, board.of(test.id()).orElse(null));
    }

    /** Runs within the deployment: whatever goes wrong with telling must not end it. That a test is gone is told as a change. */
    private void tellProgress(TestId id) {
        if (stream.size() == 0) {
            return;
        }
        try {
            stream.tell("deployment", deployment(sst.tests().get(id)));
        } catch (SstException e) {
            LOG.info("How far the deployment of test {} is could not be told: {}", id, e.getMessage());
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
