package dev.sst.stackstorm;

import dev.sst.harness.ContentHash;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.Probe;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A StackStorm in which everything works, as a probe sees it, until a test says otherwise of one part. */
abstract class ProbeScene {
    static final String NOOP = "6b03e5d4a545e5e2316b1cd1";
    static final String CHECKSUMS = "6b03e5d4a545e5e2316b1cd2";
    static final String ENVIRONMENTS = "6b03e5d4a545e5e2316b1cd3";
    static final String TICKS = "GET /v1/triggerinstances?trigger_type=core.st2.";
    static final String INSTANCES = "GET /v1/triggerinstances?trigger_type=core.st2.generic.actiontrigger";
    static final String SPAWNS = "GET /v1/triggerinstances?trigger_type=core.st2.sensor.process_spawn";
    static final String CARRIER_NAME = "sst_probe_"
            + ContentHash.of("server-1").substring(0, 8) + "_"
            + ContentHash.of("nonce").substring(0, 8);
    static final String CARRIER = "/v1/actions/default." + CARRIER_NAME;

    /** By the beginning of method and path; the longest that fits answers. */
    private final Map<String, Answer> answers = new HashMap<>();

    final List<Request> requests = new ArrayList<>();
    private final Transport transport = this::answer;
    Optional<Boolean> subscribed = Optional.of(true);
    Duration noopTakes = Duration.ZERO;
    volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");

    ProbeScene() {
        gives("GET /v1/", 200, "{\"version\": \"3.10dev\"}");
        gives("GET /v1/user", 200, "{\"username\": \"tester\", \"rbac\": {\"enabled\": true, \"is_admin\": false}}");
        gives("GET /v1/runnertypes/python-script", 200, "{\"name\": \"python-script\", \"enabled\": true}");
        gives("GET /v1/runnertypes/orquesta", 200, "{\"name\": \"orquesta\", \"enabled\": true}");
        gives("GET /v1/executions/" + NOOP, 200, """
                {"id": "%s", "status": "succeeded", "start_timestamp": "2026-11-23T12:00:00.5Z"}""".formatted(NOOP));
        gives(INSTANCES, 200, """
                [{"status": "pending", "payload": {"execution_id": "of another"}},
                 {"status": "processed", "payload": {"execution_id": "%s"}}]""".formatted(NOOP));
        gives(SPAWNS, 200, "[{\"occurrence_time\": \"2026-11-20T01:02:03Z\"}]");
        gives("GET /v1/actions?pack=default", 200, "[]");
        gives("DELETE " + CARRIER, 204, "");
        gives("GET /v1/packs/default", 200, "{\"path\": \"/opt/stackstorm/packs/default\"}");
        gives("DELETE /v1/executions", 200, "{}");
        gives("GET /v1/packs/core", 200, "{\"path\": \"/opt/stackstorm/packs/core\"}");
        lists("/opt/stackstorm/virtualenvs/default/\n/opt/stackstorm/virtualenvs/my_pack/\n");
        gives(TICKS + "IntervalTimer", 200, tick("2026-11-23 11:59:01.871138+00:00"));
        gives(TICKS + "CronTimer", 200, "[]");
        gives(TICKS + "DateTimer", 200, tick("2026-11-20 01:02:03+00:00"));
        gives("GET /v1/timers", 200, "[]");
    }

    void gives(String beginning, int status, String body) {
        answers.put(beginning, new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    }

    static String tick(String at) {
        return "[{\"occurrence_time\": \"2026-11-23T12:00:00Z\", \"payload\": {\"executed_at\": \"" + at + "\"}}]";
    }

    /** What a runner prints of its environments. */
    void lists(String printed) {
        gives(
                "GET /v1/executions/" + ENVIRONMENTS,
                200,
                JsonText.write(JsonObject.builder()
                        .put("id", ENVIRONMENTS)
                        .put("status", printed.isEmpty() ? "failed" : "succeeded")
                        .put(
                                "result",
                                JsonObject.builder().put("stdout", printed).build())
                        .build()));
    }

    private Answer answer(Request request) throws TransportException {
        requests.add(request);
        String asked = request.method() + " " + request.path();
        if (asked.equals("POST /v1/executions")) {
            boolean noop = body(request).text("action").equals(Optional.of("core.noop"));
            now = noop ? now.plus(noopTakes) : now;
            boolean files = JsonText.write(body(request)).contains("sha256sum");
            return json("{\"id\": \"" + (noop ? NOOP : files ? CHECKSUMS : ENVIRONMENTS) + "\"}");
        }
        Optional<Answer> scripted = answers.keySet().stream()
                .filter(asked::startsWith)
                .max(Comparator.comparingInt(String::length))
                .filter(beginning -> !beginning.equals("GET /v1/") || asked.equals(beginning))
                .map(answers::get);
        if (scripted.isPresent()) {
            return scripted.get();
        }
        if (asked.equals("POST /v1/actions")) {
            return json("{}");
        }
        if (asked.startsWith("GET /v1/executions/" + CHECKSUMS)) {
            return json(JsonText.write(JsonObject.builder()
                    .put("id", CHECKSUMS)
                    .put("status", "succeeded")
                    .put("result", JsonObject.builder().put("stdout", written()).build())
                    .build()));
        }
        throw new TransportException(Fate.NOT_SENT, "not expected: " + asked);
    }

    private static Answer json(String text) {
        return new Answer(200, text.getBytes(StandardCharsets.UTF_8));
    }

    static JsonObject body(Request request) {
        return (JsonObject) JsonText.parse(new String(request.content().bytes(), StandardCharsets.UTF_8));
    }

    /** As {@code sha256sum} prints what the carrier brought. */
    private String written() {
        JsonObject carrier = requests.stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().equals("/v1/actions"))
                .map(ProbeScene::body)
                .findFirst()
                .orElseThrow();
        var file = (JsonObject)
                ((JsonArray) carrier.get("data_files").orElseThrow()).items().get(0);
        return ContentHash.of(text(file, "content")) + "  /opt/stackstorm/packs/default/actions/"
                + text(file, "file_path");
    }

    private static String text(JsonObject object, String member) {
        return ((JsonString) object.get(member).orElseThrow()).value();
    }

    StackStormProbe probe() {
        return probe(() -> subscribed);
    }

    StackStormProbe probe(Supplier<Optional<Boolean>> events) {
        var client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
        var executions = new Executions(client);
        InstantSource clock = () -> now;
        Pause pause = duration -> now = now.plus(duration);
        var own = new OwnExecutions(client, executions, clock, pause, () -> "key");
        StackStormSettings settings = StackStormSettings.behindNginx("http://127.0.0.1:9101")
                .apiKey(ScriptedStackStorm.API_KEY)
                .serverId("server-1")
                .build();
        var file = new ProbeFile(client, new RunnerFiles(own, new Packs(client, own, settings)), settings, clock);
        return new StackStormProbe(
                new ProbeReads(client, clock),
                new ProbeRun(client, executions, own, clock, pause),
                new StackStormProbe.Parts(
                        () -> file.look("nonce"),
                        new ProbeEnvironments(client, own)::look,
                        new ProbeTimers(client, clock)::look),
                events,
                clock);
    }

    Finding found(String name) {
        return probe().probe().findings().stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static State able(Probe probe, TestType type) {
        return probe.abilities().stream()
                .filter(ability -> ability.type() == type)
                .findFirst()
                .orElseThrow()
                .state();
    }
}
