package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import dev.sst.testkit.time.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What StackStorm holds, by answers that were recorded from a real one. */
final class ContentClientsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ID = "6b03e5d4a545e5e2316b1cd6";

    private final ScriptedTransport transport = new ScriptedTransport();
    private final StackStormClient client = new StackStormClient(transport, Credentials.NONE, () -> "request-1");
    private final Lists lists = new Lists(client);

    @Test
    void packsAreListedReadAndLookedInto() {
        transport
                .answers(RecordedAnswer.of("packs/list"))
                .answers(RecordedAnswer.of("packs/get"))
                .answers(RecordedAnswer.of("packs/get-404"))
                .answers(RecordedAnswer.of("packs/views-file"))
                .answers(RecordedAnswer.of("packs/views-file-404"));
        PacksClient packs = packs();

        assertThat(packs.list().map(PackRecord::ref)).startsWith("chatops").hasSize(3);
        PackRecord core = packs.get("core").orElseThrow();
        assertThat(core.version()).isEqualTo("1.0.1");
        assertThat(core.path()).endsWith("/core");
        assertThat(core.author()).isEqualTo("StackStorm, Inc.");
        assertThat(packs.get("nosuch")).isEmpty();
        assertThat(packs.file("core", "a folder/pack.yaml"))
                .contains(RecordedAnswer.of("packs/views-file").body());
        assertThat(packs.file("core", "nosuch")).isEmpty();
        assertThat(paths().get(0)).isEqualTo("/v1/packs?limit=100&offset=0");
        assertThat(paths().get(3)).isEqualTo("/v1/packs/views/file/core/a%20folder/pack.yaml");
    }

    @Test
    void aPackIsInstalledOnceAndAFailedStepIsTold() {
        transport
                .answers(201, "{\"id\": \"" + ID + "\"}")
                .answers(200, "{\"id\": \"" + ID + "\", \"status\": \"failed\", \"result\": {\"output\": {}}}")
                .answers(
                        200,
                        "[{\"id\": \"" + ID + "\", \"status\": \"failed\", \"action\": {\"ref\": \"packs.download\"},"
                                + " \"result\": {\"stderr\": \"no such repository\"}}]");

        assertThatThrownBy(() -> packs().install("https://example.org/x.git"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("packs.download: no such repository");
        assertThat(sent(0))
                .contains("\"packs\":[\"https://example.org/x.git\"]")
                .doesNotContain("skip_dependencies");
        assertThat(transport.requests())
                .filteredOn(request -> !request.readOnly())
                .hasSize(1);
    }

    @Test
    void actionsAreListedByPackAndTagAndTellWhatTheyTake() {
        transport
                .answers(RecordedAnswer.of("actions/list-by-pack"))
                .answers(RecordedAnswer.of("actions/list-by-tag-name"))
                .answers(RecordedAnswer.of("actions/get"))
                .answers(200, "{\"parameters\": {\"cmd\": {\"type\": \"string\"}, \"timeout\": {}}}");
        var actions = new ActionsClient(client, lists);

        assertThat(actions.ofPack("sst_rec").map(ActionRecord::ref)).containsExactly("sst_rec.probe");
        assertThat(actions.tagged("managed_by")).isNotEmpty();
        ActionRecord probe = actions.get("sst_rec.probe").orElseThrow();
        assertThat(probe.runner()).isEqualTo("local-shell-script");
        assertThat(probe.entryPoint()).isEqualTo("probe/run.sh");
        assertThat(probe.enabled()).isTrue();
        assertThat(probe.parameters().members()).containsKeys("url", "count");
        assertThat(actions.parameters("core.local").orElseThrow().members()).containsOnlyKeys("cmd", "timeout");
        assertThat(paths().subList(0, 2))
                .containsExactly(
                        "/v1/actions?pack=sst_rec&limit=100&offset=0",
                        "/v1/actions?tags=managed_by&limit=100&offset=0");
    }

    @Test
    void rulesComeInOneAnswerAndTellWhatTheyListenTo() {
        transport
                .answers(RecordedAnswer.of("rules/list"))
                .answers(RecordedAnswer.of("rules/list"))
                .answers(RecordedAnswer.of("rules/get"))
                .answers(RecordedAnswer.of("rules/get-404"));
        var rules = new RulesClient(client, lists);

        assertThat(rules.ofPack("sst_rec").map(RuleRecord::ref)).hasSize(2).contains("sst_rec.r3");
        assertThat(rules.running("core.local")).hasSize(2);
        RuleRecord rule = rules.get("sst_rec.rec_rule").orElseThrow();
        assertThat(rule.triggerType()).isEqualTo("sst_rec.rec_event");
        assertThat(rule.trigger()).isEqualTo("sst_rec.rec_event");
        assertThat(rule.action()).isEqualTo("core.local");
        assertThat(rule.criteria().members()).containsOnlyKeys("trigger.n");
        assertThat(rules.get("p.nosuch")).isEmpty();
        assertThat(paths().subList(0, 2)).containsExactly("/v1/rules?pack=sst_rec", "/v1/rules?action=core.local");
    }

    @Test
    void aRuleIsSwitchedByItsIdAndAsAWhole() {
        RecordedAnswer rule = RecordedAnswer.of("rules/get");
        transport.answers(rule).answers(rule).answers(200, rule.body());
        var rules = new RulesClient(client, lists);

        rules.enable("sst_rec.rec_rule");
        rules.disable("sst_rec.rec_rule");

        assertThat(transport.requests()).hasSize(3);
        Request written = transport.requests().get(2);
        JsonObject before = (JsonObject) JsonText.parse(rule.body());
        assertThat(written.path()).isEqualTo("/v1/rules/" + Page.id(before));
        assertThat(JsonText.parse(sent(2))).isEqualTo(before.with("enabled", JsonBoolean.FALSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'token': '********'}",
                "{'auth': {'user': 'u', 'token': '********'}}",
                "{'all': ['a', {'tokens': ['********']}]}"
            })
    void aRuleWithASecretThatIsNotShownIsNotWrittenBack(String parameters) {
        JsonObject action = RuleWorld.json("{'ref': 'p.a'}").with("parameters", RuleWorld.json(parameters));
        transport
                .answers(
                        200,
                        JsonText.write(
                                RuleWorld.json("{'id': '1', 'enabled': true}").with("action", action)))
                .answers(RecordedAnswer.of("rules/get-404"));
        var rules = new RulesClient(client, lists);

        assertThatThrownBy(() -> rules.disable("p.r"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> rules.disable("p.nosuch")).isInstanceOf(EngineRejectedException.class);
        assertThat(transport.requests()).allMatch(Request::readOnly);
    }

    @Test
    void enforcementsAreAskedForByTheTimeTheyWereMade() {
        transport
                .answers(RecordedAnswer.of("ruleenforcements/list"))
                .answers(RecordedAnswer.of("ruleenforcements/list-failed"));
        var rules = new RulesClient(client, lists);

        EnforcementRecord made = rules.enforcements(
                        EnforcementQuery.of("sst_rec.rec_rule").since(Instant.parse("2026-11-23T00:00:00Z")))
                .findFirst()
                .orElseThrow();
        assertThat(made.rule()).isEqualTo("sst_rec.rec_rule");
        assertThat(made.execution()).contains("6b03e5d4a545e5e2316b1cde");
        assertThat(made.enforcedAt()).contains(Instant.parse("2026-11-23T07:05:56.312606Z"));
        assertThat(made.failure()).isEmpty();
        assertThat(rules.enforcements(EnforcementQuery.all().triggeredBy(ID).leadingTo(ID))
                        .flatMap(failed -> failed.failure().stream()))
                .isNotEmpty();
        assertThat(paths())
                .containsExactly(
                        "/v1/ruleenforcements?rule_ref=sst_rec.rec_rule&limit=100"
                                + "&enforced_at_gt=2026-11-22T23%3A59%3A59.999Z",
                        "/v1/ruleenforcements?trigger_instance=" + ID + "&execution=" + ID + "&limit=100");
    }

    @Test
    void eventsComeWithoutWhatTheyCarryUnlessItIsAskedFor() {
        transport
                .answers(RecordedAnswer.of("triggerinstances/list"))
                .answers(RecordedAnswer.of("triggerinstances/list"))
                .answers(RecordedAnswer.of("triggerinstances/get"))
                .answers(RecordedAnswer.of("triggerinstances/get-404"));
        TriggersClient triggers = triggers();

        assertThat(triggers.instances(InstanceQuery.of("sst_rec.rec_event").until(NOON)))
                .hasSize(2)
                .allMatch(event -> event.trigger().equals("sst_rec.rec_event"));
        assertThat(triggers.instances(InstanceQuery.ofTrigger("core.x").withPayloads())
                        .flatMap(event -> event.payload().stream()))
                .hasSize(2);
        assertThat(triggers.instance(ID).orElseThrow().occurredAt()).isPresent();
        assertThat(triggers.instance(ID)).isEmpty();
        assertThat(paths().subList(0, 2))
                .containsExactly(
                        "/v1/triggerinstances?trigger_type=sst_rec.rec_event&exclude_attributes=payload&limit=100"
                                + "&timestamp_lt=2026-11-23T12%3A00%3A00.001Z",
                        "/v1/triggerinstances?trigger=core.x&limit=25");
    }

    @Test
    void anEventIsSentOnceMoreAndNeverTwice() {
        transport.answers(RecordedAnswer.of("triggerinstances/re-emit")).fails(Fate.RESET);

        triggers().reEmit(ID);
        assertThatThrownBy(() -> triggers().reEmit(ID)).isInstanceOf(EngineOutcomeUnknownException.class);

        assertThat(paths())
                .containsOnly("/v1/triggerinstances/" + ID + "/re_emit")
                .hasSize(2);
    }

    @Test
    void triggerTypesTellTheirSchemas() {
        transport
                .answers(RecordedAnswer.of("triggertypes/list"))
                .answers(RecordedAnswer.of("triggertypes/get"))
                .answers(RecordedAnswer.of("triggertypes/get-404"));

        assertThat(triggers().typesOfPack("core").map(TriggerTypeRecord::pack)).containsOnly("core");
        TriggerTypeRecord type = triggers().type("sst_rec.rec_event").orElseThrow();
        assertThat(type.payloadSchema().members()).containsKey("properties");
        assertThat(type.parametersSchema().isEmpty()).isTrue();
        assertThat(triggers().type("p.nosuch")).isEmpty();
    }

    @Test
    void sensorsAreSwitchedAndAlwaysToldWhich() {
        transport
                .answers(RecordedAnswer.of("sensortypes/list"))
                .answers(RecordedAnswer.of("sensortypes/get"))
                .answers(RecordedAnswer.of("sensortypes/put-enable"))
                .answers(RecordedAnswer.of("sensortypes/put-disable"))
                .answers(RecordedAnswer.of("sensortypes/put-404"));
        var sensors = new SensorsClient(new Sensors(client), lists);

        assertThat(sensors.list().map(SensorRecord::ref)).contains("linux.FileWatchSensor");
        assertThat(sensors.get("linux.FileWatchSensor").orElseThrow().triggerTypes())
                .containsExactly("linux.file_watch.line");
        sensors.enable("linux.FileWatchSensor");
        sensors.disable("linux.FileWatchSensor");
        assertThatThrownBy(() -> sensors.enable("p.NoSuch")).isInstanceOf(EngineRejectedException.class);
        assertThat(List.of(sent(2), sent(3))).containsExactly("{\"enabled\":true}", "{\"enabled\":false}");
    }

    @Test
    void aTraceTellsWhatCausedWhat() {
        transport
                .answers(RecordedAnswer.of("traces/by-tag"))
                .answers(RecordedAnswer.of("traces/get"))
                .answers(RecordedAnswer.of("traces/by-tag-none"));
        var traces = new TracesClient(client, lists);

        TraceRecord trace = traces.tagged("sst-inject-0001").findFirst().orElseThrow();
        assertThat(trace.tag()).isEqualTo("sst-inject-0001");
        assertThat(trace.startedAt()).isPresent();
        assertThat(trace.triggerInstances().get(0).ref()).isEqualTo("sst_rec.rec_event");
        assertThat(trace.triggerInstances().get(0).cause()).isEmpty();
        assertThat(trace.executions()).anyMatch(entry -> entry.cause().equals("rule"));
        assertThat(trace.rules()).isNotEmpty();
        assertThat(traces.get(trace.id())).isPresent();
        assertThat(traces.ofRule(ID)).isEmpty();
        assertThat(paths().get(0)).isEqualTo("/v1/traces?trace_tag=sst-inject-0001&limit=100&offset=0");
    }

    @Test
    void inquiriesAreListedReadAndAnsweredOnce() {
        transport
                .answers(RecordedAnswer.of("inquiries/list"))
                .answers(RecordedAnswer.of("inquiries/get"))
                .answers(RecordedAnswer.of("inquiries/get-answered"))
                .answers(RecordedAnswer.of("inquiries/answer"))
                .answers(RecordedAnswer.of("inquiries/answer-again"));
        var inquiries = new InquiriesClient(client, lists);
        JsonObject yes = JsonObject.builder().put("approved", JsonBoolean.TRUE).build();

        assertThat(inquiries.list().map(InquiryRecord::route)).containsExactly("corpus", "records");
        assertThat(inquiries.get(ID).orElseThrow().schema().members()).containsKey("properties");
        assertThat(inquiries.get(ID)).isEmpty();
        inquiries.answer(ID, yes);
        assertThatThrownBy(() -> inquiries.answer(ID, yes))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("already been responded to");
        assertThat(paths().get(0)).isEqualTo("/v1/inquiries?limit=100");
    }

    @Test
    void runnersAndPoliciesTellWhatTheyTake() {
        transport
                .answers(RecordedAnswer.of("runnertypes/list"))
                .answers(RecordedAnswer.of("runnertypes/get-by-name"))
                .answers(RecordedAnswer.of("runnertypes/get-404"))
                .answers(RecordedAnswer.of("policies/list"))
                .answers(RecordedAnswer.of("policies/list"))
                .answers(RecordedAnswer.of("policies/types"));
        var runners = new RunnersClient(client, lists);
        var policies = new PoliciesClient(client, lists);

        assertThat(runners.list().map(RunnerRecord::name)).contains("python-script");
        assertThat(runners.get("local-shell-script").orElseThrow().parameters().members())
                .containsKey("cwd");
        assertThat(runners.get("nosuch")).isEmpty();
        assertThat(policies.of("sst_rec.sleeper"))
                .singleElement()
                .matches(policy -> policy.type().equals("action.concurrency") && policy.enabled());
        assertThat(policies.of("sst_rec.other")).isEmpty();
        assertThat(policies.types().map(PolicyTypeRecord::ref)).contains("action.retry");
    }

    @Test
    void anAnswerThatItsSchemaRefusesIsNotRepeated() {
        transport.answers(RecordedAnswer.of("inquiries/answer-bad-schema"));
        var inquiries = new InquiriesClient(client, lists);

        assertThatThrownBy(() -> inquiries.answer(ID, RuleWorld.json("{'approved': 'perhaps'}")))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("in schema['properties']['approved']")
                .hasMessageNotContaining("perhaps");
    }

    private PacksClient packs() {
        var clock = new ManualClock();
        var own = new OwnExecutions(client, new Executions(client), clock, clock::advance, () -> "key");
        var settings = StackStormSettings.behindNginx("http://127.0.0.1:1")
                .installTimeout(Duration.ofMinutes(1))
                .build();
        return new PacksClient(new Packs(client, own, settings), new PackFiles(client), lists);
    }

    private TriggersClient triggers() {
        return new TriggersClient(client, lists);
    }

    private List<String> paths() {
        return transport.requests().stream().map(Request::path).toList();
    }

    private String sent(int request) {
        return new String(transport.requests().get(request).body().orElseThrow(), StandardCharsets.UTF_8);
    }
}
