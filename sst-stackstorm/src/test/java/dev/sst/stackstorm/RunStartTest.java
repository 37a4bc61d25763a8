package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence;
import dev.sst.execution.RunReport;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.StartAnswer;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import dev.sst.testkit.stackstorm.ScriptedExecution;
import dev.sst.testkit.stackstorm.ScriptedRequest;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunStartTest {

    private static final Deployment EXISTING = Deployment.builder(
                    "other.check", TestType.ACTION, 1, "stackstorm", Instant.EPOCH)
            .build();
    private static final String DECLARED = """
            {"ref": "other.check", "runner_type": "local-shell-script",
             "parameters": {"password": {"type": "integer", "secret": true}}}""";

    private final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    private final StackStormEngine engine = Orders.engine(stackStorm);
    private Deployment deployment;

    @BeforeEach
    void deploy() {
        stackStorm.addPack(Orders.PACK);
        deployment = Orders.deployed(engine, "print(1)\n");
    }

    @AfterEach
    void close() {
        engine.close();
        stackStorm.close();
    }

    @Test
    void allValuesTravelInOneTextAndTheBackstopIsBehindOurDeadline() {
        JsonObject parameters = JsonObject.builder().put("text", "{{ 1 + 1 }}").build();

        Orders.started(engine, Orders.start("key-1", deployment, parameters, Set.of()));

        JsonObject sent = Orders.runs(stackStorm).get(0).parameters();
        assertThat(sent.members()).containsOnlyKeys("sst_parameters", "timeout");
        assertThat(sent.get("timeout")).contains(JsonNumber.of(35));
        assertThat(sent.toString()).doesNotContain("{{");
    }

    @Test
    void secretValuesTravelThroughTheDatastoreAndEndByThemselves() {
        JsonObject parameters = JsonObject.builder()
                .put("password", "not-for-eyes")
                .put("url", "https://x.test")
                .build();

        Orders.started(engine, Orders.start("key-1", deployment, parameters, Set.of("password")));

        JsonObject stored = stackStorm.keys().get("sst.key-1");
        assertThat(stored).isNotNull();
        assertThat(JsonText.parse(stored.text("value").orElseThrow()))
                .isEqualTo(JsonObject.builder().put("password", "not-for-eyes").build());
        assertThat(stored.get("secret")).contains(JsonBoolean.TRUE);
        assertThat(stored.get("ttl")).isPresent();
        ScriptedRequest start = requests(RequestKind.START).get(1);
        assertThat(start.body()).doesNotContain("not-for-eyes");
    }

    @Test
    void withoutADatastoreNothingIsStarted() {
        stackStorm.faults().always(RequestKind.PUT_KEY, Fault.SERVER_ERROR);
        JsonObject parameters = JsonObject.builder().put("password", "p").build();

        StartAnswer answer = engine.runner().start(Orders.start("key-1", deployment, parameters, Set.of("password")));

        assertThat(answer).isInstanceOf(StartAnswer.NotSent.class);
        assertThat(Orders.runs(stackStorm)).isEmpty();
    }

    @Test
    void contentWithoutAHarnessGetsItsParametersProtectedFromTemplates() {
        stackStorm.addAction("other.check", "local-shell-script");
        Deployment existing = Deployment.builder("other.check", TestType.ACTION, 1, "stackstorm", Instant.EPOCH)
                .build();
        JsonObject parameters = JsonObject.builder().put("text", "{{ 1 }}").build();

        EngineExecutionId id = Orders.started(engine, Orders.start("key-1", existing, parameters, Set.of()));

        JsonObject sent = Orders.runs(stackStorm).get(0).parameters();
        assertThat(sent.text("text")).contains("{{ '\\x7b\\x7b 1 \\x7d\\x7d' }}");
        assertThat(sent.get("timeout")).isPresent();
        Orders.awaitOver(stackStorm, id);
        assertThat(engine.runner().collect(List.of(new CollectOrder(id, "", null))))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.evidence()).isInstanceOf(Evidence.Raw.class));
    }

    @Test
    void aSecretThatExistingContentDoesNotDeclareSecretIsNotHandedOver() {
        stackStorm.addAction("other.check", "local-shell-script");
        JsonObject parameters =
                JsonObject.builder().put("password", "not-for-eyes").build();

        StartAnswer answer = engine.runner().start(Orders.start("key-1", EXISTING, parameters, Set.of("password")));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        StartAnswer.Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .contains("does not declare its parameter password secret"));
        assertThat(Orders.runs(stackStorm)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 401, 403, 404, 413, 500, 503, 201})
    void whatStackStormSaysOfASecretValueIsNotRepeated(int status) {
        var transport = new ScriptedTransport()
                .answers(200, DECLARED)
                .answers(status, "{\"faultstring\": \"Value \\\"not-for-eyes\\\" must either be an integer\"}");
        JsonObject parameters =
                JsonObject.builder().put("password", "not-for-eyes").build();

        StartAnswer answer = starts(transport).start(Orders.start("key-1", EXISTING, parameters, Set.of("password")));

        assertThat(answer.toString()).contains("" + status).doesNotContain("not-for-eyes");
    }

    @Test
    void whatTheDatastoreSaysOfASecretValueIsNotRepeated() {
        var transport = new ScriptedTransport().answers(400, "{\"faultstring\": \"bad value: not-for-eyes\"}");
        JsonObject parameters =
                JsonObject.builder().put("password", "not-for-eyes").build();

        StartAnswer answer = starts(transport).start(Orders.start("key-1", deployment, parameters, Set.of("password")));

        assertThat(answer.toString()).contains("status 400").doesNotContain("not-for-eyes");
    }

    @Test
    void codeOfAnotherRevisionThanTheOneToBeJudgedIsNotRun() {
        Orders.deployed(engine, "print(2)\n");

        EngineExecutionId id = Orders.started(engine, Orders.start("key-1", deployment));
        Orders.awaitOver(stackStorm, id);

        assertThat(engine.runner().collect(List.of(new CollectOrder(id, Orders.NONCE, CodeShape.SCRIPT))))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.evidence())
                        .isInstanceOfSatisfying(Evidence.Reported.class, reported -> {
                            assertThat(reported.report().ending()).isEqualTo(RunReport.Ending.HARNESS_FAILED);
                            assertThat(reported.report().problem()).contains("another revision; deploy again");
                        }));
    }

    @Test
    void moreThanAnArgumentCanHoldIsRefusedBeforeAnythingIsSent() {
        String noise = new Random(1)
                .ints(150_000, '0', 'z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        JsonObject parameters = JsonObject.builder().put("noise", noise).build();

        StartAnswer answer = engine.runner().start(Orders.start("key-1", deployment, parameters, Set.of()));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        StartAnswer.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("a script can be handed 120000"));
        assertThat(Orders.runs(stackStorm)).isEmpty();
    }

    @Test
    void aLostAnswerIsAdoptedNotStartedTwice() {
        stackStorm.faults().once(RequestKind.START, Fault.LOSE_ANSWER);

        StartAnswer answer = engine.runner().start(Orders.start("key-1", deployment));

        assertThat(answer).isInstanceOf(StartAnswer.Unknown.class);
        assertThat(engine.runner().findByKey(Orders.start("key-1", deployment), Instant.now()))
                .contains(new EngineExecutionId(Orders.runs(stackStorm).get(0).id()));
        assertThat(stackStorm.createdPerKey()).containsEntry("key-1", 1);
    }

    @Test
    void ofTwoExecutionsOfOneStartTheEarlierIsFollowedAndTheOtherEnded() {
        stackStorm.behave(
                deployment.ref(),
                run -> ScriptedEnding.bare("succeeded", JsonObject.empty()).after(ScriptedEnding.FOREVER));
        EngineExecutionId first = Orders.started(engine, Orders.start("key-1", deployment));
        EngineExecutionId second = Orders.started(engine, Orders.start("key-1", deployment));

        assertThat(engine.runner().findByKey(Orders.start("key-1", deployment), Instant.now()))
                .contains(first);

        Orders.awaitOver(stackStorm, second);
        assertThat(Orders.runs(stackStorm)).extracting(ScriptedExecution::over).containsExactly(false, true);
    }

    @Test
    void theKeyIsTheTraceTagAndAnEntryOfTheContext() {
        var transport = new ScriptedTransport().answers(201, "{\"id\": \"6b03e567856e7d23189eb041\"}");

        StartAnswer answer = starts(transport).start(Orders.start("key-1", deployment));

        assertThat(answer).isEqualTo(new StartAnswer.Started(new EngineExecutionId("6b03e567856e7d23189eb041")));
        assertThat(transport.requests()).singleElement().satisfies(request -> {
            JsonObject body = (JsonObject) JsonText.parse(request.body().orElseThrow());
            assertThat(body.get("context"))
                    .contains(JsonText.parse(
                            "{\"trace_context\": {\"trace_tag\": \"key-1\"}, \"sst\": {\"key\": \"key-1\"}}"));
        });
    }

    @Test
    void aParameterThatCannotBeRenderedIsARefusalWhateverItLeavesBehind() {
        var transport = new ScriptedTransport().answers(RecordedAnswer.of("executions/post-jinja-error"));

        assertThat(starts(transport).start(Orders.start("key-1", deployment)))
                .isInstanceOfSatisfying(
                        StartAnswer.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("Dependency unsatisfied in variable"));
        assertThat(transport.requests()).hasSize(1);
    }

    private static RunStart starts(ScriptedTransport transport) {
        return new RunStart(
                new StackStormClient(transport, Credentials.apiKey("k"), () -> "id"), Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "LOSE_ANSWER",
                "RESET",
                "SERVER_ERROR",
                "SERVER_ERROR_AFTERWARDS",
                "UNAVAILABLE",
                "BAD_GATEWAY",
                "HTML",
                "EMPTY_BODY",
                "HALF_BODY",
                "OTHER_SHAPE",
                "ENDLESS_BODY",
                "STALLED_BODY",
                "NEVER_ANSWER"
            })
    void whateverLeavesAStartInDoubtIsUnknownAndSentOnce(Fault fault) {
        try (StackStormEngine hasty = StackStormEngine.at(
                Orders.settings(stackStorm)
                        .requestTimeout(Duration.ofSeconds(1))
                        .answerLimit(100_000)
                        .build(),
                InstantSource.system())) {
            stackStorm.faults().always(RequestKind.START, fault);
            long before = stackStorm.requests().count(RequestKind.START);

            StartAnswer answer = hasty.runner().start(Orders.start("key-1", deployment));

            assertThat(answer).isInstanceOf(StartAnswer.Unknown.class);
            assertThat(stackStorm.requests().count(RequestKind.START) - before).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REDIRECT", "UNAUTHORIZED"})
    void whatCertainlyStartedNothingIsNotSent(Fault fault) {
        stackStorm.faults().always(RequestKind.START, fault);

        assertThat(engine.runner().start(Orders.start("key-1", deployment))).isInstanceOf(StartAnswer.NotSent.class);
        assertThat(Orders.runs(stackStorm)).isEmpty();
    }

    @Test
    void noConnectionMeansNotSent() {
        stackStorm.close();

        assertThat(engine.runner().start(Orders.start("key-1", deployment))).isInstanceOf(StartAnswer.NotSent.class);
    }

    @Test
    void aRefusalIsRejectedInStackStormsOwnWords() {
        Deployment gone = Deployment.builder("x.gone", TestType.ACTION, 1, "stackstorm", Instant.EPOCH)
                .shape(CodeShape.SCRIPT)
                .build();

        StartAnswer answer = engine.runner().start(Orders.start("key-1", gone));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        StartAnswer.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("Action \"x.gone\" cannot be found."));
    }

    private List<ScriptedRequest> requests(RequestKind kind) {
        return stackStorm.requests().latest().stream()
                .filter(request -> switch (kind) {
                    case START ->
                        request.method().equals("POST") && request.path().equals("/v1/executions");
                    default ->
                        request.method().equals("GET")
                                && request.query("id").isPresent()
                                && !request.query("include_attributes")
                                        .orElse("")
                                        .contains("result");
                })
                .toList();
    }
}
