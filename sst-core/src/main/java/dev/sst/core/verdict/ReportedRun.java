package dev.sst.core.verdict;

import dev.sst.deployment.CodeShape;
import dev.sst.execution.EngineState;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.UncaughtException;
import dev.sst.execution.Verdict;
import org.jspecify.annotations.Nullable;

/** Judges a run whose harness reported. */
final class ReportedRun {
    private final EvaluationInput input;
    private final Assessment assessment;
    private final Endings endings;

    ReportedRun(EvaluationInput input, Assessment assessment) {
        this.input = input;
        this.assessment = assessment;
        this.endings = new Endings(input, assessment);
    }

    void assess(RunReport report) {
        assessment.warn(report.warnings());
        if (report.swept() > 0) {
            assessment.warn("the test left " + report.swept()
                    + (report.swept() == 1
                            ? " process behind, which was ended"
                            : " processes behind, which were ended"));
        }
        if (input.outcome().state() == EngineState.CANCELLED && report.ending() != RunReport.Ending.HARNESS_FAILED) {
            printedSoFar(report);
            endings.cancelled();
            return;
        }
        switch (report.ending()) {
            case EXITED -> exited(report);
            case RETURNED -> returned(report);
            case RAISED -> uncaught(report.exception());
            case SIGNALED -> signaled(report);
            case UNUSABLE_VALUE -> error("returned value", report, "run() returned what JSON cannot hold");
            case NOT_STARTED -> error("start", report, "the test's code could not be started");
            case TIMED_OUT -> {
                printedSoFar(report);
                endings.timedOut();
            }
            case CANCELLED -> {
                printedSoFar(report);
                endings.cancelled();
            }
            case TERMINATED -> terminated(report);
            case HARNESS_FAILED ->
                assessment.failed("harness", Verdict.INFRASTRUCTURE, because("the harness failed", report.problem()));
        }
    }

    private void exited(RunReport report) {
        Integer code = report.exitCode();
        if (code == null) {
            assessment.failed("exit code", Verdict.ERROR, "the script ended without an exit code");
            return;
        }
        if (input.settings().deployment().shape() == CodeShape.ACTION_CLASS) {
            printedSoFar(report);
            assessment.failed(
                    "returned value",
                    Verdict.ERROR,
                    "run() ended the process with exit code " + code + " instead of returning");
            return;
        }
        var content = new ContentChecks(input.settings(), assessment);
        content.exitCode(code);
        if (report.exception() != null) {
            uncaught(report.exception());
        }
        content.document(ResultDocument.ofOutput(report.stdout(), code));
    }

    private void returned(RunReport report) {
        Boolean flag = report.flag();
        if (flag == null) {
            assessment.passed("returned", null, "run() returned");
        } else {
            new ContentChecks(input.settings(), assessment).flag(flag);
        }
        new ContentChecks(input.settings(), assessment).document(ResultDocument.ofValue(report.value()));
    }

    private void uncaught(@Nullable UncaughtException exception) {
        if (exception == null) {
            assessment.failed("exception", Verdict.ERROR, "an exception that nothing caught");
            return;
        }
        assessment.failed(
                "exception",
                exception.assertion() ? Verdict.FAILED : Verdict.ERROR,
                because("uncaught " + exception.type(), Shown.text(exception.message())));
    }

    private void signaled(RunReport report) {
        printedSoFar(report);
        assessment.failed("exit code", Verdict.ERROR, "the test died of " + Signals.name(report.signal()));
    }

    /** Something ended the harness: whoever had a reason to is believed to have done it. */
    private void terminated(RunReport report) {
        printedSoFar(report);
        if (input.cancelRequested()) {
            endings.cancelled();
        } else if (input.deadlinePassed() || input.outcome().state() == EngineState.TIMED_OUT) {
            endings.timedOut();
        } else {
            assessment.failed(
                    "harness", Verdict.INFRASTRUCTURE, because("the run was ended from outside", report.problem()));
        }
    }

    private void error(String name, RunReport report, String otherwise) {
        printedSoFar(report);
        assessment.failed(name, Verdict.ERROR, report.problem() == null ? otherwise : report.problem());
    }

    /** The document is what there was; whatever is wrong with it does not matter any more. */
    private void printedSoFar(RunReport report) {
        assessment.document(ResultDocument.ofOutput(report.stdout(), null).document());
    }

    private static String because(String what, @Nullable String why) {
        return why == null || why.isBlank() ? what : what + ": " + why;
    }
}
