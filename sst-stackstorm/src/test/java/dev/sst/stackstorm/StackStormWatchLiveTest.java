package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence.Dispatched;
import dev.sst.execution.Evidence.Fired;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules and sensors that are watched on a real StackStorm; see {@link StackStormEngineLiveTest}. Nothing of them stays. */
@Tag("live")
final class StackStormWatchLiveTest {
    private static final String PACK = "sst_watch";
    private static final String SENSOR_PACK = "sst_watch_sensor";

    private static StackStormEngine engine;
    private static HttpTransport transport;
    private static List<String> before;

    private final TestId test = new TestId("live-" + UUID.randomUUID());
    private final String key = "sst-" + test + "-1";
    private Deployment deployment;

    @BeforeAll
    static void open() {
        transport = new HttpTransport(LiveStackStorm.settings("watch"));
        engine = StackStormEngine.at(LiveStackStorm.settings("watch"), InstantSource.system());
    }

    @AfterAll
    static void close() {
        engine.close();
        transport.close();
    }

    @BeforeEach
    void note() {
        before = held();
    }

    @AfterEach
    void leaveNothingBehind() {
        engine.deployer().undeploy(test, deployment, DeploymentProgress.SILENT);
        assertThat(held()).isEqualTo(before);
    }

    /** What StackStorm holds of all that these tests could leave. */
    private static List<String> held() {
        StackStormClient client = LiveStackStorm.client(transport);
        List<String> refs = new ArrayList<>();
        for (String pack : List.of(PACK, SENSOR_PACK)) {
            for (String kind : List.of("actions", "rules", "triggertypes", "sensortypes")) {
                Executions.objects(client.list(Request.get("/v1/" + kind + "?pack=" + pack)))
                        .forEach(object ->
                                refs.add(kind + " " + object.text("ref").orElse("")));
            }
        }
        return refs;
    }

    @Test
    void aRuleThatMustNotFireDoesNot() {
        deployRule("{'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '" + test + "'}},"
                + " 'criteria': {'trigger.body.severity': {'type': 'greaterthan', 'pattern': 5}},"
                + " 'action': {'ref': 'core.noop'}}");

        Fired fired = (Fired) watched("{'severity': 3}").evidence();

        assertThat(fired.firings()).isEmpty();
        assertThat(fired.failures()).isEmpty();
        assertThat(fired.unheard()).isNull();
    }

    @Test
    void aRuleThatFiresTwiceIsSeenToDoSo() {
        deployRule(
                "{'trigger': {'type': 'sst_watch.done'},"
                        + " 'criteria': {'trigger.round': {'type': 'regex', 'pattern': '^a(x)?$'}},"
                        + " 'action': {'ref': 'core.inject_trigger', 'parameters': {'trigger_name': 'sst_watch.done',"
                        + " 'payload': {'round': '{{ trigger.round }}x'}}}}",
                "{'trigger_types': [{'name': 'done'}]}",
                DeploymentProgress.SILENT);

        Fired fired = (Fired) watched("{'round': 'a'}").evidence();

        assertThat(fired.firings()).extracting(Fired.Firing::status).containsExactly("succeeded", "succeeded");
        assertThat(fired.firings()).extracting(Fired.Firing::id).doesNotHaveDuplicates();
    }

    @Test
    void aWebhookIsFiredInTheSecondInWhichItsRuleIsMade() {
        AtomicReference<Instant> written = new AtomicReference<>();
        deployRule(
                "{'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '" + test + "'}},"
                        + " 'action': {'ref': 'core.noop'}}",
                "{}",
                step -> written.set(Instant.now()));
        EngineExecutionId watch = started("{}");

        assertThat(Duration.between(written.get(), Instant.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(((Fired) outcome(watch).evidence()).firings()).hasSize(1);
    }

    @Test
    void aSensorsProcessThatDiesIsToldWithinTheTestsTimeout() {
        RecordedOutcome raising = RecordedOutcome.all("sensor").stream()
                .filter(one -> one.id().equals("sensor-exception-in-poll"))
                .findFirst()
                .orElseThrow();
        TestDefinition definition = TestDefinition.builder("Dies", TestType.SENSOR)
                .pack(SENSOR_PACK)
                .code(raising.test().text("test_code").orElseThrow())
                .metadata(RecordedOutcome.object(raising.test(), "metadata"))
                .build();
        deploy(definition, CodeDocument.sensor("ExceptionInPollSensor", true), DeploymentProgress.SILENT);
        Instant begun = Instant.now();

        Dispatched seen = (Dispatched) watched("{}").evidence();

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(60));
        assertThat(seen.alive()).isFalse();
        assertThat(seen.exitCodes()).isNotEmpty().containsOnly(1);
        assertThat(seen.unwatched()).isNull();
    }

    private void deployRule(String rule) {
        deployRule(rule, "{}", DeploymentProgress.SILENT);
    }

    private void deployRule(String rule, String metadata, DeploymentProgress progress) {
        TestDefinition definition = TestDefinition.builder("Watch", TestType.RULE)
                .pack(PACK)
                .code("trigger: ...")
                .metadata(RuleWorld.json(metadata))
                .build();
        deploy(definition, new CodeDocument(RuleWorld.json(rule), Map.of()), progress);
    }

    private void deploy(TestDefinition definition, CodeDocument document, DeploymentProgress progress) {
        deployment = engine.deployer().deploy(new DeploymentOrder(test, 1, definition, null, document, null), progress);
    }

    private Outcome watched(String parameters) {
        return outcome(started(parameters));
    }

    private EngineExecutionId started(String parameters) {
        var order = new StartOrder(
                key,
                "nonce",
                test,
                new ExecutionId("e1"),
                1,
                deployment,
                RuleWorld.json(parameters),
                Set.of(),
                Duration.ofSeconds(60),
                JsonObject.empty());
        return ((StartAnswer.Started) await().atMost(Duration.ofSeconds(30))
                        .until(() -> engine.runner().start(order), StartAnswer.Started.class::isInstance))
                .id();
    }

    private Outcome outcome(EngineExecutionId watch) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> engine.runner().observe(List.of(watch)).get(0).state() == EngineState.SUCCEEDED);
        return engine.runner()
                .collect(List.of(new CollectOrder(watch, "nonce", null)))
                .get(0);
    }
}
