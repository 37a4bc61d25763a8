package dev.sst.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.test.DefinitionRules;
import dev.sst.execution.Check;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Judgement;
import dev.sst.execution.Step;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.RunSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workflows that a real StackStorm ran, judged from its answers about them and their tasks. */
class RecordedWorkflowsTest {

    static Stream<RecordedOutcome> cases() {
        return RecordedOutcome.all("workflow").stream();
    }

    /** Those that are to be judged: the others must be refused before they run. */
    static Stream<RecordedOutcome> run() {
        return cases().filter(recorded -> !recorded.refused());
    }

    @Test
    void allCasesAreThere() {
        assertThat(cases()).hasSize(37);
        assertThat(run()).hasSize(30);
    }

    @ParameterizedTest
    @MethodSource("run")
    void aRecordedWorkflowGivesTheExpectedVerdictChecksAndDocument(RecordedOutcome recorded) {
        Judgement judgement = judge(recorded);

        assertThat(judgement.verdict().name().toLowerCase(Locale.ROOT))
                .as(judgement.cause())
                .isEqualTo(recorded.verdict());
        assertThat(failingPaths(judgement)).containsAll(recorded.failingChecks());
        recorded.document()
                .ifPresent(expected -> assertThat(judgement.document()).isEqualTo(expected));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRecordedDefinitionCanBeStored(RecordedOutcome recorded) {
        assertThat(new DefinitionRules().check(definition(recorded))).isEmpty();
    }

    @Test
    void theWordsOfAFailureAreThoseOfTheTask() {
        assertThat(judge(named("workflow-task-timeout")).cause()).contains("task slow, core.local, ended timeout");
        assertThat(judge(named("workflow-with-items-one-fails")).cause())
                .contains("task each (item 1), core.local, ended failed");
        assertThat(judge(named("workflow-expression-error")).cause()).contains("YaqlEvaluationException");
        assertThat(judge(named("workflow-input-missing")).cause())
                .contains("ValidationError: None is not of type 'string'");
    }

    private static RecordedOutcome named(String id) {
        return cases().filter(recorded -> recorded.id().equals(id)).findFirst().orElseThrow();
    }

    private static Judgement judge(RecordedOutcome recorded) {
        JsonObject execution = RecordedOutcome.object(recorded.stackstorm(), "execution");
        var evidence = new Evidence.Workflow(execution.get("result").orElse(null), failedSteps(recorded));
        var input = Runs.input(settings(recorded), state(execution), evidence);
        boolean cancelled = recorded.id().equals("workflow-cancelled");
        return Evaluation.judge(Runs.input(
                input.settings(),
                input.outcome(),
                cancelled,
                !cancelled && input.outcome().state() == EngineState.CANCELLED));
    }

    private static List<Step> failedSteps(RecordedOutcome recorded) {
        return recorded.rows("children").stream()
                .filter(child -> !Set.of("succeeded", "pending")
                        .contains(child.text("status").orElse("")))
                .map(RecordedWorkflowsTest::step)
                .toList();
    }

    private static Step step(JsonObject child) {
        JsonObject task = RecordedOutcome.object(RecordedOutcome.object(child, "context"), "orquesta");
        return new Step(
                child.text("id").orElseThrow(),
                task.text("task_name").orElseThrow(),
                RecordedOutcome.object(child, "action").text("ref").orElseThrow(),
                child.text("status").orElseThrow(),
                Instant.parse(child.text("start_timestamp").orElseThrow()),
                null,
                Instant.parse(child.text("end_timestamp").orElseThrow()),
                task.get("item_id").map(JsonText::write).orElse(null),
                "",
                List.of());
    }

    private static EngineState state(JsonObject execution) {
        return switch (execution.text("status").orElseThrow()) {
            case "succeeded" -> EngineState.SUCCEEDED;
            case "failed" -> EngineState.FAILED;
            case "canceled" -> EngineState.CANCELLED;
            default -> throw new IllegalStateException(execution.text("status").get());
        };
    }

    private static RunSettings settings(RecordedOutcome recorded) {
        return Runs.settings(definition(recorded));
    }

    private static TestDefinition definition(RecordedOutcome recorded) {
        JsonObject test = recorded.test();
        return TestDefinition.builder(test.text("name").orElseThrow(), TestType.WORKFLOW)
                .pack(test.text("stackstorm_pack").orElseThrow())
                .parameters(RecordedOutcome.object(test, "test_parameters"))
                .expectation(test.get("expected_result").orElse(null))
                .metadata(RecordedOutcome.object(test, "metadata"))
                .timeout(recorded.timeout())
                .code(test.text("test_code").orElseThrow())
                .build();
    }

    private static List<String> failingPaths(Judgement judgement) {
        return judgement.checks().stream()
                .filter(check -> !check.passed() && check.path() != null)
                .map(Check::path)
                .toList();
    }
}
