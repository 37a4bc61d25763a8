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
    private static final Firing GOOD = new Firing("e1", "core.noop", "succeeded", JsonObject.empty(), true);

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
    void aRuleThatMustNotFireAndDoesNotPassesOnceItsEventWasProcessed() {
        Fired silent = recorded("rule-must-not-fire").evidence();

        assertThat(silent.firings()).isEmpty();
        assertThat(judge("{\"fired\": 0}", silent).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judge(
                                "{\"fired\": 0}",
                                recorded("rule-must-not-fire-but-fires").evidence())
                        .verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void aRuleThatFiresTwiceIsCaughtWithBothItsExecutions() {
        Fired twice = recorded("rule-fires-twice-is-caught").evidence();

        Judgement judgement = judge("{\"fired\": 1}", twice);

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(failing(judgement)).containsExactly("/fired");
        assertThat(twice.firings())
                .extracting(Firing::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(twice.firings())
                .allSatisfy(
                        firing -> assertThat(judgement.document().toString()).contains(firing.id()));
        assertThat(judge("{\"fired\": 2}", twice).verdict()).isEqualTo(Verdict.PASSED);
    }

    private static RecordedRule recorded(String id) {
        return RecordedRule.all().stream()
                .filter(rule -> rule.toString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEventThatIsHandledLateIsNotTakenForASlowRule() {
        Judgement late = judge(null, delayed(40_000));

        assertThat(late.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(late.warnings())
                .singleElement()
                .asString()
                .contains("only after 40 s", "or its clock is ahead of ours", "no measure of the rule");
        assertThat(judge(null, delayed(900)).warnings()).isEmpty();
    }

    private static Fired delayed(long millis) {
        JsonObject latency = JsonObject.builder().put("instance_ms", millis).build();
        return new Fired("core.st2.webhook", JsonObject.empty(), List.of(GOOD), List.of(), null, null, latency);
    }

    @Test
    void whereAPayloadDoesNotFitIsSaidToo() {
        String words = "Trigger payload validation failed: 'many' is not of type 'integer'\n\n"
                + "Failed validating 'type' in schema['properties']['n']:\n    {'type': 'integer'}\n\n"
                + "On instance['n']:\n    'many'";

        assertThat(judge(null, fired(List.of(), List.of(), words, null)).cause())
                .isEqualTo("StackStorm refused the event: Trigger payload validation failed: 'many' is not of type"
                        + " 'integer', at ['n']");
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
        assertThat(judgement.cause()).endsWith("the rule did not fire: its criteria did not match, or it is disabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "canceled"})
    void anExecutionThatOutlastsTheDeadlineIsTheOnlyTimeout(String status) {
        var firings = List.of(GOOD, new Firing("e1", "core.local", status, null, status.equals("canceled")));

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
        var huge = new Firing("e1", "core.local", "succeeded", new JsonString("x".repeat(1 << 20)), true);

        assertThat(judge(settings(null), fired(List.of(huge), List.of(), null, null), false, false)
                        .verdict())
                .isEqualTo(Verdict.ERROR);
    }

    private static Fired fired(
            List<Firing> firings, List<String> failures, @Nullable String refused, @Nullable String unheard) {
        return new Fired(
                "core.st2.webhook", JsonObject.empty(), firings, failures, refused, unheard, JsonObject.empty());
    }

    private static Judgement judge(@Nullable String expectation, Fired fired) {
        return judge(settings(expectation), fired, false, false);
    }

    private static RunSettings settings(@Nullable String expectation) {
        return Runs.expecting(expectation);
    }

    private static Judgement judge(RunSettings settings, Fired fired, boolean cancelRequested, boolean deadlinePassed) {
        var outcome = new Outcome(new EngineExecutionId("w1"), EngineState.SUCCEEDED, fired, null, null, null, null);
        return Evaluation.judge(Runs.input(settings, outcome, cancelRequested, deadlinePassed));
    }

    private static List<String> failing(Judgement judgement) {
        return judgement.checks().stream()
                .filter(check -> !check.passed() && check.path() != null)
                .map(Check::path)
                .toList();
    }
}
