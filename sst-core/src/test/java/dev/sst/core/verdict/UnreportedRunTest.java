package dev.sst.core.verdict;

import static dev.sst.core.verdict.Runs.judge;
import static dev.sst.core.verdict.Runs.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Verdict;
import dev.sst.jsontext.JsonText;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreportedRunTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TIMED_OUT | {\"return_code\":-9}                                  | TIMEOUT",
                "FAILED    | {\"return_code\":-9,\"error\":\"Action failed\"}      | TIMEOUT",
                "FAILED    | {\"exit_code\":-9,\"result\":\"None\"}                | TIMEOUT",
                "CANCELLED | {\"message\":\"Action canceled by user.\"}            | CANCELLED",
                "ABANDONED | {\"return_code\":0}                                   | INFRASTRUCTURE",
                "LOST      | {}                                                    | INFRASTRUCTURE",
                "FAILED    | {}                                                    | INFRASTRUCTURE",
                "FAILED    | {\"error\":\"[Errno 7] too long\",\"traceback\":\"\"} | INFRASTRUCTURE",
                "FAILED    | {\"error\":\"'NoneType' object has no attribute 'runner_type'\",\"traceback\":\"\"} | INFRASTRUCTURE",
                "FAILED    | {\"return_code\":1,\"stdout\":\"\"}                   | ERROR",
                "FAILED    | {\"return_code\":137,\"stderr\":\"Killed\"}           | ERROR",
                "SUCCEEDED | {\"return_code\":0,\"stdout\":\"\"}                   | ERROR",
                "SUCCEEDED | {\"exit_code\":0,\"result\":{\"status\":\"success\"}} | ERROR"
            })
    void whatElseIsKnownDecides(EngineState state, String result, Verdict verdict) {
        var judgement = judge(state, new Evidence.Unreported("there is no report", object(result)));

        assertThat(judgement.verdict()).as(judgement.cause()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineState.class,
            names = {"SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED", "ABANDONED", "LOST"})
    void nothingPassesWithoutAReport(EngineState state) {
        var random = new Random(7);
        String[] members = {
            "\"return_code\":0",
            "\"exit_code\":0",
            "\"succeeded\":true",
            "\"result\":{\"status\":\"success\"}",
            "\"stdout\":\"{}\"",
            "\"error\":\"x\"",
            "\"return_code\":1e999",
            "\"exit_code\":\"0\"",
            "\"a\":null"
        };
        for (int i = 0; i < 200; i++) {
            String result =
                    "{" + members[random.nextInt(members.length)] + ",\"b\":1," + members[random.nextInt(4)] + "}";
            var judgement = judge(state, new Evidence.Unreported("x", JsonText.parseLenient(result)));
            assertThat(judgement.verdict()).as(result).isNotEqualTo(Verdict.PASSED);
        }
        assertThat(judge(state, new Evidence.Unreported("x", null)).verdict()).isNotEqualTo(Verdict.PASSED);
    }

    @Test
    void aRunThatSomebodyAskedToEndIsCancelledWhenItsReportIsMissing() {
        var input = Runs.input(
                Runs.expecting(null),
                EngineState.FAILED,
                new Evidence.Unreported("cut", object("{\"return_code\":1}")));

        assertThat(Evaluation.judge(Runs.input(input.settings(), input.outcome(), true, true))
                        .verdict())
                .isEqualTo(Verdict.CANCELLED);
        assertThat(Evaluation.judge(Runs.input(input.settings(), input.outcome(), false, true))
                        .verdict())
                .isEqualTo(Verdict.TIMEOUT);
    }

    @Test
    void aRunThatWeEndedLongAfterItsDeadlineAndThatSaidNothingBlamesNobody() {
        var input = Runs.input(Runs.expecting(null), EngineState.CANCELLED, new Evidence.Unreported("no frame", null));

        var judgement = Evaluation.judge(Runs.input(input.settings(), input.outcome(), false, true));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(judgement.cause()).contains("it may never have begun: no frame");
    }

    @Test
    void theEnginesOwnTimeoutIsToldInItsWords() {
        var result = object("{\"return_code\":-9,\"error\":\"Action failed to complete in 35 seconds\"}");

        var judgement = judge(EngineState.TIMED_OUT, new Evidence.Unreported("no frame", result));

        assertThat(judgement.verdict()).isEqualTo(Verdict.TIMEOUT);
        assertThat(judgement.cause())
                .isEqualTo("the engine ended it at a time limit of its own: Action failed to complete in 35 seconds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The virtual environment (/opt/stackstorm/virtualenvs/p) for pack \\\"p\\\" does not exist. Normally this"
                        + " is created when you install a pack using \\\"st2 pack install\\\"",
                "Failed to copy file: /opt/stackstorm/packs/p/actions/t/0123/sst_harness.py: No such file or directory"
            })
    void whatTheRunnerLacksIsToldInItsWordsAndNeverAFailure(String words) {
        var result = object("{\"error\":\"" + words + "\",\"traceback\":\"Traceback ...\"}");

        var judgement = judge(EngineState.FAILED, new Evidence.Unreported("no frame", result));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(judgement.cause()).contains(words.replace("\\", "").substring(0, 40));
    }

    @Test
    void aCancelSaysThatTheProcessMayStillGoOn() {
        var input = Runs.input(
                Runs.expecting(null),
                EngineState.CANCELLED,
                new Evidence.Unreported("no frame", object("{\"message\":\"Action canceled by user.\"}")));

        var judgement = Evaluation.judge(Runs.input(input.settings(), input.outcome(), true, false));

        assertThat(judgement.verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(judgement.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("not reported", "20 s after it began"));
    }

    @Test
    void theReasonIsSaid() {
        assertThat(judge(
                                EngineState.SUCCEEDED,
                                new Evidence.Unreported("its checksum is wrong", object("{\"return_code\":0}")))
                        .cause())
                .isEqualTo("the run ended without a report: its checksum is wrong (exit code 0)");
    }
}
