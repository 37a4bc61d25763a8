package dev.sst.core.verdict;

import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Verdict;

/**
 * Judges a run of ours whose harness did not report, or whose report is broken. Never passed: what the test wanted to say is
 * not known. The engine's own timeout, which is later than the harness's, is a timeout. Where its runner crashed, or where we
 * ended a run because no report had come long after the harness's deadline (it may never have begun), nothing of the test's
 * was to blame. Else something the test did kept its harness from reporting.
 */
final class UnreportedRun {
    private static final String NAME = "report";

    private final EvaluationInput input;
    private final Assessment assessment;
    private final Endings endings;

    UnreportedRun(EvaluationInput input, Assessment assessment) {
        this.input = input;
        this.assessment = assessment;
        this.endings = new Endings(input, assessment);
    }

    void assess(Evidence.Unreported evidence) {
        boolean ended = input.outcome().state() == EngineState.CANCELLED;
        if (ended && input.deadlinePassed() && !input.cancelRequested()) {
            assessment.failed(
                    NAME,
                    Verdict.INFRASTRUCTURE,
                    "nothing was heard of the run until after its deadline of "
                            + input.settings().timeout().toSeconds() + " s; it may never have begun: "
                            + Shown.text(evidence.reason()));
            return;
        }
        if (endings.byState()) {
            return;
        }
        EngineResult result = EngineResult.of(evidence);
        String reason = Shown.text(evidence.reason());
        if (result.isEmpty() || result.runnerCrashed()) {
            String error = result.error().map(text -> ": " + Shown.text(text)).orElse("");
            assessment.failed(NAME, Verdict.INFRASTRUCTURE, "the engine could not run the test: " + reason + error);
        } else if (input.cancelRequested()) {
            endings.cancelled();
        } else if (input.deadlinePassed() || result.timedOut()) {
            endings.timedOut();
        } else {
            String code =
                    result.exitCode().map(value -> " (exit code " + value + ")").orElse("");
            assessment.failed(NAME, Verdict.ERROR, "the run ended without a report: " + reason + code);
        }
    }
}
