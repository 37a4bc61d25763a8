package dev.sst.core.verdict;

import static dev.sst.core.verdict.Runs.judge;
import static dev.sst.core.verdict.Runs.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.CapturedText;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Judgement;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawRunTest {
    private static final String SHELL = "local-shell-cmd";
    private static final String PYTHON = "python-script";

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        SHELL, EngineState.FAILED, "{\"return_code\":127,\"stderr\":\"x: not found\"}", Verdict.ERROR),
                Arguments.of(
                        SHELL, EngineState.FAILED, "{\"return_code\":143,\"stderr\":\"Terminated\"}", Verdict.ERROR),
                Arguments.of(SHELL, EngineState.FAILED, "{\"return_code\":143,\"stderr\":\"\"}", Verdict.FAILED),
                Arguments.of(SHELL, EngineState.FAILED, "{\"return_code\":1,\"stderr\":{\"a\":1}}", Verdict.FAILED),
                Arguments.of(SHELL, EngineState.FAILED, "{\"return_code\":-9}", Verdict.TIMEOUT),
                Arguments.of(
                        SHELL,
                        EngineState.FAILED,
                        "{\"error\":\"no such file\",\"traceback\":\"\"}",
                        Verdict.INFRASTRUCTURE),
                Arguments.of(
                        SHELL, EngineState.FAILED, "{\"error\":\"'utf-8' codec can't decode byte\"}", Verdict.ERROR),
                Arguments.of(SHELL, EngineState.FAILED, "null", Verdict.INFRASTRUCTURE),
                Arguments.of(SHELL, EngineState.SUCCEEDED, "null", Verdict.INFRASTRUCTURE),
                Arguments.of(SHELL, EngineState.SUCCEEDED, "{\"return_code\":0,\"stdout\":\"\"}", Verdict.PASSED),
                Arguments.of(SHELL, EngineState.FAILED, "{\"return_code\":0,\"stdout\":\"\"}", Verdict.INFRASTRUCTURE),
                Arguments.of(SHELL, EngineState.ABANDONED, "{\"return_code\":0}", Verdict.INFRASTRUCTURE),
                Arguments.of(PYTHON, EngineState.SUCCEEDED, "{\"exit_code\":0,\"result\":\"None\"}", Verdict.ERROR),
                Arguments.of(
                        PYTHON,
                        EngineState.SUCCEEDED,
                        "{\"exit_code\":0,\"result\":\"{'tags': {'a'}}, 'status': None}\"}",
                        Verdict.ERROR),
                Arguments.of(PYTHON, EngineState.FAILED, "{\"exit_code\":0,\"result\":{\"a\":1}}", Verdict.FAILED),
                Arguments.of(PYTHON, EngineState.FAILED, "{\"exit_code\":3,\"result\":\"None\"}", Verdict.ERROR),
                Arguments.of(
                        PYTHON,
                        EngineState.FAILED,
                        "{\"exit_code\":1,\"stderr\":\"Traceback (most recent call last):\\n  File \\\"x\\\"\\nAssertionError: 1\"}",
                        Verdict.FAILED),
                Arguments.of(
                        PYTHON,
                        EngineState.FAILED,
                        "{\"error\":\"Status returned from the action run() method must either be True or False\"}",
                        Verdict.ERROR),
                Arguments.of(
                        "http-request", EngineState.SUCCEEDED, "{\"status_code\":200,\"body\":\"\"}", Verdict.PASSED),
                Arguments.of("http-request", EngineState.FAILED, "{\"status_code\":503}", Verdict.FAILED),
                Arguments.of(
                        "http-request",
                        EngineState.FAILED,
                        "{\"error\":\"refused\",\"traceback\":\"\"}",
                        Verdict.FAILED),
                Arguments.of("http-request", EngineState.TIMED_OUT, "{\"error\":\"x\"}", Verdict.TIMEOUT),
                Arguments.of("noop", EngineState.SUCCEEDED, "{\"succeeded\":true}", Verdict.PASSED),
                Arguments.of("noop", EngineState.FAILED, "{\"failed\":true}", Verdict.FAILED),
                Arguments.of(
                        "winrm-cmd",
                        EngineState.FAILED,
                        "{\"error\":\"x\",\"traceback\":\"y\"}",
                        Verdict.INFRASTRUCTURE),
                Arguments.of("remote-shell-cmd", EngineState.SUCCEEDED, "{\"h1\":{\"status\":\"x\"}}", Verdict.PASSED));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsRead(String runner, EngineState state, String result, Verdict verdict) {
        Judgement judgement = judge(state, raw(runner, result, null));

        assertThat(judgement.verdict()).as(judgement.cause()).isEqualTo(verdict);
    }

    @Test
    void theTextAsItWasPrintedComesBeforeWhatStackStormMadeOfIt() {
        Judgement judgement = judge(
                EngineState.SUCCEEDED,
                raw(
                        SHELL,
                        "{\"return_code\":0,\"stdout\":{\"n\":1.1805916207174113e+21}}",
                        "{\"n\":1180591620717411303424}\n"));

        assertThat(judgement.document()).isEqualTo(object("{\"n\":1180591620717411303424}"));
        assertThat(judgement.warnings()).isEmpty();
    }

    @Test
    void withoutTheTextWhatStackStormParsedIsUsedAndSaid() {
        Judgement judgement = judge(
                EngineState.SUCCEEDED, raw(SHELL, "{\"return_code\":0,\"stdout\":{\"status\":\"failed\"}}", null));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judgement.warnings()).hasSize(1);
    }

    @Test
    void whatEndedByItselfAfterOurDeadlineIsATimeout() {
        var input = Runs.input(
                Runs.expecting(null), EngineState.SUCCEEDED, raw(SHELL, "{\"return_code\":0,\"stdout\":\"\"}", null));

        assertThat(Evaluation.judge(Runs.input(input.settings(), input.outcome(), false, true))
                        .verdict())
                .isEqualTo(Verdict.TIMEOUT);
    }

    @Test
    void aNumberThatStackStormParsedIsTextAgain() {
        assertThat(judge(EngineState.SUCCEEDED, raw(SHELL, "{\"return_code\":0,\"stdout\":42}", ""))
                        .document())
                .isEqualTo(object("{\"stdout\":\"42\",\"exit_code\":0}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local-shell-cmd", "python-script", "http-request", "noop", "new-runner"})
    void answersOfAnyFormAreJudgedAndNeverPassWhenTheEngineSaysFailed(String runner) {
        for (String result : new String[] {
            "null",
            "1",
            "[]",
            "{}",
            "\"x\"",
            "{\"return_code\":\"0\"}",
            "{\"exit_code\":1e99}",
            "{\"errors\":7}",
            "{\"errors\":[7]}",
            "{\"output\":[]}",
            "{\"result\":[],\"exit_code\":0}",
            "{\"stdout\":{},\"return_code\":0}"
        }) {
            Judgement judgement = judge(EngineState.FAILED, raw(runner, result, null));
            assertThat(judgement.verdict()).as(runner + " " + result).isNotEqualTo(Verdict.PASSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\": 1.10}", "[1, 2]", "42", "true", "null", "\"said\""})
    void theTextIsTakenWhateverStackStormParsedItTo(String printed) {
        Judgement judgement = judge(
                EngineState.SUCCEEDED,
                raw(SHELL, "{\"return_code\":0,\"stdout\":" + printed + "}", "as printed: " + printed + "\n"));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judgement.document().text("stdout")).contains("as printed: " + printed);
    }

    @ParameterizedTest
    @CsvSource({
        "134, Aborted, SIGABRT",
        "137, Killed, SIGKILL",
        "139, Segmentation fault, SIGSEGV",
        "143, Terminated, SIGTERM"
    })
    void theShellsWordForASignalMakesItADeath(int code, String word, String signal) {
        String result = "{\"return_code\":%d,\"stdout\":\"\",\"stderr\":\"%s\"}";

        Judgement death = judge(EngineState.FAILED, raw(SHELL, result.formatted(code, word), ""));
        Judgement itsOwn = judge(EngineState.FAILED, raw(SHELL, result.formatted(code, ""), ""));

        assertThat(death.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(death.cause()).contains(signal);
        assertThat(itsOwn.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void outputThatIsNotUtf8IsAnErrorThatSaysWhatIsLost() {
        Judgement judgement = judge(
                EngineState.FAILED,
                raw(SHELL, "{\"error\":\"'utf-8' codec can't decode byte 0xe9\",\"traceback\":\"\"}", null));

        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.cause()).contains("its exit code and its output are lost", "byte 0xe9");
    }

    @Test
    void aBadStatusBesideANaNIsAFailure() {
        Judgement judgement = judge(
                EngineState.SUCCEEDED,
                raw(
                        SHELL,
                        "{\"return_code\":0,\"stdout\":{\"status\":\"failed\",\"x\":null}}",
                        "{\"status\":\"failed\",\"x\":NaN}\n"));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judgement.document()).isEqualTo(object("{\"status\":\"failed\",\"x\":null}"));
    }

    @Test
    void aCancelSaysThatTheProcessMayStillGoOn() {
        Judgement judgement =
                judge(EngineState.CANCELLED, raw(SHELL, "{\"message\":\"Action canceled by user.\"}", null));

        assertThat(judgement.verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(judgement.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("may go on"));
    }

    @Test
    void whatItWroteToStderrIsKeptBesideItsOutput() {
        assertThat(Printed.of(raw(PYTHON, "{\"exit_code\":3,\"result\":\"None\",\"stderr\":\"no route\"}", null)))
                .isEqualTo(new RunOutput(CapturedText.EMPTY, CapturedText.of("no route")));
        assertThat(Printed.of(raw(PYTHON, "{\"exit_code\":0,\"result\":\"None\"}", null)))
                .isNull();
        assertThat(Printed.of(raw(SHELL, "{\"stderr\":{\"a\":1}}", "out")))
                .isEqualTo(new RunOutput(CapturedText.of("out"), CapturedText.of("{\"a\":1}")));
    }

    private static Evidence.Raw raw(String runner, String result, @Nullable String stdout) {
        JsonValue value = JsonText.parse(result);
        return new Evidence.Raw(runner, value, stdout);
    }
}
