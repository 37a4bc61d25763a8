package dev.sst.execution;

import dev.sst.json.JsonValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of how a run ended. */
public sealed interface Evidence {

    /** The harness reported. */
    record Reported(RunReport report) implements Evidence {
        public Reported {
            Objects.requireNonNull(report, "report");
        }
    }

    /**
     * Content of ours ran, and there is no report or a broken one.
     *
     * @param reason one sentence
     * @param result the engine's own result as it came; {@code null} when there was none
     */
    record Unreported(String reason, @Nullable JsonValue result) implements Evidence {
        public Unreported {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Content that is not ours ran, which has no harness.
     *
     * @param runner the engine's runner, {@code local-shell-script}, {@code python-script}, ...
     * @param result the engine's own result as it came; {@code null} when there was none
     * @param stdout what it printed, as text; {@code null} when the engine does not have it
     */
    record Raw(
            String runner,
            @Nullable JsonValue result,
            @Nullable String stdout) implements Evidence {
        public Raw {
            Objects.requireNonNull(runner, "runner");
        }
    }
}
