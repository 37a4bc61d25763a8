package dev.sst.core.verdict;

import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Judgement;
import dev.sst.test.RunSettings;

/**
 * Judges one attempt: from what the engine and the harness said to a verdict with its checks, as the REST contract defines
 * it. The first that applies is the verdict: infrastructure, cancelled, timeout, error, failed, passed. A pass
 * needs positive evidence; where a report and the engine's state contradict each other there is none.
 *
 * <p>Pure and thread-safe; the work is linear in the size of the output.
 */
public final class Evaluation {
    private Evaluation() {}

    /** The verdict of that attempt. Never throws for anything a test or an engine can say. */
    public static Judgement judge(EvaluationInput input) {
        var assessment = new Assessment();
        Evidence evidence = input.outcome().evidence();
        if (evidence instanceof Evidence.Reported reported) {
            new ReportedRun(input, assessment).assess(reported.report());
        } else if (evidence instanceof Evidence.Raw raw) {
            new RawRun(input, assessment).assess(raw);
        } else if (evidence instanceof Evidence.Workflow workflow) {
            new WorkflowRun(input, assessment).assess(workflow);
        } else if (evidence instanceof Evidence.Unreported unreported) {
            new UnreportedRun(input, assessment).assess(unreported);
        } else if (evidence instanceof Evidence.Fired fired) {
            new FiredRule(input, assessment).assess(fired);
        } else if (evidence instanceof Evidence.Dispatched dispatched) {
            new SensorRun(input, assessment).assess(dispatched);
        } else {
            throw new IllegalStateException(
                    "nothing here judges a " + evidence.getClass().getSimpleName() + " run");
        }
        if (assessment.clean() && input.outcome().state() != EngineState.SUCCEEDED) {
            new Endings(input, assessment).contradiction();
        }
        return assessment.judgement();
    }

    /** Whether what is known of a run that goes on suffices for a pass, so that its end need not be waited for. */
    public static boolean decided(RunSettings settings, Evidence soFar) {
        return soFar instanceof Evidence.Dispatched dispatched
                && SensorRun.match(settings.expectation(), dispatched).isPresent();
    }
}
