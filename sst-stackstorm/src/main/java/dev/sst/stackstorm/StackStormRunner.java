package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.Step;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.Runner;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * {@link Runner} on StackStorm. What is started is told apart by the type of what is deployed, what runs by the form of its id:
 * a run is one of StackStorm's executions unless a kind of watching owns its id. Thread-safe.
 */
final class StackStormRunner implements Runner {

    private final ExecutionRuns executions;
    private final Map<TestType, RunKind> watches;
    private final LiveOutput output;
    private final EventStream.Factory streams;

    /** @param watches those whose runs are no executions, by the type of their content */
    StackStormRunner(
            ExecutionRuns executions, Map<TestType, RunKind> watches, LiveOutput output, EventStream.Factory streams) {
        this.executions = executions;
        this.watches = Map.copyOf(watches);
        this.output = output;
        this.streams = streams;
    }

    private RunKind kind(StartOrder order) {
        return watches.getOrDefault(order.deployment().type(), executions);
    }

    private RunKind kind(EngineExecutionId id) {
        return watches.values().stream()
                .filter(kind -> kind.owns(id))
                .findFirst()
                .orElse(executions);
    }

    @Override
    public StartAnswer start(StartOrder order) {
        return kind(order).start(order);
    }

    @Override
    public Optional<EngineExecutionId> findByKey(StartOrder order, Instant notBefore) {
        return kind(order).find(order, notBefore);
    }

    @Override
    public List<Observation> observe(Collection<EngineExecutionId> ids) {
        return byKind(ids, Function.identity(), RunKind::observe);
    }

    @Override
    public List<Outcome> collect(Collection<CollectOrder> orders) {
        return byKind(orders, CollectOrder::id, RunKind::collect);
    }

    private <T, R> List<R> byKind(
            Collection<T> all, Function<T, EngineExecutionId> id, BiFunction<RunKind, Collection<T>, List<R>> asked) {
        Map<RunKind, List<T>> kinds = new LinkedHashMap<>();
        all.forEach(one -> kinds.computeIfAbsent(kind(id.apply(one)), kind -> new ArrayList<>())
                .add(one));
        return OneByOne.ask(kinds.entrySet(), kind -> asked.apply(kind.getKey(), kind.getValue())).stream()
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void cancel(EngineExecutionId id) {
        kind(id).end(id);
    }

    @Override
    public OutputChunk output(EngineExecutionId id, long after) {
        return ExecutionRuns.asked(() -> output.after(id, after));
    }

    @Override
    public List<Step> steps(EngineExecutionId id) {
        return executions.steps(id);
    }

    @Override
    public Signals signals(Consumer<Observation> listener) {
        return streams.open(listener);
    }
}
