package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sst.EngineRejectedException;
import dev.sst.execution.EngineState;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The client on a real StackStorm, with what every one has. Leaves its executions behind, which StackStorm's garbage collector
 * rules over, and nothing else.
 */
@Tag("live")
final class StackStormLiveTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String KEY = "sst_client_live_" + UUID.randomUUID();

    private static StackStorm stackstorm;

    @BeforeAll
    static void connect() {
        stackstorm = StackStorm.connect(LiveStackStorm.settings("client"));
    }

    @AfterAll
    static void close() {
        stackstorm.keys().delete(KEY);
        stackstorm.close();
    }

    @Test
    void whatEveryStackStormHoldsIsRead() {
        assertThat(stackstorm.version()).isNotBlank();
        assertThat(stackstorm.packs().list().map(PackRecord::ref)).contains("core", "packs");
        assertThat(stackstorm.packs().get("core").orElseThrow().version()).isNotBlank();
        assertThat(stackstorm.packs().file("core", "pack.yaml").orElseThrow()).contains("name");
        assertThat(stackstorm.packs().get("nosuch")).isEmpty();
        assertThat(stackstorm.actions().ofPack("core").map(ActionRecord::ref)).contains("core.local", "core.http");
        assertThat(stackstorm.actions().list().count())
                .isGreaterThan(stackstorm.actions().ofPack("core").count());
        assertThat(stackstorm.actions().get("core.local").orElseThrow().runner())
                .isEqualTo("local-shell-cmd");
        assertThat(stackstorm.actions().parameters("core.local").orElseThrow().members())
                .containsKeys("cmd", "timeout");
        assertThat(stackstorm.rules().list().map(RuleRecord::ref)).isNotNull();
        assertThat(stackstorm.triggers().typesOfPack("core").map(TriggerTypeRecord::ref))
                .contains("core.st2.webhook");
        assertThat(stackstorm.triggers().types().count()).isPositive();
        assertThat(stackstorm.triggers().type("core.st2.webhook")).isPresent();
        assertThat(stackstorm.sensors().list().map(SensorRecord::ref)).doesNotHaveDuplicates();
        assertThat(stackstorm.runners().list().map(RunnerRecord::name)).contains("python-script", "orquesta");
        assertThat(stackstorm.runners().get("orquesta").orElseThrow().enabled()).isTrue();
        assertThat(stackstorm.policies().types().map(PolicyTypeRecord::ref)).contains("action.retry");
        assertThat(stackstorm.policies().list().map(PolicyRecord::ref)).doesNotHaveDuplicates();
        assertThat(stackstorm.inquiries().list().map(InquiryRecord::id)).doesNotHaveDuplicates();
    }

    @Test
    void anActionIsRunReadAndRunAgain() {
        Instant before = Instant.now().minusSeconds(60);
        String id = stackstorm.executions().start("core.local", command("echo one"));

        ExecutionRecord ended = stackstorm.executions().await(id, LIMIT).orElseThrow();
        assertThat(ended.state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(Members.object(ended.json(), "result").text("stdout")).contains("one");
        assertThat(stackstorm.executions().output(id)).contains("one\n");
        assertThat(stackstorm.executions().get(id).orElseThrow().result()).isEmpty();
        assertThat(stackstorm.executions().startedUnder(ended.key().orElseThrow(), "core.local", before))
                .contains(id);
        assertThat(stackstorm.executions().children(id)).isEmpty();
        assertThat(stackstorm.executions().cancel(id)).isFalse();

        ExecutionRecord again = stackstorm.executions().reRun(id, command("echo two"));
        assertThat(stackstorm.executions().await(again.id(), LIMIT)).isPresent();
        assertThat(stackstorm.executions().stdout(again.id())).contains("two\n");

        assertThat(ids(ExecutionQuery.all().reRunsOf(id))).containsExactly(again.id());
        assertThat(ids(ExecutionQuery.of("core.local").status("succeeded").since(before)))
                .containsSubsequence(again.id(), id);
        assertThat(ids(ExecutionQuery.of("core.local").until(ended.requestedAt().orElseThrow())))
                .doesNotContain(id, again.id());
        assertThat(stackstorm.traces().tagged(ended.traceTag().orElseThrow()))
                .singleElement()
                .satisfies(trace -> assertThat(trace.executions())
                        .extracting(TraceRecord.Entry::id)
                        .containsExactlyInAnyOrder(id, again.id()));
        assertThatThrownBy(() -> stackstorm.executions().pause(id)).isInstanceOf(EngineRejectedException.class);
    }

    @Test
    void whatRunsIsAskedToEnd() {
        String id = stackstorm
                .executions()
                .start("core.pause", JsonObject.builder().put("max_pause", 20).build());

        assertThat(stackstorm.executions().await(id, Duration.ofMillis(1))).isEmpty();
        assertThat(stackstorm.executions().cancel(id)).isTrue();

        assertThat(stackstorm.executions().await(id, LIMIT).orElseThrow().status())
                .isEqualTo("canceled");
    }

    @Test
    void listsThatGoOnGrowingGiveEachRowOnce() {
        assertThat(ids(ExecutionQuery.all())).isNotEmpty().doesNotHaveDuplicates();
        String id = stackstorm.executions().start("core.noop", JsonObject.empty());

        Stream<String> events = stackstorm
                .triggers()
                .instances(InstanceQuery.of("core.st2.generic.actiontrigger"))
                .limit(300)
                .map(TriggerInstanceRecord::id);
        assertThat(events).isNotEmpty().doesNotHaveDuplicates();
        assertThat(stackstorm.rules().enforcements(EnforcementQuery.all()).map(EnforcementRecord::id))
                .doesNotHaveDuplicates();
        assertThat(stackstorm.traces().list().limit(300).map(TraceRecord::id)).doesNotHaveDuplicates();
        assertThat(stackstorm.executions().await(id, LIMIT)).isPresent();
    }

    @Test
    void aKeyIsWrittenReadAndDeleted() {
        stackstorm.keys().put(KEY, "hello", Duration.ofMinutes(5));

        assertThat(stackstorm.keys().startingWith(KEY).map(KeyRecord::value)).containsExactly("hello");
        assertThat(stackstorm.keys().get(KEY).orElseThrow().expiresAt()).isPresent();
        assertThat(stackstorm.keys().ofUser().get(KEY)).isEmpty();
        assertThat(stackstorm.keys().delete(KEY)).isTrue();
        assertThat(stackstorm.keys().get(KEY)).isEmpty();
    }

    @Test
    void aSecretIsShownWhenAskedForByNameOnly() {
        String name = KEY + "_secret";
        stackstorm.keys().putSecret(name, "not for eyes", Duration.ofMinutes(5));

        assertThat(stackstorm.keys().get(name).orElseThrow().value()).doesNotContain("not for eyes");
        assertThat(stackstorm.keys().decrypted(name)).contains("not for eyes");
        assertThat(stackstorm.keys().delete(name)).isTrue();
    }

    @Test
    void aRuleIsSwitchedAndLosesNothing() {
        String ref = "default." + KEY.replace('-', '_');
        writing(client -> {
            client.send(Request.post("/v1/rules", rule(ref)));
            try {
                JsonObject before = stackstorm.rules().get(ref).orElseThrow().json();
                stackstorm.rules().enable(ref);
                assertThat(stackstorm.rules().get(ref).orElseThrow().enabled()).isTrue();
                assertThat(stackstorm.rules().ofPack("default").map(RuleRecord::ref))
                        .contains(ref);
                stackstorm.rules().disable(ref);
                assertThat(stackstorm.rules().get(ref).orElseThrow().json()).isEqualTo(before);
            } finally {
                client.send(Request.delete("/v1/rules/" + ref, null));
            }
        });
    }

    @Test
    void aWorkflowIsAnsweredPausedResumedAndToldByItsSteps() {
        String name = KEY.replace('-', '_');
        String ref = "default." + name;
        writing(client -> {
            client.send(Request.post("/v1/actions", workflow(name)));
            try {
                String id = stackstorm.executions().start(ref, JsonObject.empty());
                String asking = eventually(() -> stackstorm
                        .executions()
                        .children(id)
                        .filter(step -> step.status().equals("pending"))
                        .map(ExecutionRecord::id)
                        .findFirst());
                assertThat(stackstorm.inquiries().list().map(InquiryRecord::id)).contains(asking);
                assertThat(stackstorm.inquiries().get(asking).orElseThrow().route())
                        .isEqualTo("sst");
                stackstorm.inquiries().answer(asking, RuleWorld.json("{'continue': true}"));
                assertThat(stackstorm.inquiries().get(asking)).isEmpty();

                await().atMost(LIMIT)
                        .until(() -> stackstorm.executions().children(id).count() == 2);
                stackstorm.executions().pause(id);
                eventually(() -> stackstorm
                        .executions()
                        .get(id)
                        .filter(paused -> paused.status().equals("paused")));
                stackstorm.executions().resume(id);

                assertThat(stackstorm
                                .executions()
                                .await(id, LIMIT)
                                .orElseThrow()
                                .status())
                        .isEqualTo("succeeded");
                assertThat(stackstorm.executions().children(id).map(ExecutionRecord::action))
                        .containsExactly("core.ask", "core.pause", "core.noop");
            } finally {
                client.send(Request.delete("/v1/actions/" + ref, RuleWorld.json("{'remove_files': true}")));
            }
        });
    }

    private static JsonObject workflow(String name) {
        String file = name + ".yaml";
        String text = """
                version: 1.0
                tasks:
                  ask:
                    action: core.ask route="sst"
                    next:
                      - do: wait
                  wait:
                    action: core.pause max_pause=2
                    next:
                      - do: last
                  last:
                    action: core.noop
                """;
        return JsonObject.builder()
                .put("name", name)
                .put("pack", "default")
                .put("runner_type", "orquesta")
                .put("entry_point", file)
                .put(
                        "data_files",
                        JsonArray.of(JsonObject.builder()
                                .put("file_path", file)
                                .put("content", text)
                                .build()))
                .build();
    }

    private static <T> T eventually(Callable<Optional<T>> question) {
        return await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(question, Optional::isPresent)
                .orElseThrow();
    }

    /** With a client that may write content, which the public one does not. */
    private static void writing(Consumer<StackStormClient> what) {
        try (var transport = new HttpTransport(LiveStackStorm.settings("client"))) {
            what.accept(LiveStackStorm.client(transport));
        }
    }

    private static JsonObject rule(String ref) {
        return RuleWorld.json(
                "{'name': '%s', 'pack': 'default', 'enabled': false, 'tags': [{'name': 'a', 'value': 'b'}],"
                                .formatted(ref.substring(ref.indexOf('.') + 1))
                        + " 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': 'sst/%s'}},".formatted(ref)
                        + " 'criteria': {'trigger.body.a': {'type': 'equals', 'pattern': 'b'}},"
                        + " 'action': {'ref': 'core.local', 'parameters': {'cmd': 'echo {{ trigger.body.a }}'}}}");
    }

    private static List<String> ids(ExecutionQuery query) {
        return stackstorm
                .executions()
                .list(query)
                .limit(300)
                .map(ExecutionRecord::id)
                .toList();
    }

    private static JsonObject command(String text) {
        return JsonObject.builder().put("cmd", text).build();
    }
}
