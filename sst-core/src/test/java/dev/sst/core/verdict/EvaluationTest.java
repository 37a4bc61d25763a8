package dev.sst.core.verdict;

import static dev.sst.core.verdict.Runs.exited;
import static dev.sst.core.verdict.Runs.judge;
import static dev.sst.core.verdict.Runs.object;
import static dev.sst.core.verdict.Runs.returned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.verdict.Runs.Report;
import dev.sst.deployment.CodeShape;
import dev.sst.execution.CapturedText;
import dev.sst.execution.Check;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Judgement;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.Ending;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of("exit 0", exited(0, "hello\n"), Verdict.PASSED, "exit code was 0"),
                Arguments.of(
                        "status success",
                        exited(0, "{\"status\":\"success\"}\n"),
                        Verdict.PASSED,
                        "all 2 checks passed"),
                Arguments.of(
                        "status failed",
                        exited(0, "{\"status\":\"failed\",\"message\":\"3 of 10\"}"),
                        Verdict.FAILED,
                        "1 of 2 checks failed: /status was \"failed\" (3 of 10), expected success, passed or ok"),
                Arguments.of(
                        "exit 2", exited(2, ""), Verdict.FAILED, "1 of 1 check failed: exit code was 2, expected 0"),
                Arguments.of(
                        "a failed assertion",
                        exited(1, "").raised("AssertionError", "1 != 2"),
                        Verdict.FAILED,
                        "2 of 2 checks failed: exit code was 1, expected 0; uncaught AssertionError: 1 != 2"),
                Arguments.of(
                        "an uncaught exception",
                        exited(1, "").raised("ValueError", "no\nroute"),
                        Verdict.ERROR,
                        "uncaught ValueError: no route"),
                Arguments.of(
                        "a cut off object",
                        exited(0, "{\"status\":\"succ"),
                        Verdict.ERROR,
                        "the last JSON object on stdout is cut off"),
                Arguments.of(
                        "a signal",
                        new Report(Ending.SIGNALED).signal(11),
                        Verdict.ERROR,
                        "the test died of signal 11 (SIGSEGV)"),
                Arguments.of("a class", returned(object("{\"n\":1}")), Verdict.PASSED, "run() returned"),
                Arguments.of("a class that returns nothing", returned(null), Verdict.PASSED, "run() returned"),
                Arguments.of(
                        "flag true, status failed",
                        returned(object("{\"status\":\"failed\"}")).flag(true),
                        Verdict.FAILED,
                        "1 of 2 checks failed: /status was \"failed\", expected success, passed or ok"),
                Arguments.of(
                        "flag false",
                        returned(object("{\"status\":\"ok\"}")).flag(false),
                        Verdict.FAILED,
                        "1 of 2 checks failed: run() returned the flag false"),
                Arguments.of(
                        "a class that raises",
                        new Report(Ending.RAISED).raised("KeyError", "'x'"),
                        Verdict.ERROR,
                        "uncaught KeyError: 'x'"),
                Arguments.of(
                        "a class whose assertion fails",
                        new Report(Ending.RAISED).raised("AssertionError", ""),
                        Verdict.FAILED,
                        "1 of 1 check failed: uncaught AssertionError"),
                Arguments.of(
                        "a value that JSON cannot hold",
                        new Report(Ending.UNUSABLE_VALUE).problem("run() returned a set"),
                        Verdict.ERROR,
                        "run() returned a set"),
                Arguments.of(
                        "code that could not start",
                        new Report(Ending.NOT_STARTED).problem("no such interpreter: python9"),
                        Verdict.ERROR,
                        "no such interpreter: python9"),
                Arguments.of("our deadline", new Report(Ending.TIMED_OUT), Verdict.TIMEOUT, "not over after 20 s"),
                Arguments.of(
                        "a cancel by somebody else",
                        new Report(Ending.CANCELLED),
                        Verdict.CANCELLED,
                        "cancelled at the engine, not by us"),
                Arguments.of(
                        "an end from outside",
                        new Report(Ending.TERMINATED).problem("SIGTERM"),
                        Verdict.INFRASTRUCTURE,
                        "the run was ended from outside: SIGTERM"),
                Arguments.of(
                        "a broken harness",
                        new Report(Ending.HARNESS_FAILED).problem("disk full"),
                        Verdict.INFRASTRUCTURE,
                        "the harness failed: disk full"),
                Arguments.of(
                        "an exit without a code",
                        new Report(Ending.EXITED),
                        Verdict.ERROR,
                        "the script ended without an exit code"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void aReportIsJudged(String name, Report report, Verdict verdict, String cause) {
        Judgement judgement = judge(report.build());

        assertThat(judgement.verdict()).as(judgement.cause()).isEqualTo(verdict);
        assertThat(judgement.cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "passed", "ok"})
    void onlyThreeWordsAreGood(String word) {
        assertThat(judge(exited(0, "{\"status\":\"" + word + "\"}").build()).verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"SUCCESS\"", "\"\"", "null", "true", "200", "[]", "{}", "\"failed\""})
    void anyOtherStatusIsAFailure(String status) {
        Judgement judgement = judge(exited(0, "{\"status\":" + status + "}").build());

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judgement.checks())
                .filteredOn(check -> !check.passed())
                .extracting(Check::path)
                .containsExactly("/status");
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineState.class,
            names = {"FAILED", "TIMED_OUT", "CANCELLED", "ABANDONED", "LOST"})
    void aGoodReportIsNoPassWhenTheEngineDoesNotSaySucceeded(EngineState state) {
        Judgement judgement = judge(state, new Evidence.Reported(exited(0, "").build()));

        assertThat(judgement.verdict())
                .isEqualTo(
                        switch (state) {
                            case CANCELLED -> Verdict.CANCELLED;
                            case TIMED_OUT -> Verdict.TIMEOUT;
                            default -> Verdict.INFRASTRUCTURE;
                        });
    }

    @Test
    void aBadReportStandsWhateverTheEngineSays() {
        assertThat(judge(EngineState.FAILED, new Evidence.Reported(exited(1, "").build()))
                        .verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void aRunThatWeCancelledBecauseItWasOverdueIsATimeoutUnlessSomebodyAskedForItsEnd() {
        var input = Runs.input(
                Runs.expecting(null),
                EngineState.CANCELLED,
                new Evidence.Reported(new Report(Ending.CANCELLED).build()));

        assertThat(judgeWith(input, false, true).verdict()).isEqualTo(Verdict.TIMEOUT);
        assertThat(judgeWith(input, true, true).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(judgeWith(input, true, false).cause()).isEqualTo("cancelled on request");
    }

    @Test
    void aHarnessEndedFromOutsideIsBlamedOnWhoeverHadAReason() {
        var input = Runs.input(
                Runs.expecting(null), EngineState.FAILED, new Evidence.Reported(new Report(Ending.TERMINATED).build()));

        assertThat(judgeWith(input, true, false).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(judgeWith(input, false, true).verdict()).isEqualTo(Verdict.TIMEOUT);
    }

    @Test
    void theHarnessFailingComesBeforeEverythingElse() {
        var input = Runs.input(
                Runs.expecting(null),
                EngineState.CANCELLED,
                new Evidence.Reported(new Report(Ending.HARNESS_FAILED).build()));

        assertThat(judgeWith(input, true, true).verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
    }

    @Test
    void theDocumentOfATimeoutIsWhatThereWas() {
        RunReport silent = new Report(Ending.TIMED_OUT)
                .stdout(CapturedText.of("working\n"))
                .build();
        RunReport spoken = new Report(Ending.TIMED_OUT)
                .stdout(CapturedText.of("{\"step\":1}\n{\"st"))
                .build();
        RunReport done = new Report(Ending.TIMED_OUT)
                .stdout(CapturedText.of("{\"status\":\"success\"}\n"))
                .build();

        assertThat(judge(silent).document()).isEqualTo(JsonObject.empty());
        assertThat(judge(spoken).document()).isEqualTo(JsonObject.empty());
        assertThat(judge(done).document()).isEqualTo(object("{\"status\":\"success\"}"));
        assertThat(judge(done).verdict()).isEqualTo(Verdict.TIMEOUT);
    }

    @Test
    void textWithoutJsonIsTheDocumentWithItsExitCodeAndWithoutItsLastNewline() {
        assertThat(judge(exited(3, "a\n\n").build()).document())
                .isEqualTo(object("{\"stdout\":\"a\\n\",\"exit_code\":3}"));
        assertThat(judge(exited(0, "a\r\n").build()).document())
                .isEqualTo(object("{\"stdout\":\"a\",\"exit_code\":0}"));
    }

    @Test
    void whatAClassReturnsThatIsNoObjectIsWrapped() {
        assertThat(judge(returned(JsonArray.of(JsonNumber.of(1))).build()).document())
                .isEqualTo(object("{\"result\":[1]}"));
        assertThat(judge(returned(null).build()).document()).isEqualTo(object("{\"result\":null}"));
        assertThat(judge(returned(JsonNull.NULL).build()).document()).isEqualTo(object("{\"result\":null}"));
    }

    @Test
    void whatWasRepairedIsSaid() {
        Judgement judgement =
                judge(exited(0, "{\"v\":NaN,\"v\":Infinity}").swept(2).build());

        assertThat(judgement.document()).isEqualTo(object("{\"v\":null}"));
        assertThat(judgement.warnings())
                .containsExactly(
                        "the test left 2 processes behind, which were ended",
                        "NaN or Infinity in the JSON on stdout was read as null");
    }

    @Test
    void wholeNumbersKeepAllTheirDigits() {
        assertThat(judge(exited(0, "{\"n\":1180591620717411303424}").build()).document())
                .isEqualTo(object("{\"n\":1180591620717411303424}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 5000})
    void anObjectNestedDeeperThanTwoHundredIsAnError(int depth) {
        String json = "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);

        assertThat(judge(exited(0, json).build()).verdict()).isEqualTo(depth <= 200 ? Verdict.PASSED : Verdict.ERROR);
    }

    @Test
    void aDocumentOverOneMebibyteIsAnError() {
        var large = new JsonString("x".repeat(1 << 20));

        assertThat(judge(returned(large).build()).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judge(exited(0, "x".repeat(1 << 20)).build()).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judge(exited(0, "x".repeat((1 << 20) - 100)).build()).verdict())
                .isEqualTo(Verdict.PASSED);
    }

    static Stream<Arguments> cappedOutputs() {
        return Stream.of(
                Arguments.of("the object is in the tail", "x\n", "xx\n{\"status\":\"success\"}\n", Verdict.PASSED),
                Arguments.of("a failure is in the tail", "x\n", "xx\n{\"status\":\"failed\"}\n", Verdict.FAILED),
                Arguments.of(
                        "the object is in the head alone", "{\"status\":\"success\"}\n", "x\nbye\n", Verdict.ERROR),
                Arguments.of("there is none", "x\n", "y\nz\n", Verdict.ERROR),
                Arguments.of("the tail begins within its line", "x\n", "{\"status\":\"success\"}", Verdict.ERROR),
                Arguments.of("it may be inside an array", "x\n", "x\n{\"status\":\"success\"}\n]\n", Verdict.ERROR),
                Arguments.of("it may be inside an object", "x\n", "x\n{\"status\":\"success\"}\n}\n", Verdict.ERROR));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cappedOutputs")
    void anOutputWithAGapPassesOnlyByWhatIsKnown(String name, String head, String tail, Verdict verdict) {
        RunReport report =
                exited(0, "").stdout(new CapturedText(head, tail, 4711)).build();

        assertThat(judge(report).verdict()).isEqualTo(verdict);
    }

    @Test
    void anExpectationIsCheckedBesidesTheStatus() {
        Judgement judgement = judge(
                "{\"data\":{\"status_code\":200,\"items\":[1]},\"absent\":1}",
                exited(0, "{\"status\":\"failed\",\"data\":{\"status_code\":503,\"items\":[1]}}")
                        .build());

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judgement.cause())
                .isEqualTo("3 of 5 checks failed: /status was \"failed\", expected success, passed or ok;"
                        + " /data/status_code was 503, expected 200; /absent is missing, expected 1");
    }

    @Test
    void anExpectationIsNotComparedWithADocumentThatDoesNotExist() {
        assertThat(judge("{\"a\":1}", exited(0, "{\"a\":").build()).checks())
                .extracting(Check::path)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aClassThatEndsItsProcessIsAnErrorWhateverItsCode(int code) {
        var settings = Runs.settings(
                TestDefinition.builder("x", TestType.ACTION).code("class X").build(), CodeShape.ACTION_CLASS);
        var report =
                new Evidence.Reported(exited(code, "{\"status\":\"success\"}\n").build());

        Judgement judgement = Evaluation.judge(Runs.input(settings, EngineState.SUCCEEDED, report));

        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.cause()).contains("exit code " + code, "instead of returning");
    }

    private static Judgement judgeWith(EvaluationInput input, boolean cancelled, boolean overdue) {
        return Evaluation.judge(Runs.input(input.settings(), input.outcome(), cancelled, overdue));
    }
}
