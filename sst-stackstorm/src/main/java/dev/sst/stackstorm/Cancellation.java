package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ends an execution.
 *
 * <ol>
 *   <li>One that StackStorm does not know, or that is over, needs nothing.
 *   <li>One that waits for an answer has no other end: it is told of ({@link EngineRejectedException}) and nothing is sent.
 *   <li>{@code DELETE} asks. StackStorm answers 200 for one that is over as well, with a fault in the body: that is none.
 *   <li>One that still has not ended {@link #PATIENCE} after we asked belongs to a runner that is gone. If it carries a key of
 *       ours, one {@code PUT canceled} releases it; one that is not ours is left alone.
 *   <li>A workflow waits for its tasks to end by themselves, so each of those that has not ended is asked as well, after the
 *       workflow, which then begins no other.
 * </ol>
 *
 * Both are harmless to repeat, so a lost answer makes it unavailable: the caller asks again. A refusal of us is a refusal.
 * Thread-safe.
 */
final class Cancellation {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int REMEMBERED = 1000;

    private final StackStormClient client;
    private final Executions executions;
    private final Children children;
    private final InstantSource clock;
    private final Map<EngineExecutionId, Instant> asked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EngineExecutionId, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    Cancellation(StackStormClient client, Executions executions, InstantSource clock) {
        this.client = client;
        this.executions = executions;
        this.children = new Children(executions);
        this.clock = clock;
    }

    /** @return whether StackStorm was asked to do something */
    boolean cancel(EngineExecutionId id) {
        Optional<JsonObject> execution = executions.one(id, "id,status,context,runner.name");
        if (execution.isEmpty()
                || ExecutionStatus.state(Executions.status(execution.get())).terminal()) {
            return false;
        }
        boolean asked = ask(id, execution.get());
        if (ExecutionStatus.WORKFLOW_RUNNERS.contains(Outcomes.runner(execution.get()))) {
            children.open(id).forEach(this::cancel);
        }
        return asked;
    }

    private boolean ask(EngineExecutionId id, JsonObject execution) {
        if (Executions.status(execution).equals(ExecutionStatus.PENDING)) {
            throw new EngineRejectedException(
                    "execution " + id
                            + " waits for an answer, and only that ends it: answer its inquiry, or cancel the workflow that asks");
        }
        if (since(id).compareTo(PATIENCE) >= 0) {
            return release(id, execution);
        }
        if (Executions.status(execution).equals(ExecutionStatus.CANCELING)) {
            remember(id);
            return false;
        }
        sent(Request.delete("/v1/executions/" + id, null));
        remember(id);
        return true;
    }

    private boolean release(EngineExecutionId id, JsonObject execution) {
        if (Executions.keyOf(execution).isEmpty()) {
            return false;
        }
        sent(Executions.becoming(id, ExecutionStatus.CANCELED));
        forget(id);
        return true;
    }

    private void sent(Request request) {
        try {
            Answer answer = client.exchange(request);
            boolean refusedAsOver = answer.status() == 400;
            if (!refusedAsOver) {
                StackStormClient.judged(request, answer);
            }
        } catch (EngineOutcomeUnknownException e) {
            throw new EngineUnavailableException("StackStorm may not have heard of the cancel: " + e.getMessage(), e);
        }
    }

    private synchronized Duration since(EngineExecutionId id) {
        Instant first = asked.get(id);
        return first == null ? Duration.ZERO : Duration.between(first, clock.instant());
    }

    private synchronized void remember(EngineExecutionId id) {
        asked.putIfAbsent(id, clock.instant());
    }

    private synchronized void forget(EngineExecutionId id) {
        asked.put(id, Instant.MAX);
    }
}
