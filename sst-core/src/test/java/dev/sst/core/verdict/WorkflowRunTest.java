package dev.sst.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Judgement;
import dev.sst.execution.Step;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowRunTest {
    private static final String TASK_FAILED =
            "{\"errors\":[{\"type\":\"error\",\"message\":\"Execution failed. See result for details.\","
                    + "\"task_id\":\"two\"}],\"output\":null}";

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(EngineState.SUCCEEDED, "{\"output\":{\"status\":\"failed\"}}", Verdict.FAILED),
                Arguments.of(EngineState.SUCCEEDED, "{\"output\":{\"status\":\"ok\"}}", Verdict.PASSED),
                Arguments.of(EngineState.SUCCEEDED, "{\"output\":null}", Verdict.PASSED),
                Arguments.of(EngineState.FAILED, "{\"errors\":[],\"output\":null}", Verdict.FAILED),
                Arguments.of(EngineState.FAILED, TASK_FAILED, Verdict.FAILED),
                Arguments.of(
                        EngineState.FAILED,
                        "{\"errors\":[{\"type\":\"execution_failure\",\"message\":\"x\"}]}",
                        Verdict.FAILED),
                Arguments.of(
                        EngineState.FAILED,
                        "{\"errors\":[{\"type\":\"error\",\"message\":\"YaqlEvaluationException\"}]}",
                        Verdict.ERROR),
                Arguments.of(
                        EngineState.FAILED,
                        "{\"errors\":[{\"type\":\"content\",\"message\":\"The action is not registered\"}]}",
                        Verdict.ERROR),
                Arguments.of(
                        EngineState.FAILED,
                        "{\"error\":\"no such file\",\"traceback\":\"...\"}",
                        Verdict.INFRASTRUCTURE),
                Arguments.of(EngineState.ABANDONED, "{}", Verdict.INFRASTRUCTURE),
                Arguments.of(EngineState.CANCELLED, "{\"output\":null}", Verdict.CANCELLED));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsRead(EngineState state, String result, Verdict verdict) {
        Judgement judgement = judge(state, result);

        assertThat(judgement.verdict()).as(judgement.cause()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "[]", "{}", "\"x\"", "{\"errors\":7}", "{\"errors\":[7]}", "{\"output\":[]}"})
    void answersOfAnyFormAreJudgedAndNeverPassWhenTheEngineSaysFailed(String result) {
        assertThat(judge(EngineState.FAILED, result).verdict()).isNotEqualTo(Verdict.PASSED);
    }

    @Test
    void aFailedWorkflowNeverPassesWhateverItsOutputSays() {
        String result = "{\"errors\":[],\"output\":{\"status\":\"success\",\"n\":1}}";

        Judgement judgement = Evaluation.judge(Runs.input(
                Runs.expecting("{\"n\":1}"),
                EngineState.FAILED,
                new Evidence.Workflow(JsonText.parse(result), List.of())));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judgement.document()).isEqualTo(Runs.object("{\"status\":\"success\",\"n\":1}"));
    }

    @Test
    void aWorkflowThatFailedWithoutErrorsIsJudgedByItsChildren() {
        Judgement judgement =
                judge(EngineState.FAILED, "{\"errors\":[],\"output\":null}", step("slow", "timeout", null, "too slow"));

        assertThat(judgement.cause()).contains("task slow, core.local, ended timeout: too slow");
    }

    @Test
    void theTaskThatTheErrorNamesHasTheWordsAndTheLastTryOfIt() {
        Judgement judgement = judge(
                EngineState.FAILED,
                TASK_FAILED,
                step("one", "failed", null, "handled"),
                step("two", "failed", "0", "first"),
                step("two", "failed", "1", "second"));

        assertThat(judgement.cause()).contains("task two (item 1), core.local, ended failed: second");
    }

    @Test
    void aTaskWithoutAnExecutionIsNamedAllTheSame() {
        assertThat(judge(EngineState.FAILED, TASK_FAILED).cause()).contains("task two failed");
    }

    @Test
    void afterTheDeadlineItIsATimeout() {
        var input = Runs.input(
                Runs.expecting(null),
                EngineState.CANCELLED,
                new Evidence.Workflow(JsonText.parse("{\"output\":null}"), List.of()));

        Judgement judgement = Evaluation.judge(Runs.input(input.settings(), input.outcome(), false, true));

        assertThat(judgement.verdict()).isEqualTo(Verdict.TIMEOUT);
    }

    @Test
    void aValueThatOrquestaEvaluatesIsWarnedOfWhereverItCameFrom() {
        var settings = Runs.settings(TestDefinition.builder("x", TestType.WORKFLOW)
                .code("version: 1.0")
                .parameters(Runs.object("{\"a\": \"<% 1 %>\", \"b\": [\"<% 2 %>\"], \"c\": \"plain\"}"))
                .build());
        var run = Runs.input(
                settings, EngineState.SUCCEEDED, new Evidence.Workflow(Runs.object("{\"output\": null}"), List.of()));

        assertThat(Evaluation.judge(run).warnings()).singleElement().asString().endsWith("in the values of a, b");
        JsonObject given = Runs.object("{\"b\": 1, \"c\": {\"d\": \"<% 3 %>\"}}");
        assertThat(Evaluation.judge(new EvaluationInput(settings, run.outcome(), false, false, given))
                        .warnings())
                .singleElement()
                .asString()
                .endsWith("in the values of a, c");
    }

    @Test
    void aSchemaIsNoValueButForItsDefault() {
        var settings = Runs.settings(TestDefinition.builder("x", TestType.WORKFLOW)
                .code("version: 1.0")
                .parameters(Runs.object("{\"a\": {\"type\": \"string\", \"description\": \"no <% here %>\"},"
                        + " \"b\": {\"type\": \"string\", \"default\": \"<% 1 %>\"}}"))
                .build());
        var run = Runs.input(
                settings, EngineState.SUCCEEDED, new Evidence.Workflow(Runs.object("{\"output\": null}"), List.of()));

        assertThat(Evaluation.judge(run).warnings()).singleElement().asString().endsWith("in the values of b");
    }

    @Test
    void whatATaskMadeOfAnExpressionIsDataOfTheDocument() {
        Judgement judgement =
                judge(EngineState.SUCCEEDED, "{\"output\": {\"said\": \"{'host': 'x', '<script>': 1} <% ctx() %>\"}}");

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judgement.document().text("said")).contains("{'host': 'x', '<script>': 1} <% ctx() %>");
    }

    private static Judgement judge(EngineState state, String result, Step... failed) {
        return Runs.judge(state, new Evidence.Workflow(JsonText.parse(result), List.of(failed)));
    }

    private static Step step(String task, String status, String item, String excerpt) {
        return new Step("id", task, "core.local", status, Runs.NOW, null, null, item, excerpt, List.of());
    }
}
