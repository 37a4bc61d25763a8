package dev.sst.core.incident;

import dev.sst.execution.Execution;
import dev.sst.execution.Judgement;
import dev.sst.execution.RunOutput;
import dev.sst.test.RunSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution that has just got its verdict, with what an incident tells of it.
 *
 * @param execution finished
 * @param settings what was run
 * @param output what it printed; {@code null} when that is not known
 * @param now when it is decided on
 */
record FinishedRun(
        Execution execution, RunSettings settings, @Nullable RunOutput output, Instant now) {
    FinishedRun {
        if (!execution.state().finished()) {
            throw new IllegalArgumentException(
                    "execution " + execution.id() + " is not finished: " + execution.state());
        }
    }

    Judgement judgement() {
        return execution.verdict().orElseThrow();
    }

    /** What a person wants to see of its output: what it wrote to stderr, and nothing there, what it printed. */
    String excerpt() {
        if (output == null) {
            return "";
        }
        String stderr = output.stderr().text();
        return stderr.isBlank() ? output.stdout().text() : stderr;
    }
}
