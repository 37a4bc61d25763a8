package dev.sst.web;

import dev.sst.ConflictException;
import dev.sst.NotFoundException;
import dev.sst.Sst;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Probe;
import java.time.Duration;
import java.util.List;

/** The engine: how it fares, and what it has run, whoever asked for it. */
final class StackStormRoutes implements RouteGroup {
    private static final String STACKSTORM = Route.BASE + "/tests/stackstorm";

    /** How long one look at StackStorm serves everybody: each open page asks again and again. */
    private static final Duration STATUS_KEPT = Duration.ofSeconds(5);

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private final Sst sst;
    private final Kept<EngineMonitor.Status> status;

    StackStormRoutes(Sst sst) {
        this.sst = sst;
        status = new Kept<>(STATUS_KEPT, () -> sst.engine().monitor().status());
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(STACKSTORM + "/status", this::status)
                        .named("getEngineStatus", "Whether StackStorm answers; always 200")
                        .needs(Permission.READ)
                        .answers(200, "EngineStatus"),
                Route.get(STACKSTORM + "/probe", this::lastProbe)
                        .named(
                                "getEngineProbe",
                                "What the last probe of this server found; its member probe is null without one")
                        .needs(Permission.READ)
                        .answers(200, "LastEngineProbe"),
                Route.post(STACKSTORM + "/probe", this::probe)
                        .named(
                                "probeEngine",
                                "Tries what can be deployed and executed there; takes seconds to two minutes")
                        .needs(Permission.DEPLOY)
                        .answers(200, "EngineProbe"),
                Route.get(STACKSTORM + "/executions", this::executions)
                        .named("listEngineExecutions", "StackStorm's own newest executions")
                        .needs(Permission.READ)
                        .answers(200, "EngineExecutions")
                        .number("limit", "at most so many; " + DEFAULT_LIMIT + " when absent"),
                Route.get(STACKSTORM + "/executions/{id}", this::execution)
                        .named("getEngineExecution", "One of StackStorm's own executions")
                        .needs(Permission.READ)
                        .answers(200, "EngineExecution"),
                Route.get(STACKSTORM + "/executions/{id}/template", this::template)
                        .named("getEngineExecutionTemplate", "A test to begin with, that does what this execution did")
                        .needs(Permission.READ)
                        .answers(200, "Template"));
    }

    private Answer status(Exchange exchange) {
        EngineMonitor.Status now = status.get();
        var json = JsonObject.builder()
                .put("connected", now.connected())
                .put("api_url", Json.text(now.url()))
                .put("timestamp", Json.text(now.at()))
                .put("engine", sst.engine().name())
                .put("usable", now.usable())
                .put("version", Json.text(now.version()))
                .put("details", now.details());
        if (now.error() != null) {
            json.put("error", now.error());
        }
        return Answer.ok(json.build());
    }

    private Answer lastProbe(Exchange exchange) {
        exchange.query().check();
        JsonValue probe = sst.engine()
                .monitor()
                .lastProbe()
                .<JsonValue>map(StackStormRoutes::json)
                .orElse(JsonNull.NULL);
        return Answer.ok(JsonObject.builder().put("probe", probe).build());
    }

    private Answer probe(Exchange exchange) {
        exchange.expectNoBody();
        return Answer.ok(json(sst.engine().monitor().probe()));
    }

    private static JsonObject json(Probe probe) {
        return JsonObject.builder()
                .put("probed_at", Json.text(probe.at()))
                .put("findings", Json.array(probe.findings(), StackStormRoutes::json))
                .put("abilities", Json.array(probe.abilities(), StackStormRoutes::json))
                .build();
    }

    private static JsonObject json(Probe.Finding finding) {
        Duration took = finding.took();
        return JsonObject.builder()
                .put("name", finding.name())
                .put("state", Json.word(finding.state()))
                .put("message", finding.words())
                .put("took_ms", took == null ? JsonNull.NULL : JsonNumber.of(took.toMillis()))
                .build();
    }

    private static JsonObject json(Probe.Ability ability) {
        return JsonObject.builder()
                .put("test_type", Json.word(ability.type()))
                .put("state", Json.word(ability.state()))
                .put("message", ability.words())
                .build();
    }

    private Answer executions(Exchange exchange) {
        int limit = (int) exchange.query().number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        exchange.query().check();
        return Answer.ok(JsonObject.builder()
                .put("executions", Json.array(sst.engine().monitor().recent(limit), run -> run))
                .build());
    }

    private Answer execution(Exchange exchange) {
        return Answer.ok(run(exchange));
    }

    private Answer template(Exchange exchange) {
        exchange.query().check();
        if (sst.engine().monitor().status().url() == null) {
            throw new ConflictException(
                    ConflictException.Reason.NOT_POSSIBLE,
                    "the " + sst.engine().name() + " engine has no content of its own to test");
        }
        return Answer.ok(RunTemplate.of(run(exchange))
                .orElseThrow(() -> new NotFoundException("action of StackStorm execution", exchange.path("id"))));
    }

    private JsonObject run(Exchange exchange) {
        String id = exchange.path("id");
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new NotFoundException("StackStorm execution", "of that id");
        }
        return sst.engine().monitor().run(id).orElseThrow(() -> new NotFoundException("StackStorm execution", id));
    }
}
