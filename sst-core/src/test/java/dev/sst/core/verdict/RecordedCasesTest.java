package dev.sst.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.InvalidInputException;
import dev.sst.core.parameters.Parameters;
import dev.sst.core.test.DefinitionRules;
import dev.sst.execution.Check;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Judgement;
import dev.sst.execution.RunReport.Ending;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was recorded from a real StackStorm, judged twice: as content without a harness, and as if the harness had reported it. */
class RecordedCasesTest {

    /**
     * Cases that must not pass and whose raw answer nevertheless shows nothing but success. There are none; what belongs here
     * would have to say why no reading of the raw answer can tell.
     */
    private static final Set<String> RAW_CANNOT_TELL = Set.of();

    /** Cases that pass, and whose raw answer has lost what would show it: never a pass, then. */
    private static final Set<String> RAW_LOST_THE_PASS = Set.of("class-huge-int", "class-int-keys", "script-non-utf8");

    /** Cases for which no report can be derived from the raw answer: the exit code or the returned value is lost in it. */
    private static final Set<String> NO_REPORT = Set.of(
            "class-huge-int",
            "class-int-keys",
            "class-non-serialisable",
            "class-tuple-no-flag",
            "class-exit-3",
            "script-non-utf8",
            "script-interpreter-missing",
            "script-signal-term");

    static Stream<RecordedCase> cases() {
        return RecordedCase.all().stream();
    }

    static Stream<RecordedCase> ran() {
        return cases().filter(RecordedCase::ran);
    }

    static Stream<RecordedCase> reportable() {
        return ran().filter(one -> !one.recorded().refused() && !NO_REPORT.contains(one.id()));
    }

    @Test
    void allCasesAreThere() {
        assertThat(cases()).hasSize(98);
        assertThat(ran()).hasSize(96);
    }

    @ParameterizedTest
    @MethodSource("ran")
    void aRawAnswerNeverPassesByLuck(RecordedCase recorded) {
        Judgement judgement = raw(recorded);

        if (!recorded.recorded().verdict().equals("passed") && !RAW_CANNOT_TELL.contains(recorded.id())) {
            assertThat(judgement.verdict()).as(judgement.cause()).isNotEqualTo(Verdict.PASSED);
        }
    }

    @ParameterizedTest
    @MethodSource("ran")
    void aRawAnswerGivesTheExpectedVerdictWhereItStillHoldsWhatIsNeeded(RecordedCase recorded) {
        Judgement judgement = raw(recorded);

        if (RAW_LOST_THE_PASS.contains(recorded.id())) {
            assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        } else if (!recorded.recorded().refused()) {
            assertThat(judgement.verdict().name().toLowerCase(Locale.ROOT))
                    .as(judgement.cause())
                    .isEqualTo(recorded.recorded().verdict());
            assertThat(failingPaths(judgement)).containsAll(recorded.recorded().failingChecks());
        }
    }

    @ParameterizedTest
    @MethodSource("reportable")
    void aReportOfTheSameRunGivesTheExpectedVerdictChecksAndDocument(RecordedCase recorded) {
        Judgement judgement = reported(recorded);

        assertThat(judgement.verdict().name().toLowerCase(Locale.ROOT))
                .as(judgement.cause())
                .isEqualTo(recorded.recorded().verdict());
        assertThat(failingPaths(judgement)).containsAll(recorded.recorded().failingChecks());
        recorded.recorded().document().ifPresent(expected -> {
            if (recorded.recorded().documentMayHoldMore()) {
                assertThat(Expectation.compare(expected, judgement.document())).allMatch(Check::passed);
            } else {
                assertThat(judgement.document()).isEqualTo(expected);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRecordedDefinitionCanBeStored(RecordedCase recorded) {
        assertThat(new DefinitionRules().check(recorded.definition())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theGivenParametersAreTakenOrRefusedAsRecorded(RecordedCase recorded) {
        var parameters = Parameters.of(recorded.definition().parameters());
        List<String> problems = new ArrayList<>();
        try {
            parameters.resolve(recorded.givenParameters());
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(problem.field()));
        }

        assertThat(problems)
                .isEqualTo(
                        switch (recorded.id()) {
                            case "script-params-required-missing" -> List.of("parameters.url");
                            case "script-params-unknown" -> List.of("parameters.m");
                            default -> List.of();
                        });
    }

    private static Judgement raw(RecordedCase recorded) {
        return judge(recorded, recorded.state(), recorded.raw());
    }

    private static Judgement reported(RecordedCase recorded) {
        EngineState state = recorded.state();
        var report = recorded.script() ? script(recorded) : byClass(recorded);
        return judge(
                recorded,
                state == EngineState.FAILED || state == EngineState.TIMED_OUT ? EngineState.SUCCEEDED : state,
                new Evidence.Reported(report.build()));
    }

    private static Judgement judge(RecordedCase recorded, EngineState state, Evidence evidence) {
        var input = Runs.input(recorded.settings(), state, evidence);
        return Evaluation.judge(Runs.input(input.settings(), input.outcome(), recorded.cancelled(), false));
    }

    private static Runs.Report script(RecordedCase recorded) {
        if (recorded.state() == EngineState.TIMED_OUT) {
            return new Runs.Report(Ending.TIMED_OUT).stdout(recorded.stdout());
        }
        if (recorded.cancelled()) {
            return new Runs.Report(Ending.CANCELLED).stdout(recorded.stdout());
        }
        int code = number(recorded.result(), "return_code").orElseThrow();
        var report = Runs.exited(code, recorded.output("stdout"));
        exception(recorded, code).ifPresent(raised -> report.raised(raised.type(), raised.message()));
        return report;
    }

    private static Runs.Report byClass(RecordedCase recorded) {
        if (recorded.state() == EngineState.TIMED_OUT) {
            return new Runs.Report(Ending.TIMED_OUT);
        }
        int code = number(recorded.result(), "exit_code").orElseThrow();
        Optional<Traceback> raised = exception(recorded, code);
        if (raised.isPresent()) {
            return new Runs.Report(Ending.RAISED)
                    .raised(raised.get().type(), raised.get().message());
        }
        var report = Runs.returned(recorded.result().get("result").orElse(null));
        return recorded.state() == EngineState.FAILED ? report.flag(false) : report;
    }

    private static Optional<Traceback> exception(RecordedCase recorded, int code) {
        JsonValue stderr = recorded.result().get("stderr").orElse(JsonNull.NULL);
        return code != 0 && stderr instanceof JsonString text ? Traceback.in(text.value()) : Optional.empty();
    }

    private static Optional<Integer> number(JsonObject result, String name) {
        return result.get(name).map(value -> ((JsonNumber) value).value().intValueExact());
    }

    private static List<String> failingPaths(Judgement judgement) {
        return judgement.checks().stream()
                .filter(check -> !check.passed() && check.path() != null)
                .map(Check::path)
                .toList();
    }
}
