package dev.sst.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Check;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence.Fired;
import dev.sst.execution.Evidence.Fired.Firing;
import dev.sst.execution.Judgement;
import dev.sst.execution.Outcome;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.test.RunSettings;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FiredRuleTest {
    private static final Firing GOOD = new Firing("core.noop", "succeeded", JsonObject.empty(), true);

    static Stream<RecordedRule> ran() {
        return RecordedRule.all().stream().filter(rule -> !rule.recorded().refused());
    }

    @Test
    void allRecordedRulesAreThere() {
        assertThat(RecordedRule.all()).hasSize(40);
        assertThat(ran()).hasSize(34);
    }

    @ParameterizedTest
    @MethodSource("ran")
    void aRecordedRuleIsJudgedAsExpected(RecordedRule rule) {
        var judgement = Evaluation.judge(Runs.input(rule.settings(), EngineState.SUCCEEDED, rule.evidence()));

        assertThat(judgement.verdict().name().toLowerCase(Locale.ROOT))
                .as(judgement.cause())
                .isEqualTo(rule.recorded().verdict());
        assertThat(failing(judgement)).isEqualTo(rule.recorded().failingChecks());
        assertThat(Expectation.compare(rule.recorded().document().orElseThrow(), judgement.document()))
                .allMatch(Check::passed);
    }

    @Test
    void aFailedEnforcementIsAnErrorAlsoWhereNothingWasToFire() {
        Judgement judgement =
                judge("{\"fired\": 0}", fired(List.of(), List.of("Action \"a.b\" doesn't exist\nmore"), null, null));

        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.cause()).contains("a.b", "doesn't exist").doesNotContain("more");
        assertThat(failing(judgement)).isEmpty();
    }

    @Test
    void anEventThatIsRefusedIsAnErrorAlsoWhereNothingWasToFire() {
        Judgement judgement =
                judge("{\"fired\": 0}", fired(List.of(), List.of(), "'x' is not of type 'integer'", null));

        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.cause()).contains("refused", "'x' is not of type");
    }

    @Test
    void anEventNobodyIsKnownToHaveHeardSaysNothingAboutTheRule() {
        assertThat(judge("{\"fired\": 0}", fired(List.of(), List.of(), null, "the rules engine is away"))
                        .verdict())
                .isEqualTo(Verdict.INFRASTRUCTURE);
    }

    @Test
    void silenceIsAFailureAndNoTimeout() {
        Judgement judgement = judge(settings(null), fired(List.of(), List.of(), null, null), false, true);

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(failing(judgement)).containsExactly("/fired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "canceled"})
    void anExecutionThatOutlastsTheDeadlineIsTheOnlyTimeout(String status) {
        var firings = List.of(GOOD, new Firing("core.local", status, null, status.equals("canceled")));

        Judgement judgement = judge(settings("{\"fired\": 2}"), fired(firings, List.of(), null, null), false, true);

        assertThat(judgement.verdict()).isEqualTo(Verdict.TIMEOUT);
        assertThat(judgement.document().get("fired")).hasToString("Optional[2]");
        assertThat(judge("{\"fired\": 2}", fired(firings, List.of(), null, null))
                        .verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void whatWasCancelledIsNotComparedButShown() {
        Judgement judgement = judge(settings(null), fired(List.of(GOOD), List.of(), null, "not yet"), true, false);

        assertThat(judgement.verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(judgement.document().get("fired")).hasToString("Optional[1]");
    }

    @Test
    void aVeryBusyRuleIsCountedAndItsFirstExecutionsAreShown() {
        Judgement judgement = judge("{\"fired\": 250}", fired(Collections.nCopies(250, GOOD), List.of(), null, null));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judgement.warnings()).singleElement().asString().contains("250", "100");
    }

    @Test
    void aDocumentThatIsTooLongIsAnErrorAndNotAPass() {
        var huge = new Firing("core.local", "succeeded", new JsonString("x".repeat(1 << 20)), true);

        assertThat(judge(settings(null), fired(List.of(huge), List.of(), null, null), false, false)
                        .verdict())
                .isEqualTo(Verdict.ERROR);
    }

    private static Fired fired(
            List<Firing> firings, List<String> failures, @Nullable String refused, @Nullable String unheard) {
        return new Fired(
                "core.st2.webhook", JsonObject.empty(), firings, failures, refused, unheard, JsonObject.empty());
    }

    private static Judgement judge(String expectation, Fired fired) {
        return judge(settings(expectation), fired, false, false);
    }

    private static RunSettings settings(@Nullable String expectation) {
        return Runs.expecting(expectation);
    }

    private static Judgement judge(RunSettings settings, Fired fired, boolean cancelRequested, boolean deadlinePassed) {
        var outcome = new Outcome(new EngineExecutionId("w1"), EngineState.SUCCEEDED, fired, null, null, null, null);
        return Evaluation.judge(new EvaluationInput(settings, outcome, cancelRequested, deadlinePassed));
    }

    private static List<String> failing(Judgement judgement) {
        return judgement.checks().stream()
                .filter(check -> !check.passed() && check.path() != null)
                .map(Check::path)
                .toList();
    }
}
