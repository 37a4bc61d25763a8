package dev.sst.web;

import dev.sst.NotFoundException;
import dev.sst.Sst;
import dev.sst.json.JsonObject;
import dev.sst.spi.EngineMonitor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine: how it fares, and what it has run, whoever asked for it. */
final class StackStormRoutes implements RouteGroup {
    private static final String STACKSTORM = Route.BASE + "/tests/stackstorm";

    /** How long one look at StackStorm serves everybody: each open page asks again and again. */
    private static final Duration STATUS_KEPT = Duration.ofSeconds(5);

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private final Sst sst;
    private EngineMonitor.@Nullable Status lastStatus;
    private long lastStatusNanos;

    StackStormRoutes(Sst sst) {
        this.sst = sst;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(STACKSTORM + "/status", this::status)
                        .named("getEngineStatus", "Whether StackStorm answers; always 200")
                        .needs(Permission.READ)
                        .answers(200, "EngineStatus"),
                Route.get(STACKSTORM + "/executions", this::executions)
                        .named("listEngineExecutions", "StackStorm's own newest executions")
                        .needs(Permission.READ)
                        .answers(200, "EngineExecutions")
                        .number("limit", "at most so many; " + DEFAULT_LIMIT + " when absent"),
                Route.get(STACKSTORM + "/executions/{id}", this::execution)
                        .named("getEngineExecution", "One of StackStorm's own executions")
                        .needs(Permission.READ)
                        .answers(200, "EngineExecution"));
    }

    private Answer status(Exchange exchange) {
        EngineMonitor.Status status = look();
        var json = JsonObject.builder()
                .put("connected", status.connected())
                .put("api_url", Json.text(status.url()))
                .put("timestamp", Json.text(status.at()))
                .put("engine", sst.engine().name())
                .put("usable", status.usable())
                .put("version", Json.text(status.version()))
                .put("details", status.details());
        if (status.error() != null) {
            json.put("error", status.error());
        }
        return Answer.ok(json.build());
    }

    private synchronized EngineMonitor.Status look() {
        EngineMonitor.Status kept = lastStatus;
        if (kept != null && System.nanoTime() - lastStatusNanos < STATUS_KEPT.toNanos()) {
            return kept;
        }
        EngineMonitor.Status fresh = sst.engine().monitor().status();
        lastStatus = fresh;
        lastStatusNanos = System.nanoTime();
        return fresh;
    }

    private Answer executions(Exchange exchange) {
        int limit = (int) exchange.query().number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        exchange.query().check();
        return Answer.ok(JsonObject.builder()
                .put("executions", Json.array(sst.engine().monitor().recent(limit), run -> run))
                .build());
    }

    private Answer execution(Exchange exchange) {
        String id = exchange.path("id");
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new NotFoundException("StackStorm execution", "of that id");
        }
        return Answer.ok(
                sst.engine().monitor().run(id).orElseThrow(() -> new NotFoundException("StackStorm execution", id)));
    }
}
