package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a probe says of a StackStorm in which one part after another is out of order. */
final class StackStormProbeTest {
    private static final String NOOP = "6b03e5d4a545e5e2316b1cd1";
    private static final String CHECKSUMS = "6b03e5d4a545e5e2316b1cd2";
    private static final String INSTANCES = "GET /v1/triggerinstances?trigger_type=core.st2.generic.actiontrigger";
    private static final String SPAWNS = "GET /v1/triggerinstances?trigger_type=core.st2.sensor.process_spawn";
    private static final String CARRIER_NAME = "sst_probe_"
            + ContentHash.of("server-1").substring(0, 8) + "_"
            + ContentHash.of("nonce").substring(0, 8);
    private static final String CARRIER = "/v1/actions/default." + CARRIER_NAME;

    /** By the beginning of method and path; the longest that fits answers. */
    private final Map<String, Answer> answers = new HashMap<>();

    private final List<Request> requests = new ArrayList<>();
    private final Transport transport = this::answer;
    private Optional<Boolean> subscribed = Optional.of(true);
    private Duration noopTakes = Duration.ZERO;
    private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");

    StackStormProbeTest() {
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
    }

    private void gives(String beginning, int status, String body) {
        answers.put(beginning, new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    }

    private Answer answer(Request request) throws TransportException {
        requests.add(request);
        String asked = request.method() + " " + request.path();
        if (asked.equals("POST /v1/executions")) {
            boolean noop = body(request).text("action").equals(Optional.of("core.noop"));
            now = noop ? now.plus(noopTakes) : now;
            return json("{\"id\": \"" + (noop ? NOOP : CHECKSUMS) + "\"}");
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

    private static JsonObject body(Request request) {
        return (JsonObject) JsonText.parse(new String(request.content().bytes(), StandardCharsets.UTF_8));
    }

    /** As {@code sha256sum} prints what the carrier brought. */
    private String written() {
        JsonObject carrier = requests.stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().equals("/v1/actions"))
                .map(StackStormProbeTest::body)
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

    private StackStormProbe probe() {
        return probe(() -> subscribed);
    }

    private StackStormProbe probe(Supplier<Optional<Boolean>> events) {
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
                () -> file.look("nonce"),
                events,
                clock);
    }

    private Finding found(String name) {
        return probe().probe().findings().stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private State able(Probe probe, TestType type) {
        return probe.abilities().stream()
                .filter(ability -> ability.type() == type)
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void whereEverythingWorksThatIsSaidWithTheTimeARunTook() {
        Probe probe = probe().probe();

        assertThat(probe.findings())
                .extracting(Finding::name, Finding::state)
                .containsExactly(
                        tuple(StackStormProbe.API, State.WORKS),
                        tuple(StackStormProbe.RIGHTS, State.WORKS),
                        tuple(StackStormProbe.PYTHON, State.WORKS),
                        tuple(StackStormProbe.ORQUESTA, State.WORKS),
                        tuple(StackStormProbe.RUN, State.WORKS),
                        tuple(StackStormProbe.RULES, State.WORKS),
                        tuple(StackStormProbe.FILES, State.WORKS),
                        tuple(StackStormProbe.SENSORS, State.UNKNOWN),
                        tuple(StackStormProbe.EVENTS, State.WORKS));
        assertThat(probe.findings().get(4).took()).isEqualTo(Duration.ofMillis(100));
        assertThat(able(probe, TestType.WORKFLOW)).isEqualTo(State.WORKS);
        assertThat(requests)
                .filteredOn(request -> request.method().equals("DELETE"))
                .singleElement()
                .satisfies(request -> assertThat(request.path()).startsWith(CARRIER));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /v1/user                     | 404 | {}                                                     | rights                | UNKNOWN | who we are
            GET /v1/user                     | 500 | {"faultstring": "Internal Server Error"}               | rights                | LIMITED | authentication is off
            GET /v1/user                     | 200 | {"username": "root", "rbac": {"enabled": false}}       | rights                | LIMITED | RBAC
            GET /v1/                         | 200 | {"version": "3.7.0"}                                   | API                   | LIMITED | 3.7.0 has known holes
            GET /v1/                         | 200 | {"version": "3.5.0"}                                   | API                   | FAILS   | before 3.6
            GET /v1/                         | 401 | {"faultstring": "Unauthorized"}                        | API                   | FAILS   | Unauthorized
            GET /v1/runnertypes/orquesta     | 404 | {}                                                     | Orquesta runner       | FAILS   | no runner orquesta
            GET /v1/runnertypes/orquesta     | 200 | {"enabled": false}                                     | Orquesta runner       | FAILS   | disabled
            POST /v1/actions                 | 400 | {"faultstring": "[Errno 13] Permission denied"}        | files seen by runners | FAILS   | Permission denied
            POST /v1/actions                 | 500 | {"faultstring": "Internal Server Error"}               | files seen by runners | FAILS   | was answered with 500
            GET /v1/packs/default            | 404 | {}                                                     | files seen by runners | UNKNOWN | there is no pack default to try it in
            GET /v1/triggerinstances?trigger_type=core.st2.sensor.process_spawn | 200 | [] | sensor container | UNKNOWN | any sensor so far
            """)
    void whatIsOutOfOrderIsNamed(String asked, int status, String body, String name, State state, String words) {
        gives(asked, status, body);

        Finding finding = found(name);

        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.words()).contains(words);
    }

    @Test
    void aRunnerWithoutTheFileIsFoundAndTheFileTakenAway() {
        gives("GET /v1/executions/" + CHECKSUMS, 200, """
                {"id": "%s", "status": "failed", "result": {"stdout": "", "stderr":
                "sha256sum: /opt/stackstorm/packs/default/actions/%s: No such file or directory"}}""".formatted(CHECKSUMS, "sst_probe/" + CARRIER_NAME + ".txt")
                .replace('\n', ' '));

        Finding finding = found(StackStormProbe.FILES);

        assertThat(finding.state()).isEqualTo(State.FAILS);
        assertThat(finding.words()).contains("must be shared");
        assertThat(requests)
                .filteredOn(request -> request.method().equals("DELETE"))
                .hasSize(1);
    }

    @Test
    void aFileThatCannotBeTakenAwayIsARemarkAndNoFailure() {
        gives("DELETE " + CARRIER, 500, "{\"faultstring\": \"Internal Server Error\"}");

        Finding finding = found(StackStormProbe.FILES);

        assertThat(finding.state()).isEqualTo(State.LIMITED);
        assertThat(finding.words()).contains("a runner has read", "stays until a later probe");
    }

    @Test
    void anActionThatIsNotRunIsEndedAndTheRulesEngineIsNotBlamed() {
        gives("GET /v1/executions/" + NOOP, 200, "{\"id\": \"" + NOOP + "\", \"status\": \"requested\"}");

        Probe probe = probe().probe();

        assertThat(probe.findings())
                .filteredOn(finding -> finding.name().equals(StackStormProbe.RUN))
                .singleElement()
                .satisfies(finding -> assertThat(finding.words()).contains("did not end within 30 s", "scheduler"));
        assertThat(probe.findings()).extracting(Finding::name).doesNotContain(StackStormProbe.RULES);
        assertThat(able(probe, TestType.RULE)).isEqualTo(State.FAILS);
        assertThat(requests).anySatisfy(request -> assertThat(request.path()).isEqualTo("/v1/executions/" + NOOP));
    }

    @Test
    void anEventThatNobodyProcessedIsNoProofForTheRulesEngineAndNoneAgainstIt() {
        gives(INSTANCES, 200, "[{\"status\": \"pending\", \"payload\": {\"execution_id\": \"" + NOOP + "\"}}]");

        Finding finding = found(StackStormProbe.RULES);

        assertThat(finding.state()).isEqualTo(State.UNKNOWN);
        assertThat(finding.words()).contains("pending", "st2rulesengine");
    }

    @Test
    void withoutAnEventNothingIsSaidAgainstTheRulesEngine() {
        gives(INSTANCES, 200, "[]");

        assertThat(found(StackStormProbe.RULES).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aStreamThatIsNotConnectedIsALimit() {
        subscribed = Optional.of(false);

        assertThat(found(StackStormProbe.EVENTS).state()).isEqualTo(State.LIMITED);
    }

    @Test
    void theLastProbeIsKept() {
        StackStormProbe probe = probe();
        assertThat(probe.last()).isEmpty();

        Probe made = probe.probe();

        assertThat(probe.last()).contains(made);
    }

    @Test
    void anActionThatTookLongIsALimitWithItsTime() {
        noopTakes = ProbeRun.SLOW;

        Finding finding = found(StackStormProbe.RUN);

        assertThat(finding.state()).isEqualTo(State.LIMITED);
        assertThat(finding.words()).contains("busy");
        assertThat(finding.took()).isEqualTo(ProbeRun.SLOW.plusMillis(100));
    }

    @Test
    void anActionThatDoesNothingAndFailsIsTheRunnersAndTheRulesEngineIsNotAsked() {
        gives("GET /v1/executions/" + NOOP, 200, "{\"id\": \"" + NOOP + "\", \"status\": \"failed\"}");

        Probe probe = probe().probe();

        assertThat(probe.findings())
                .filteredOn(finding -> finding.name().equals(StackStormProbe.RUN))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo(State.FAILS);
                    assertThat(finding.words()).contains("ended failed", "action runner");
                });
        assertThat(probe.findings()).extracting(Finding::name).doesNotContain(StackStormProbe.RULES);
    }

    @Test
    void whoAsksWhileAProbeIsUnderWayTakesItsAnswer() throws Exception {
        AtomicReference<Probe> second = new AtomicReference<>();
        AtomicReference<StackStormProbe> shared = new AtomicReference<>();
        Thread other = new Thread(() -> second.set(shared.get().probe()));
        shared.set(probe(() -> {
            if (other.getState() == Thread.State.NEW) {
                other.start();
                await().until(() -> other.getState() == Thread.State.BLOCKED);
            }
            now = now.plusMillis(1);
            return Optional.of(true);
        }));

        Probe first = shared.get().probe();
        other.join();

        assertThat(second.get()).isSameAs(first);
        assertThat(requests)
                .filteredOn(request -> request.path().equals("/v1/actions"))
                .hasSize(1);
    }

    @Test
    void whoAsksAfterAProbeGetsANewOne() {
        StackStormProbe probe = probe();
        Probe first = probe.probe();
        now = now.plusSeconds(1);

        assertThat(probe.probe()).isNotSameAs(first);
    }
}
