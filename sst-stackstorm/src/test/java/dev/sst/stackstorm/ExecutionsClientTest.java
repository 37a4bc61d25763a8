package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.execution.EngineState;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executions, by answers that were recorded from a real StackStorm. */
final class ExecutionsClientTest extends ExecutionsClientScene {

    @Test
    void aListHasNoResultsAndSaysItsOrder() {
        transport.answers(RecordedAnswer.of("executions/list-exclude"));

        List<ExecutionRecord> found =
                executions.list(ExecutionQuery.of("sst_rec.sleeper")).toList();

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.action()).isEqualTo("sst_rec.sleeper");
            assertThat(one.id()).hasSize(24);
            assertThat(one.ended()).isTrue();
            assertThat(one.requestedAt()).isPresent();
            assertThat(one.runningSince()).isPresent();
            assertThat(one.endedAt()).isPresent();
            assertThat(one.user()).isEqualTo("st2admin");
            assertThat(one.result()).isEmpty();
        });
        assertThat(paths())
                .containsExactly("/v1/executions?action=sst_rec.sleeper&sort_desc=true"
                        + "&exclude_attributes=result%2Ctrigger_instance&limit=100");
    }

    @Test
    void everyFilterIsSpeltAsStackStormKnowsIt() {
        transport.answers(200, "[]");

        assertThat(executions.list(ExecutionQuery.of("p.a")
                        .status("failed")
                        .user("müller, jun.")
                        .runner("orquesta")
                        .parent(ID)
                        .triggeredBy(ID)
                        .firedBy("p.r")
                        .reRunsOf(ID)
                        .withResults()))
                .isEmpty();

        assertThat(paths())
                .containsExactly("/v1/executions?action=p.a&status=failed&user=m%C3%BCller%2C%20jun.&runner=orquesta"
                        + "&parent=" + ID + "&trigger_instance=" + ID + "&sort_desc=true"
                        + "&filter=rule.ref%3Ap.r%20context.re-run.ref%3A" + ID + "&limit=25");
    }

    @Test
    void aStateThatStackStormDoesNotHaveIsRefusedWhereItWouldFindNothing() {
        assertThatThrownBy(() -> ExecutionQuery.all().status("cancelled"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.r status:failed", "a:b", ""})
    void aNameCannotBringAFilterOfItsOwn(String name) {
        assertThatThrownBy(() -> ExecutionQuery.all().firedBy(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneIsReadWithoutItsResultUnlessThatIsAskedFor() {
        transport
                .answers(RecordedAnswer.of("executions/get-exclude"))
                .answers(RecordedAnswer.of("executions/get-succeeded"));

        assertThat(executions.get(ID).orElseThrow().result()).isEmpty();
        assertThat(executions.withResult(ID).orElseThrow().result()).isPresent();
        assertThat(paths())
                .containsExactly(
                        "/v1/executions/" + ID + "?exclude_attributes=result%2Ctrigger_instance",
                        "/v1/executions/" + ID);
    }

    @Test
    void whatIsNoIdIsNotFoundAndNotAsked() {
        assertThat(executions.get("last")).isEmpty();
        assertThat(executions.output("../keys")).isEmpty();
        assertThat(executions.children("x")).isEmpty();
        assertThat(executions.cancel("x")).isFalse();
        assertThat(executions.await("x", Duration.ofSeconds(1))).isEmpty();
        assertThatThrownBy(() -> executions.reRun("x")).isInstanceOf(EngineRejectedException.class);
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void aStatusThatIsNotKnownIsNoEnd() {
        var execution = new ExecutionRecord(RuleWorld.json("{'status': 'dreaming'}"));

        assertThat(execution.state()).isEqualTo(EngineState.UNKNOWN);
        assertThat(execution.ended()).isFalse();
        assertThat(execution.id()).isEmpty();
    }

    @Test
    void aLostAnswerIsAdoptedNotStartedTwice() {
        transport
                .fails(Fate.LOST)
                .answers(200, "[]")
                .answers(
                        200,
                        "[{\"id\": \"" + ID + "\", \"action\": {\"ref\": \"core.local\"},"
                                + " \"context\": {\"sst\": {\"key\": \"client-fresh\"}}}]");

        assertThat(executions.start("core.local", NOTHING)).isEqualTo(ID);
        assertThat(transport.requests())
                .filteredOn(request -> !request.readOnly())
                .hasSize(1);
        assertThat(paths().get(2)).contains("filter=context.sst.key:client-fresh");
    }

    @Test
    void aStartThatIsNowhereToBeFoundIsUnknown() {
        transport.fails(Fate.LOST);
        List.of(1, 2, 3, 4, 5).forEach(look -> transport.answers(200, "[]"));

        assertThatThrownBy(() -> executions.start("core.local", NOTHING, "my-key"))
                .isInstanceOf(EngineOutcomeUnknownException.class);
        assertThat(transport.requests())
                .filteredOn(request -> !request.readOnly())
                .hasSize(1);
    }

    @Test
    void anUnknownActionIsRefusedInStackStormsWords() {
        transport.answers(RecordedAnswer.of("executions/post-unknown-action"));

        assertThatThrownBy(() -> executions.start("p.nosuch", NOTHING))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("cannot be found");
    }

    @Test
    void whatWasStartedUnderAKeyIsFoundFromElsewhere() {
        transport.answers(
                200,
                "[{\"id\": \"" + ID + "\", \"action\": {\"ref\": \"core.local\"},"
                        + " \"context\": {\"sst\": {\"key\": \"my-key\"}}}]");

        assertThat(executions.startedUnder("my-key", "core.local", clock.instant()))
                .contains(ID);
    }

    @Test
    void anExecutionIsRunAgainWithOneParameterChanged() {
        transport.answers(RecordedAnswer.of("executions/re-run-parameters"));

        ExecutionRecord again = executions.reRun(ID, RuleWorld.json("{'secs': 0}"));

        assertThat(again.id()).isNotEqualTo(ID).hasSize(24);
        assertThat(again.action()).isEqualTo("sst_rec.sleeper");
        assertThat(sent(0)).isEqualTo("{\"parameters\":{\"secs\":0}}");
    }

    @Test
    void aWorkflowIsRunAgainFromATaskAndNeverFromNone() {
        transport.answers(RecordedAnswer.of("executions/re-run"));

        executions.reRunFrom(ID, List.of("third"));

        assertThat(sent(0)).isEqualTo("{\"tasks\":[\"third\"]}");
        assertThatThrownBy(() -> executions.reRunFrom(ID, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReRunWhoseAnswerIsLostIsUnknownAndNotSentAgain() {
        transport.fails(Fate.RESET);

        assertThatThrownBy(() -> executions.reRun(ID)).isInstanceOf(EngineOutcomeUnknownException.class);
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void whatStackStormDoesNotKnowCannotBeRunAgainOrPaused() {
        transport.answers(RecordedAnswer.of("executions/re-run-404")).answers(RecordedAnswer.of("executions/get-404"));

        assertThatThrownBy(() -> executions.reRun(ID)).isInstanceOf(EngineRejectedException.class);
        assertThatThrownBy(() -> executions.pause(ID)).isInstanceOf(EngineRejectedException.class);
    }

    @Test
    void aWorkflowIsPausedAndGoesOn() {
        transport
                .answers(RecordedAnswer.of("executions/put-paused"))
                .answers(RecordedAnswer.of("executions/put-resuming"));

        executions.pause(ID);
        executions.resume(ID);

        assertThat(sent(0)).isEqualTo("{\"status\":\"pausing\"}");
        assertThat(sent(1)).isEqualTo("{\"status\":\"resuming\"}");
    }

    @Test
    void anActionIsNotPaused() {
        transport.answers(RecordedAnswer.of("executions/put-paused-plain"));

        assertThatThrownBy(() -> executions.pause(ID)).isInstanceOf(EngineRejectedException.class);
    }

    @Test
    void whatRunsIsAskedToEndAndWhatIsOverIsNot() {
        transport
                .answers(RecordedAnswer.of("executions/get-running"))
                .answers(RecordedAnswer.of("executions/delete-running"))
                .answers(RecordedAnswer.of("executions/get-succeeded"));

        assertThat(executions.cancel(ID)).isTrue();
        assertThat(executions.cancel(ID)).isFalse();
        assertThat(transport.requests())
                .filteredOn(request -> !request.readOnly())
                .hasSize(1);
    }

    @Test
    void outputComesAsItWasPrinted() {
        transport
                .answers(RecordedAnswer.of("executions/output-all"))
                .answers(RecordedAnswer.of("executions/output-stdout"))
                .answers(RecordedAnswer.of("executions/output-stderr"))
                .answers(RecordedAnswer.of("executions/output-404"));

        assertThat(executions.output(ID))
                .contains(RecordedAnswer.of("executions/output-all").body());
        assertThat(executions.stdout(ID))
                .contains(RecordedAnswer.of("executions/output-stdout").body());
        assertThat(executions.stderr(ID))
                .contains(RecordedAnswer.of("executions/output-stderr").body());
        assertThat(executions.output(ID)).isEmpty();
        assertThat(paths())
                .extracting(path -> path.substring(path.indexOf('=') + 1))
                .containsExactly("all", "stdout", "stderr", "all");
    }

    @Test
    void theStepsOfAWorkflowNameItAsTheirParent() {
        transport.answers(RecordedAnswer.of("executions/children"));

        List<ExecutionRecord> steps = executions.children(ID).toList();

        assertThat(steps).isNotEmpty().allMatch(step -> step.parent().isPresent());
        assertThat(paths())
                .containsExactly("/v1/executions?parent=" + ID
                        + "&sort_asc=true&exclude_attributes=result%2Ctrigger_instance&limit=100&offset=0");
    }

    @Test
    void whatIsPrintedOfAnExecutionHoldsNoValues() {
        var execution = new ExecutionRecord(RuleWorld.json(
                "{'id': '1', 'status': 'failed', 'parameters': {'a': 'hush'}, 'result': {'stdout': 'hush'}}"));

        assertThat(execution.toString()).contains("failed").doesNotContain("hush");
    }
}
