package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Executions: started, watched and steered. Results come only where they are asked for. What StackStorm says against parameters
 * is not repeated where it may quote them: one may be a secret. For errors, null and threads see {@link StackStorm}.
 */
public final class ExecutionsClient {

    private static final String PATH = "/v1/executions/";

    private final StackStormClient client;
    private final Executions executions;
    private final OwnExecutions own;
    private final Cancellation cancellation;
    private final LiveOutput output;
    private final Lists lists;
    private final Supplier<String> keys;

    ExecutionsClient(
            StackStormClient client, OwnExecutions own, Cancellation cancellation, Lists lists, Supplier<String> keys) {
        this.client = client;
        this.executions = new Executions(client);
        this.own = own;
        this.cancellation = cancellation;
        this.output = new LiveOutput(client, executions);
        this.lists = lists;
        this.keys = keys;
    }

    /** The newest first. What begins while the stream is read is not in it, and moves nothing in it. */
    public Stream<ExecutionRecord> list(ExecutionQuery query) {
        return lists.byTime(TimedList.EXECUTIONS, query.query(), query.bounds(), query.page())
                .map(ExecutionRecord::new);
    }

    /** Without its result. */
    public Optional<ExecutionRecord> get(String id) {
        return known(id)
                .flatMap(one -> client.object(ExecutionQuery.leavingOutResults(QueryString.of(PATH + one))
                        .get()))
                .map(ExecutionRecord::new);
    }

    /** With its result, which may be longer than {@link StackStormSettings#answerLimit}: then it cannot be read. */
    public Optional<ExecutionRecord> withResult(String id) {
        return known(id).flatMap(one -> client.object(Request.get(PATH + one))).map(ExecutionRecord::new);
    }

    /** The executions that are its steps, in the order of their starts; none of an action. Without results. */
    public Stream<ExecutionRecord> children(String id) {
        return known(id).stream()
                .flatMap(one -> lists.byOffset(ExecutionQuery.leavingOutResults(QueryString.of("/v1/executions")
                        .with("parent", one.value())
                        .with("sort_asc", "true"))))
                .map(ExecutionRecord::new);
    }

    /**
     * What it printed up to now, as it was printed; all of it at each call, and not more than
     * {@link StackStormSettings#answerLimit} bytes: longer output cannot be read. StackStorm deletes it after some days.
     */
    public Optional<String> output(String id) {
        return known(id).flatMap(one -> output.printed(one, LiveOutput.BOTH));
    }

    /** Of {@link #output} what went to the standard output. */
    public Optional<String> stdout(String id) {
        return known(id).flatMap(one -> output.printed(one, LiveOutput.STDOUT));
    }

    /** Of {@link #output} what went to the error output. */
    public Optional<String> stderr(String id) {
        return known(id).flatMap(one -> output.printed(one, LiveOutput.STDERR));
    }

    /**
     * Starts an action or a workflow, once: when StackStorm's answer is lost, the execution is looked for by a fresh key that was
     * sent along, for some seconds.
     *
     * @param action {@code pack.name}
     * @param parameters as they are; of a text with <code>{{</code> or <code>{%</code> StackStorm makes what it says as a template
     * @return the id of the execution
     * @throws EngineOutcomeUnknownException also when it could not be found; then it may have been started all the same
     */
    public String start(String action, JsonObject parameters) {
        return start(action, parameters, "client-" + keys.get());
    }

    /**
     * The same under a key of the caller's, by which {@link #startedUnder} finds it also from another process.
     *
     * @param key up to 128 letters, digits, {@code _} and {@code -}, not used for any other start; it becomes the tag of the trace
     * @throws IllegalArgumentException when the key is of another form
     */
    public String start(String action, JsonObject parameters, String key) {
        return own.start(action, parameters, key).value();
    }

    /**
     * The id of what was started under that key; empty when nothing was, as far as can be seen yet.
     *
     * @param notBefore when it was started at the earliest, by this machine's clock
     * @throws IllegalArgumentException when the key is of a form that no start takes
     */
    public Optional<String> startedUnder(String key, String action, Instant notBefore) {
        return executions
                .byKey(key, action, notBefore.minus(ExecutionRuns.CLOCK_TOLERANCE))
                .map(EngineExecutionId::value);
    }

    /**
     * Waits for the end of an execution: looks at once, about once a second with a small request, and when the limit is over. An
     * outage of StackStorm meanwhile is waited out. The execution itself goes on when the limit is over.
     *
     * @param limit zero for one look
     * @return how it ended, with its result; empty when it did not within the limit, and when StackStorm does not know it
     * @throws EngineUnavailableException when StackStorm could not be asked at the end of the limit, or the result is longer than
     *     {@link StackStormSettings#answerLimit}
     * @throws EngineOutcomeUnknownException when the thread is interrupted
     */
    public Optional<ExecutionRecord> await(String id, Duration limit) {
        return known(id)
                .flatMap(one -> own.awaited(() -> withResultWhenOver(one), limit))
                .map(ExecutionRecord::new);
    }

    private Optional<JsonObject> withResultWhenOver(EngineExecutionId id) {
        return executions
                .one(id, Executions.STATUS_ONLY)
                .flatMap(seen -> OwnExecutions.over(seen) ? client.object(Request.get(PATH + id)) : Optional.of(seen));
    }

    /**
     * The same once more, as a new execution in the same trace.
     *
     * @return the new execution
     * @throws EngineOutcomeUnknownException when the answer is lost; {@link ExecutionQuery#reRunsOf} tells what came of it
     */
    public ExecutionRecord reRun(String id) {
        return reRun(id, JsonObject.empty());
    }

    /** The same with some parameters changed; those that are not among them are the old ones. */
    public ExecutionRecord reRun(String id, JsonObject parameters) {
        return again(id, JsonObject.builder().put("parameters", parameters).build());
    }

    /**
     * A workflow of orquesta that failed once more, from these tasks on.
     *
     * @param tasks their names, at least one
     */
    public ExecutionRecord reRunFrom(String id, List<String> tasks) {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("tasks must not be empty: StackStorm would run all of it");
        }
        List<JsonValue> names = tasks.stream().<JsonValue>map(JsonString::new).toList();
        return again(id, JsonObject.builder().put("tasks", new JsonArray(names)).build());
    }

    private ExecutionRecord again(String id, JsonObject changes) {
        Request request = Request.post(PATH + needed(id) + "/re_run", changes);
        return new ExecutionRecord(client.discreet(request).orElseThrow(() -> StackStormClient.absent(request)));
    }

    /** Lets a workflow begin no other task; it is paused when those that run have ended. Anything but a workflow is refused. */
    public void pause(String id) {
        client.existing(Executions.becoming(needed(id), ExecutionStatus.PAUSING));
    }

    /** Lets a paused workflow go on. */
    public void resume(String id) {
        client.existing(Executions.becoming(needed(id), ExecutionStatus.RESUMING));
    }

    /**
     * Asks an execution to end, and the steps of a workflow as well. StackStorm sends no signal: what an action does may go on
     * behind one that is {@code canceled}. One that was started here and whose runner is gone is let go by a second call, ten
     * seconds or more later. A lost answer is {@link dev.sst.EngineUnavailableException} here: asking again does no harm.
     *
     * @return whether StackStorm was asked; not when it was over, when it is being cancelled, or is not known
     * @throws EngineRejectedException when it waits for somebody's answer, which alone ends it
     */
    public boolean cancel(String id) {
        return known(id).map(cancellation::cancel).orElse(false);
    }

    private static Optional<EngineExecutionId> known(String id) {
        return Executions.wellFormed(id) ? Optional.of(new EngineExecutionId(id)) : Optional.empty();
    }

    private static EngineExecutionId needed(String id) {
        return known(id).orElseThrow(() -> new EngineRejectedException("StackStorm gives no execution the id " + id));
    }
}
