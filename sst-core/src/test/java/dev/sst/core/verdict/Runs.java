package dev.sst.core.verdict;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.CapturedText;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Judgement;
import dev.sst.execution.Outcome;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.Ending;
import dev.sst.execution.RunReport.UncaughtException;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.test.RunSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs to be judged. */
final class Runs {
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private Runs() {}

    static RunSettings settings(TestDefinition definition) {
        return settings(definition, CodeShape.SCRIPT);
    }

    static RunSettings settings(TestDefinition definition, CodeShape shape) {
        var deployment = Deployment.builder("synthetic_tests.t_x", TestType.ACTION, 1, "stackstorm", NOW)
                .shape(shape)
                .build();
        return RunSettings.of(new TestId("t1"), definition, deployment);
    }

    static RunSettings expecting(@Nullable String expectation) {
        return settings(TestDefinition.builder("x", TestType.ACTION)
                .code("print(1)")
                .timeout(Duration.ofSeconds(20))
                .expectation(expectation == null ? null : JsonText.parse(expectation))
                .build());
    }

    static EvaluationInput input(RunSettings settings, EngineState state, Evidence evidence) {
        var outcome = new Outcome(new EngineExecutionId("e1"), state, evidence, null, null, null, null);
        return input(settings, outcome, false, false);
    }

    /** Of an execution that was given no values of its own. */
    static EvaluationInput input(RunSettings settings, Outcome outcome, boolean cancelled, boolean overdue) {
        return new EvaluationInput(settings, outcome, cancelled, overdue, JsonObject.empty());
    }

    static Judgement judge(EngineState state, Evidence evidence) {
        return Evaluation.judge(input(expecting(null), state, evidence));
    }

    static Judgement judge(RunReport report) {
        return judge(EngineState.SUCCEEDED, new Evidence.Reported(report));
    }

    static Judgement judge(String expectation, RunReport report) {
        return Evaluation.judge(input(expecting(expectation), EngineState.SUCCEEDED, new Evidence.Reported(report)));
    }

    static Report exited(int code, String stdout) {
        return new Report(Ending.EXITED).exitCode(code).stdout(CapturedText.of(stdout));
    }

    static Report returned(@Nullable JsonValue value) {
        return new Report(Ending.RETURNED).value(value);
    }

    static JsonObject object(String json) {
        return (JsonObject) JsonText.parse(json);
    }

    /** Puts a report together. */
    static final class Report {
        private final Ending ending;
        private @Nullable Integer exitCode;
        private @Nullable Integer signal;
        private @Nullable Boolean flag;
        private @Nullable JsonValue value;
        private @Nullable UncaughtException exception;
        private @Nullable String problem;
        private CapturedText stdout = CapturedText.EMPTY;
        private int swept;

        Report(Ending ending) {
            this.ending = ending;
        }

        Report exitCode(@Nullable Integer code) {
            exitCode = code;
            return this;
        }

        Report signal(int number) {
            signal = number;
            return this;
        }

        Report flag(boolean returned) {
            flag = returned;
            return this;
        }

        Report value(@Nullable JsonValue returned) {
            value = returned;
            return this;
        }

        Report raised(String type, String message) {
            exception = new UncaughtException(type, message, type.equals("AssertionError"), "");
            return this;
        }

        Report problem(String why) {
            problem = why;
            return this;
        }

        Report stdout(CapturedText text) {
            stdout = text;
            return this;
        }

        Report swept(int processes) {
            swept = processes;
            return this;
        }

        RunReport build() {
            return new RunReport(
                    ending,
                    exitCode,
                    signal,
                    flag,
                    value,
                    exception,
                    problem,
                    stdout,
                    CapturedText.EMPTY,
                    Duration.ofSeconds(1),
                    swept,
                    List.of());
        }
    }
}
