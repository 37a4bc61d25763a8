package dev.sst.testkit.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripted StackStorm against the answers that were recorded from a real one. */
final class ScriptedStackStormTest extends ScriptedScene {

    private static final String START_NOOP = "{\"action\": \"core.noop\", \"context\": {\"sst\": {\"key\": \"k1\"}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "executions/get-404",
                "executions/get-malformed-id",
                "executions/delete-404",
                "executions/output-404",
                "executions/list-ids-malformed",
                "actions/get-404",
                "actions/delete-404",
                "packs/get-404",
                "transport/unknown-path"
            })
    void aRefusalIsWordedAsStackStormWordsIt(String name) throws Exception {
        assertAnsweredAsRecorded(name);
    }

    @Test
    void aFinishedExecutionIsCancelledWithAFaultInA200() throws Exception {
        String id = start("core.noop");
        await().until(() -> status(id).equals("succeeded"));

        HttpResponse<String> answer = send("DELETE", "/v1/executions/" + id, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonText.parse(answer.body()))
                .isEqualTo(JsonText.parse(
                        RecordedAnswer.of("executions/delete-finished").body()));
    }

    @Test
    void aRunningExecutionIsFirstCancelingThenCanceled() throws Exception {
        stackStorm.behave("core.noop", Behaviour.always(ScriptedEnding.never("")));
        String id = start("core.noop");
        await().until(() -> status(id).equals("running"));

        HttpResponse<String> answer = send("DELETE", "/v1/executions/" + id, "");

        assertThat(((JsonObject) JsonText.parse(answer.body())).text("status")).contains("canceling");
        await().until(() -> status(id).equals("canceled"));
    }

    @Test
    void aLostAnswerLeavesAnExecutionBehind() {
        stackStorm.faults().once(RequestKind.START, Fault.LOSE_ANSWER);

        assertThat(catchThrowable(() -> start("core.noop"))).isInstanceOf(IOException.class);

        assertThat(stackStorm.createdPerKey()).containsEntry("k1", 1);
    }

    @Test
    void aTestInAnotherProcessSteersAndAsksThroughPaths() throws Exception {
        control("fault?kind=START&fault=SERVER_ERROR_AFTERWARDS&times=1");

        HttpResponse<String> answer = send("POST", "/v1/executions", START_NOOP);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(control("created")).isEqualTo("1 k1\n");
        assertThat(control("count?kind=START")).isEqualTo("1");
        await().until(() -> control("executions").contains(" succeeded k1"));
    }

    @Test
    void aRunKeepsGoingUntilItIsFinishedByHand() throws Exception {
        stackStorm.behave("core.noop", Behaviour.always(ScriptedEnding.never("")));
        String id = start("core.noop");
        await().until(() -> status(id).equals("running"));

        control("finish?id=" + id);

        assertThat(status(id)).isEqualTo("succeeded");
    }

    @Test
    void aWorkflowStartsItsStepsOneAfterTheOther() throws Exception {
        stackStorm.behave(
                "packs.install",
                Behaviour.always(ScriptedEnding.bare("succeeded", JsonObject.empty())
                        .after(Duration.ofMillis(300))
                        .inSteps(3)));
        String id = start("packs.install");

        await().until(() -> status(id).equals("succeeded"));

        String steps = send("GET", "/v1/executions?parent=" + id, "").body();
        assertThat(steps).containsSubsequence("step_3", "step_2", "step_1");
        assertThat(stackStorm.createdPerKey()).containsEntry("k1", 1);
    }

    @Test
    void whatIsOverCanBeForgotten() throws Exception {
        String over = start("core.noop");
        await().until(() -> status(over).equals("succeeded"));
        stackStorm.behave("core.noop", Behaviour.always(ScriptedEnding.never("")));
        String running = start("core.noop");

        control("forget");

        assertThat(stackStorm.executions()).extracting(ScriptedExecution::id).containsExactly(running);
        assertThat(stackStorm.createdPerKey()).containsEntry("k1", 1);
    }

    private String control(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stackStorm.root() + "/scripted/" + path))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void withoutACredentialNothingIsAnswered() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stackStorm.root() + "/api/v1/actions/core.noop"))
                .build();

        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());

        RecordedAnswer recorded = RecordedAnswer.of("auth/api-no-credentials");
        assertThat(answer.statusCode()).isEqualTo(recorded.status());
        assertThat(answer.body()).isEqualTo(recorded.body());
    }

    private String start(String ref) throws Exception {
        String body = "{\"action\": \"" + ref + "\", \"context\": {\"sst\": {\"key\": \"k1\"}}}";
        HttpResponse<String> answer = send("POST", "/v1/executions", body);
        return ((JsonObject) JsonText.parse(answer.body())).text("id").orElseThrow();
    }

    private String status(String id) throws Exception {
        HttpResponse<String> answer = send("GET", "/v1/executions/" + id, "");
        return ((JsonObject) JsonText.parse(answer.body())).text("status").orElseThrow();
    }
}
