package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sst.EngineUnavailableException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Outcome;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.RunReport.Ending;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.testkit.stackstorm.Behaviour;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import dev.sst.testkit.stackstorm.ScriptedExecution;
import dev.sst.testkit.stackstorm.ScriptedRequest;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StackStormRunnerTest extends EngineScene {

    private Deployment deployment;

    @BeforeEach
    void deploy() {
        stackStorm.addPack(Orders.PACK);
        deployment = Orders.deployed(engine, "print(1)\n");
    }

    @Test
    void aRunIsStartedUnderItsKeyAndReportedByTheHarness() {
        stackStorm.behave(Behaviour.always(ScriptedEnding.script(3, "said\n")));

        EngineExecutionId id = Orders.started(engine, Orders.start("key-1", deployment));
        Outcome outcome = outcome(id);

        assertThat(outcome.state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(outcome.evidence()).isInstanceOfSatisfying(Evidence.Reported.class, reported -> {
            assertThat(reported.report().ending()).isEqualTo(Ending.EXITED);
            assertThat(reported.report().exitCode()).isEqualTo(3);
            assertThat(reported.report().stdout().text()).isEqualTo("said\n");
        });
        assertThat(outcome.node()).isEqualTo("scripted pid 4711");
        assertThat(outcome.startedAt()).isNotNull();
        assertThat(stackStorm.createdPerKey()).containsEntry("key-1", 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "LOSE_ANSWER",
                "SERVER_ERROR",
                "UNAVAILABLE",
                "BAD_GATEWAY",
                "HTML",
                "EMPTY_BODY",
                "HALF_BODY",
                "OTHER_SHAPE",
                "ENDLESS_BODY",
                "STALLED_BODY",
                "NEVER_ANSWER",
                "REDIRECT",
                "UNAUTHORIZED"
            })
    void whateverGoesWrongWhileReadingSaysNothingAboutTheRuns(Fault fault) {
        EngineExecutionId id = Orders.started(engine, Orders.start("key-1", deployment));
        try (StackStormEngine hasty = StackStormEngine.at(
                Orders.settings(stackStorm)
                        .requestTimeout(Duration.ofSeconds(1))
                        .answerLimit(100_000)
                        .build(),
                InstantSource.system())) {
            stackStorm.faults().always(fault);

            assertThatThrownBy(() -> hasty.runner().observe(List.of(id)))
                    .isInstanceOf(EngineUnavailableException.class);
            assertThatThrownBy(() -> hasty.runner().findByKey(Orders.start("key-1", deployment), Instant.now()))
                    .isInstanceOf(EngineUnavailableException.class);
            assertThatThrownBy(() -> hasty.runner().collect(List.of(order(id))))
                    .isInstanceOf(EngineUnavailableException.class);
            assertThat(hasty.monitor().status().usable()).isFalse();
        }
    }

    @Test
    void aConnectionThatBreaksWhileReadingIsTriedOnceMore() {
        EngineExecutionId id = Orders.started(engine, Orders.start("key-1", deployment));
        awaitOver(id);
        stackStorm.faults().once(RequestKind.OBSERVE, Fault.RESET);

        assertThat(engine.runner().observe(List.of(id))).containsExactly(new Observation(id, EngineState.SUCCEEDED));
    }

    @Test
    void aHundredAndThirtyRunsAreObservedInTwoRequestsWithoutResults() {
        List<EngineExecutionId> ids = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            ids.add(Orders.started(engine, Orders.start("key-" + i, deployment)));
        }

        assertThat(engine.runner().observe(ids)).hasSize(130);

        assertThat(stackStorm.requests().count(RequestKind.OBSERVE)).isEqualTo(2);
        assertThat(stackStorm.requests().count(RequestKind.COLLECT)).isZero();
        assertThat(requests(RequestKind.OBSERVE))
                .allSatisfy(request -> assertThat(request.query("limit")).contains("" + size(request)));
    }

    @Test
    void sixtyRunsAreCollectedInThreeRequests() {
        List<CollectOrder> orders = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            orders.add(order(Orders.started(engine, Orders.start("key-" + i, deployment))));
        }
        orders.forEach(order -> awaitOver(order.id()));

        assertThat(engine.runner().collect(orders)).hasSize(60);

        assertThat(stackStorm.requests().count(RequestKind.COLLECT)).isEqualTo(3);
    }

    @Test
    void aResultOverTheLimitSpoilsNoOther() {
        stackStorm.behave(run -> run.parameters().toString().isEmpty()
                ? ScriptedEnding.script(0, "")
                : ScriptedEnding.script(0, "x".repeat(300_000)));
        EngineExecutionId large = Orders.started(engine, Orders.start("key-1", deployment));
        stackStorm.behave(Behaviour.always(ScriptedEnding.script(0, "small\n")));
        EngineExecutionId small = Orders.started(engine, Orders.start("key-2", deployment));
        awaitOver(large);
        awaitOver(small);
        try (StackStormEngine modest = StackStormEngine.at(
                Orders.settings(stackStorm).answerLimit(100_000).build(), InstantSource.system())) {

            List<Outcome> outcomes = modest.runner().collect(List.of(order(large), order(small)));

            assertThat(outcomes).extracting(Outcome::id).containsExactlyInAnyOrder(large, small);
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome.id().equals(large))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.evidence())
                            .isInstanceOfSatisfying(
                                    Evidence.Unreported.class,
                                    unreported ->
                                            assertThat(unreported.reason()).contains("longer than 100000 bytes")));
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome.id().equals(small))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.evidence()).isInstanceOf(Evidence.Reported.class));
        }
    }

    @Test
    void aRunWithoutAReportIsUnreportedWithStackStormsResult() {
        stackStorm.behave(Behaviour.always(ScriptedEnding.bare(
                "failed",
                JsonObject.builder().put("error", "[Errno 2] No such file").build())));

        Outcome outcome = outcome(Orders.started(engine, Orders.start("key-1", deployment)));

        assertThat(outcome.state()).isEqualTo(EngineState.FAILED);
        assertThat(outcome.evidence())
                .isInstanceOfSatisfying(
                        Evidence.Unreported.class,
                        unreported -> assertThat(unreported.result())
                                .isEqualTo(JsonObject.builder()
                                        .put("error", "[Errno 2] No such file")
                                        .build()));
    }

    @Test
    void aRunningOneIsCancelledAndAFinishedOneIsNoError() {
        stackStorm.behave(Behaviour.always(ScriptedEnding.never("")));
        EngineExecutionId id = Orders.started(engine, Orders.start("key-1", deployment));
        await().until(() -> state(id) == EngineState.RUNNING);

        engine.runner().cancel(id);

        await().until(() -> state(id) == EngineState.CANCELLED);
        engine.runner().cancel(id);
        engine.runner().cancel(new EngineExecutionId("5f0000000000000000000000"));
        assertThat(stackStorm.requests().count(RequestKind.CANCEL)).isOne();
    }

    @Test
    void outputGoesOnWhereItWasLeftAndHidesTheReport() {
        stackStorm.behave(Behaviour.always(ScriptedEnding.never("grün\n")));
        EngineExecutionId id = Orders.started(engine, Orders.start("key-1", deployment));
        await().until(() -> state(id) == EngineState.RUNNING);

        OutputChunk first = await().until(
                        () -> engine.runner().output(id, 0),
                        chunk -> !chunk.text().isEmpty());
        stackStorm.finish(id.value());
        awaitOver(id);
        OutputChunk second = engine.runner().output(id, first.next());

        assertThat(first).isEqualTo(new OutputChunk(0, "grün\n", 6, false));
        assertThat(second.text()).doesNotContain("#sst1");
        assertThat(second.offset()).isEqualTo(6);
        assertThat(second.complete()).isTrue();
    }

    @Test
    void credentialsAndCookiesAreNeverWhatTheyShouldNotBe() {
        Orders.started(engine, Orders.start("key-1", deployment));

        assertThat(stackStorm.requests().latest()).allSatisfy(request -> {
            assertThat(request.headers()).doesNotContainKeys("cookie", "x-auth-token");
            assertThat(request.header("X-Request-ID")).isPresent();
        });
        assertThat(stackStorm.requests().latest().stream()
                        .map(request -> request.header("X-Request-ID"))
                        .distinct())
                .hasSameSizeAs(stackStorm.requests().latest());
        assertThat(Orders.settings(stackStorm).build().toString()).doesNotContain(ScriptedStackStorm.API_KEY);
    }

    @Test
    void theMonitorShowsRunsInTheContractsShape() {
        EngineExecutionId id = Orders.started(engine, Orders.start("key-1", deployment));
        awaitOver(id);

        assertThat(engine.monitor().status().version()).isEqualTo("3.10dev");
        assertThat(engine.monitor().recent(10))
                .extracting(run -> run.text("action").orElse(""))
                .containsExactly(deployment.ref(), "core.local");
        assertThat(engine.monitor().run(id.value())).hasValueSatisfying(run -> {
            assertThat(run.members())
                    .containsOnlyKeys(
                            "id",
                            "status",
                            "start_timestamp",
                            "end_timestamp",
                            "result",
                            "context",
                            "action",
                            "parameters",
                            "runner");
            assertThat(run.text("runner")).contains("local-shell-script");
            assertThat(run.get("action")).contains(new JsonString(deployment.ref()));
            assertThat(run.get("parameters").toString()).contains("********");
        });
        assertThat(engine.monitor().run("nonsense")).isEmpty();
    }

    @Test
    void theMonitorLeavesOutResultsThatAreTooLargeTogether() {
        JsonObject large = JsonObject.builder().put("text", "x".repeat(900_000)).build();
        stackStorm.behave(Behaviour.always(ScriptedEnding.bare("succeeded", large)));
        for (int i = 0; i < 12; i++) {
            awaitOver(Orders.started(engine, Orders.start("large-" + i, deployment)));
        }
        JsonObject small = JsonObject.builder().put("text", "small").build();
        stackStorm.behave(Behaviour.always(ScriptedEnding.bare("succeeded", small)));
        awaitOver(Orders.started(engine, Orders.start("small", deployment)));

        List<JsonObject> recent = engine.monitor().recent(13);

        assertThat(recent.get(0).get("result")).contains(small);
        assertThat(recent)
                .filteredOn(run -> run.get("result").equals(Optional.of(large)))
                .hasSize(2);
        assertThat(recent)
                .filteredOn(run -> run.get("result").orElseThrow().toString().contains("left_out"))
                .hasSize(10)
                .allSatisfy(run ->
                        assertThat(run.get("result").orElseThrow().toString()).contains("of 900011 bytes"));
        String leftOut = recent.get(12).text("id").orElseThrow();
        assertThat(engine.monitor().run(leftOut).orElseThrow().get("result")).contains(large);
    }

    @Test
    void theMonitorShowsARunWhoseResultCanNeverBeRead() {
        stackStorm.behave(Behaviour.always(ScriptedEnding.bare(
                "succeeded",
                JsonObject.builder().put("text", "x".repeat(200_000)).build())));
        EngineExecutionId id = Orders.started(engine, Orders.start("key-1", deployment));
        awaitOver(id);
        try (StackStormEngine modest = StackStormEngine.at(
                Orders.settings(stackStorm).answerLimit(100_000).build(), InstantSource.system())) {

            assertThat(modest.monitor().recent(1))
                    .singleElement()
                    .satisfies(run -> assertThat(run.get("result").orElseThrow().toString())
                            .contains("left_out"));
            assertThat(modest.monitor().run(id.value())).hasValueSatisfying(run -> {
                assertThat(run.text("status")).contains("succeeded");
                assertThat(run.get("result").orElseThrow().toString()).contains("left_out");
            });
        }
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

    private static int size(ScriptedRequest request) {
        return request.query("id").orElse("").split(",").length;
    }

    private static CollectOrder order(EngineExecutionId id) {
        return new CollectOrder(id, Orders.NONCE, CodeShape.SCRIPT);
    }

    private Outcome outcome(EngineExecutionId id) {
        awaitOver(id);
        return engine.runner().collect(List.of(order(id))).get(0);
    }

    /** Without a request, so that those of a test can be counted. */
    private void awaitOver(EngineExecutionId id) {
        await().until(() -> stackStorm.executions().stream()
                .filter(execution -> execution.id().equals(id.value()))
                .allMatch(ScriptedExecution::over));
    }

    private EngineState state(EngineExecutionId id) {
        return engine.runner().observe(List.of(id)).get(0).state();
    }
}
