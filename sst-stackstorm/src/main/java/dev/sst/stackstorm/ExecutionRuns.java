package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Outcome;
import dev.sst.execution.Step;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.Runner;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that are StackStorm's executions. A credential that StackStorm refuses makes it unavailable to the reading methods: it
 * says nothing about the runs. Thread-safe.
 */
final class ExecutionRuns implements RunKind {

    /** Results can be long: this many are asked for at once. */
    static final int COLLECT_BATCH = 25;

    /** How much the clocks of StackStorm and us may differ when an execution is looked for by its key. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionRuns.class);

    private final RunStart starts;
    private final Executions executions;
    private final Cancellation cancellation;
    private final LiveOutput output;
    private final Children children;

    ExecutionRuns(RunStart starts, Executions executions, Cancellation cancellation, LiveOutput output) {
        this.starts = starts;
        this.executions = executions;
        this.cancellation = cancellation;
        this.output = output;
        this.children = new Children(executions);
    }

    @Override
    public boolean owns(EngineExecutionId id) {
        return Executions.wellFormed(id);
    }

    @Override
    public StartAnswer start(StartOrder order) {
        return starts.start(order);
    }

    /** A start that arrived twice is followed as the earlier of its executions; nobody waits for the others, which are ended. */
    @Override
    public Optional<EngineExecutionId> find(StartOrder order, Instant notBefore) {
        List<EngineExecutionId> found = asked(
                () -> executions.allByKey(order.key(), order.deployment().ref(), notBefore.minus(CLOCK_TOLERANCE)));
        found.stream().skip(1).forEach(another -> {
            LOG.warn("StackStorm started {} a second time as {}, which is ended", found.get(0), another);
            end(another);
        });
        return found.stream().findFirst();
    }

    @Override
    public List<Observation> observe(Collection<EngineExecutionId> ids) {
        Map<EngineExecutionId, EngineState> known = new HashMap<>();
        List<EngineExecutionId> askable =
                ids.stream().filter(Executions::wellFormed).distinct().toList();
        states(askable, known);
        states(askable.stream().filter(id -> !known.containsKey(id)).toList(), known);
        return ids.stream()
                .distinct()
                .map(id -> new Observation(id, known.getOrDefault(id, EngineState.LOST)))
                .toList();
    }

    /** Whoever is missing is asked for a second time before it counts as lost: a replica may lag behind. */
    private void states(List<EngineExecutionId> ids, Map<EngineExecutionId, EngineState> known) {
        for (List<EngineExecutionId> batch : batches(ids, Runner.MAX_BATCH)) {
            for (JsonObject execution : asked(() -> executions.batch(batch, Executions.STATUS_ONLY))) {
                Executions.id(execution)
                        .ifPresent(id -> known.put(id, ExecutionStatus.state(Executions.status(execution))));
            }
        }
    }

    @Override
    public List<Outcome> collect(Collection<CollectOrder> orders) {
        Map<EngineExecutionId, CollectOrder> wanted = new LinkedHashMap<>();
        orders.forEach(order -> wanted.put(order.id(), order));
        List<CollectOrder> askable = wanted.values().stream()
                .filter(order -> Executions.wellFormed(order.id()))
                .toList();
        List<Outcome> outcomes = new ArrayList<>();
        for (List<CollectOrder> batch : batches(askable, COLLECT_BATCH)) {
            collect(batch, outcomes);
        }
        wanted.values().stream()
                .filter(order -> !Executions.wellFormed(order.id()))
                .map(Outcomes::lost)
                .forEach(outcomes::add);
        return outcomes;
    }

    private void collect(List<CollectOrder> batch, List<Outcome> outcomes) {
        Map<EngineExecutionId, JsonObject> found =
                results(batch.stream().map(CollectOrder::id).toList());
        for (CollectOrder order : batch) {
            JsonObject execution = found.get(order.id());
            Optional<Outcome> outcome = execution == null ? alone(order) : outcome(order, execution);
            outcome.ifPresent(outcomes::add);
        }
    }

    /** Nothing when the batch cannot be read as one: too large together, or one of them spoils it. */
    private Map<EngineExecutionId, JsonObject> results(List<EngineExecutionId> ids) {
        Map<EngineExecutionId, JsonObject> found = new HashMap<>();
        try {
            for (JsonObject execution : executions.batch(ids, Executions.WITH_RESULT)) {
                Executions.id(execution).ifPresent(id -> found.put(id, execution));
            }
        } catch (EngineUnavailableException | EngineRejectedException e) {
            return Map.of();
        }
        return found;
    }

    /**
     * By itself: without its result first, so that one that cannot be read is still known to be over. Only an answer that can
     * never be read ends the matter; whatever else goes wrong may pass, and the run is left for the next time.
     */
    private Optional<Outcome> alone(CollectOrder order) {
        Optional<JsonObject> known = asked(() -> executions.one(order.id(), Executions.WITHOUT_RESULT));
        if (known.isEmpty()) {
            return Optional.of(Outcomes.lost(order));
        }
        if (!over(known.get())) {
            return Optional.empty();
        }
        try {
            return executions.one(order.id(), Executions.WITH_RESULT).flatMap(execution -> outcome(order, execution));
        } catch (EngineUnavailableException e) {
            return StackStormClient.unreadable(e)
                    ? Optional.of(Outcomes.unreadable(
                            order, known.get(), "StackStorm's result could not be read: " + e.getMessage()))
                    : Optional.empty();
        } catch (EngineRejectedException e) {
            return Optional.empty();
        }
    }

    private Optional<Outcome> outcome(CollectOrder order, JsonObject execution) {
        if (!over(execution)) {
            return Optional.empty();
        }
        if (order.shape() == null && Outcomes.neverBegan(execution)) {
            return Optional.of(Outcomes.neverBegun(order, execution));
        }
        if (Outcomes.runner(execution).equals(WorkflowContent.RUNNER)) {
            return more(() -> failedSteps(order, execution), List.<Step>of())
                    .map(failed -> Outcomes.workflow(order, execution, failed));
        }
        return order.shape() != null
                ? Optional.of(Outcomes.reported(order, execution))
                : more(() -> output.printed(order.id(), LiveOutput.STDOUT), Optional.<String>empty())
                        .map(stdout -> Outcomes.raw(order, execution, stdout.orElse(null)));
    }

    /** The words for a failure are those of the tasks: what the workflow itself has to say may be nothing. */
    private List<Step> failedSteps(CollectOrder order, JsonObject execution) {
        return ExecutionStatus.state(Executions.status(execution)) == EngineState.FAILED
                ? children.failed(order.id())
                : List.of();
    }

    /** What can never be read is left out; when it cannot be read just now, only this run waits for the next time. */
    private static <T> Optional<T> more(Supplier<T> asked, T unreadable) {
        try {
            return Optional.of(asked.get());
        } catch (EngineUnavailableException e) {
            return StackStormClient.unreadable(e) ? Optional.of(unreadable) : Optional.empty();
        } catch (EngineRejectedException e) {
            return Optional.empty();
        }
    }

    private static boolean over(JsonObject execution) {
        return ExecutionStatus.state(Executions.status(execution)).terminal();
    }

    /** The steps of a run; none when StackStorm does not know it, or it has none. */
    List<Step> steps(EngineExecutionId id) {
        return owns(id) ? asked(() -> children.all(id)) : List.of();
    }

    @Override
    public void end(EngineExecutionId id) {
        asked(() -> cancellation.cancel(id));
    }

    /** A refused credential says nothing about the runs. */
    static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (EngineRejectedException e) {
            throw new EngineUnavailableException(e.getMessage() == null ? "StackStorm refused" : e.getMessage(), e);
        }
    }

    private static <T> List<List<T>> batches(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }
}
