package dev.sst;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Inquiry;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Step;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Executes tests and tells what came of it. Thread-safe. */
public interface Executions {
    /**
     * A wish to execute.
     *
     * @param parameters override the test's
     * @param context who asks and why; kept with the execution
     */
    record Request(ExecutionKind kind, JsonObject parameters, JsonObject context) {
        public Request {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(parameters, "parameters");
            Objects.requireNonNull(context, "context");
        }

        /** By hand, with the test's own parameters. */
        public static Request manual() {
            return new Request(ExecutionKind.MANUAL, JsonObject.empty(), JsonObject.empty());
        }
    }

    /**
     * Stores the execution and returns at once; a worker takes it from there.
     *
     * @throws ConflictException NOT_DEPLOYED or DISABLED
     * @throws InvalidInputException when the values do not fit the test's parameters
     */
    Execution execute(TestId id, Request request);

    /** The same again, with the same values, of the revision that is live now. */
    default Execution rerun(ExecutionId id, JsonObject context) {
        return rerun(id, given -> given, context);
    }

    /**
     * The same again with other values, of the revision that is live now.
     *
     * @param parameters makes the values out of those that were given the first time
     * @throws InvalidInputException when they do not fit the test's parameters
     */
    Execution rerun(ExecutionId id, UnaryOperator<JsonObject> parameters, JsonObject context);

    /** @throws NotFoundException when there is none */
    Execution get(ExecutionId id);

    List<Execution> list(ExecutionQuery query);

    Map<TestId, Execution> newest(Collection<TestId> tests);

    /** Waits for its end at most so long, and returns it as it is then. */
    Execution await(ExecutionId id, Duration atMost);

    /**
     * Asks for its end; returns at once.
     *
     * @throws ConflictException ALREADY_FINISHED
     */
    Execution cancel(ExecutionId id);

    /**
     * A piece of what it printed so far, from that byte on; for a finished one of the exact text.
     *
     * @param limit at most so many bytes, but at least one whole character; 1 or more
     */
    OutputChunk output(ExecutionId id, long after, int limit);

    /**
     * The steps that the last attempt took so far, in order, as the engine tells them now: it may have forgotten those of long
     * ago. Empty for what has none.
     *
     * @throws EngineUnavailableException when the engine cannot be asked
     */
    List<Step> steps(ExecutionId id);

    /**
     * Asks its workflow to begin no further task; returns at once. The time limit goes on.
     *
     * @throws ConflictException ALREADY_FINISHED; NOT_POSSIBLE when nothing of it runs yet, or it is no workflow
     * @throws EngineUnavailableException when the engine cannot be asked
     */
    void pause(ExecutionId id);

    /** Asks its workflow to go on; fails as {@link #pause} does. */
    void resume(ExecutionId id);

    /**
     * What waits for an answer in it now; empty for what is finished or asks nothing.
     *
     * @throws EngineUnavailableException when the engine cannot be asked
     */
    List<Inquiry> inquiries(ExecutionId id);

    /**
     * Answers an inquiry of it.
     *
     * @throws NotFoundException when no such inquiry waits in it
     * @throws InvalidInputException when the answer does not meet the inquiry's schema
     * @throws ConflictException ALREADY_FINISHED, or NOT_POSSIBLE when somebody has answered meanwhile
     * @throws EngineUnavailableException when the engine cannot be asked
     */
    void answer(ExecutionId id, String inquiry, JsonObject response);

    /** What the last attempt printed, once it is finished. */
    Optional<RunOutput> finalOutput(ExecutionId id);
}
