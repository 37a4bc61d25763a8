package dev.sst.core.verdict;

import dev.sst.execution.Outcome;
import dev.sst.json.JsonObject;
import dev.sst.test.RunSettings;
import java.util.Objects;

/**
 * Everything a verdict depends on.
 *
 * @param settings what was run, with its expectation
 * @param outcome what the engine knows of the run
 * @param cancelRequested whether somebody asked us to end it
 * @param deadlinePassed whether our deadline had passed when we asked the engine to end it
 * @param given the values that were given to this execution, beside those of the test
 */
public record EvaluationInput(
        RunSettings settings, Outcome outcome, boolean cancelRequested, boolean deadlinePassed, JsonObject given) {
    public EvaluationInput {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(given, "given");
    }
}
