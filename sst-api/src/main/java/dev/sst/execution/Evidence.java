package dev.sst.execution;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.time.Instant;
import java.util.List;
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

    /**
     * A workflow ran.
     *
     * @param result the engine's own result as it came; {@code null} when there was none
     * @param failed the steps that did not succeed, in the order of their ends; empty when the workflow succeeded
     */
    record Workflow(@Nullable JsonValue result, List<Step> failed) implements Evidence {
        public Workflow {
            failed = List.copyOf(failed);
        }
    }

    /**
     * A rule was given an event, and watched.
     *
     * @param triggerType what fires it, {@code core.st2.webhook}
     * @param payload what the rule saw; {@code null} when no event of ours was seen
     * @param firings what it set off, in order
     * @param failures why it could not set off what it should, each in the engine's words
     * @param refused why the engine refused the event, in its words; {@code null} when it did not
     * @param unheard why nothing is known to have been made of the event; {@code null} when something is
     * @param latency how long each stretch took, in milliseconds by name
     */
    record Fired(
            String triggerType,
            @Nullable JsonValue payload,
            List<Firing> firings,
            List<String> failures,
            @Nullable String refused,
            @Nullable String unheard,
            JsonObject latency)
            implements Evidence {

        /**
         * What a rule set off.
         *
         * @param id the engine's, of the execution
         * @param action {@code pack.name}
         * @param status the engine's own word
         * @param result as it came; {@code null} when there is none
         * @param over whether nothing more will come of it
         */
        public record Firing(
                String id,
                String action,
                String status,
                @Nullable JsonValue result,
                boolean over) {
            public Firing {
                Objects.requireNonNull(id, "id");
                Objects.requireNonNull(action, "action");
                Objects.requireNonNull(status, "status");
            }
        }

        public Fired {
            Objects.requireNonNull(triggerType, "triggerType");
            Objects.requireNonNull(latency, "latency");
            firings = List.copyOf(firings);
            failures = List.copyOf(failures);
        }
    }

    /**
     * A sensor was watched.
     *
     * @param dispatches what it dispatched, in order; some of it when it was more than can be kept
     * @param total how many it dispatched, or at least: more than there are {@code dispatches} when some are left out
     * @param started whether its process was seen to start, or was there before
     * @param alive whether its process was there at the end
     * @param exitCodes of its processes that ended, in order
     * @param unstarted why its process may not have started, or is not there, as far as can be told; {@code null} when it was
     *     seen to, and nothing is known
     * @param unwatched why nothing is known of it; {@code null} when something is
     */
    record Dispatched(
            List<Dispatch> dispatches,
            long total,
            boolean started,
            boolean alive,
            List<Integer> exitCodes,
            @Nullable String unstarted,
            @Nullable String unwatched)
            implements Evidence {

        /** One dispatch: of that trigger, with that payload, at that time by the engine's clock. */
        public record Dispatch(String trigger, JsonValue payload, Instant at) {
            public Dispatch {
                Objects.requireNonNull(trigger, "trigger");
                Objects.requireNonNull(payload, "payload");
                Objects.requireNonNull(at, "at");
            }
        }

        public Dispatched {
            dispatches = List.copyOf(dispatches);
            exitCodes = List.copyOf(exitCodes);
        }

        /** Whether no dispatch is left out. */
        public boolean complete() {
            return dispatches.size() == total;
        }
    }
}
