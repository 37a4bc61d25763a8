package dev.sst.core.verdict;

import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Verdict;
import java.time.Duration;
import java.util.Locale;

/** The ends that say nothing about the thing under test: cancelled, not over in time, lost. */
final class Endings {
    private static final String STATE = "engine state";

    private final EvaluationInput input;
    private final Assessment assessment;

    Endings(EvaluationInput input, Assessment assessment) {
        this.input = input;
        this.assessment = assessment;
    }

    /** Judges by the engine's state alone where that decides; {@code false} when the test ended by itself. */
    boolean byState() {
        switch (input.outcome().state()) {
            case CANCELLED -> cancelled();
            case TIMED_OUT -> timedOut();
            case ABANDONED, LOST -> lost();
            case SUCCEEDED, FAILED, WAITING, RUNNING, UNKNOWN -> {
                return false;
            }
        }
        return true;
    }

    /** It was ended from outside: by somebody, by us because it was overdue, or in the engine by somebody we do not know. */
    void cancelled() {
        warnOfTheProcess();
        if (input.cancelRequested()) {
            assessment.failed("cancelled", Verdict.CANCELLED, "cancelled on request");
        } else if (input.deadlinePassed()) {
            timedOut();
        } else {
            assessment.failed("cancelled", Verdict.CANCELLED, "cancelled at the engine, not by us");
        }
    }

    /** Whose deadline it was is told: an engine's own is another than the test's, and has the engine's words. */
    void timedOut() {
        EngineResult result = EngineResult.of(input.outcome().evidence());
        boolean engines = !(input.outcome().evidence() instanceof Evidence.Reported)
                && (input.outcome().state() == EngineState.TIMED_OUT || result.timedOut());
        String cause = engines && !input.deadlinePassed()
                ? "the engine ended it at a time limit of its own"
                        + result.error().map(words -> ": " + Shown.text(words)).orElse("")
                : "not over after " + seconds(input.settings().timeout()) + " s";
        assessment.failed("deadline", Verdict.TIMEOUT, cause);
    }

    /** An engine may call a run cancelled while its process goes on, as StackStorm does. */
    private void warnOfTheProcess() {
        Evidence evidence = input.outcome().evidence();
        if (evidence instanceof Evidence.Unreported) {
            assessment.warn("that its process has ended was not reported: the harness ends it within seconds of the "
                    + "cancel, at the latest " + seconds(input.settings().timeout()) + " s after it began");
        } else if (evidence instanceof Evidence.Raw) {
            assessment.warn("that its process has ended is not known: the engine does not wait for it, so it may go on "
                    + "to its own end");
        }
    }

    void lost() {
        String why = input.outcome().state() == EngineState.ABANDONED
                ? "the engine gave the run up"
                : "the engine does not know the run any more";
        assessment.failed(STATE, Verdict.INFRASTRUCTURE, why);
    }

    /** Everything looks well, and yet the engine does not say succeeded. */
    void contradiction() {
        if (!byState()) {
            assessment.failed(
                    STATE,
                    Verdict.INFRASTRUCTURE,
                    "the test reported a pass, but the engine's state is "
                            + input.outcome().state().name().toLowerCase(Locale.ROOT));
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillisPart() == 0 ? Long.toString(duration.toSeconds()) : "" + duration.toMillis() / 1000.0;
    }
}
