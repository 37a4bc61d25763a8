package dev.sst.core.verdict;

import dev.sst.execution.CapturedText;
import dev.sst.execution.Evidence;
import dev.sst.execution.RunOutput;
import org.jspecify.annotations.Nullable;

/** What a run printed, as far as anybody knows. Pure. */
public final class Printed {
    private Printed() {}

    /** {@code null} when nothing is known of it, as of a rule or a run without a report. */
    public static @Nullable RunOutput of(Evidence evidence) {
        if (evidence instanceof Evidence.Reported reported) {
            return new RunOutput(reported.report().stdout(), reported.report().stderr());
        }
        if (evidence instanceof Evidence.Raw raw) {
            String stdout = raw.stdout();
            String stderr = EngineResult.of(raw).output("stderr");
            return stdout == null && stderr.isEmpty()
                    ? null
                    : new RunOutput(
                            stdout == null ? CapturedText.EMPTY : CapturedText.of(stdout), CapturedText.of(stderr));
        }
        return null;
    }
}
