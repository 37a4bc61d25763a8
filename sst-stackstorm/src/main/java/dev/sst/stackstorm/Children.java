package dev.sst.stackstorm;

import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Step;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow set off: its tasks are executions of their own, which name it as their parent, each try and each item one.
 * Results are asked for with the rest, and left out where they are too large together. Thread-safe.
 */
final class Children {

    /** How many steps of one run are told at most, those of workflows within it included. */
    static final int MOST = 500;

    /** How deep workflows within workflows are followed. */
    static final int DEEPEST = 3;

    /** How many children of one workflow are looked through for those that failed, or go on. */
    private static final int MOST_READ = 10_000;

    private static final int PAGE = 100;
    private static final int EXCERPT = 2_000;
    private static final String OPEN = "id,status";
    private static final String WITHOUT_RESULT =
            "id,status,action.ref,runner.name,context,start_timestamp,end_timestamp,log";

    private final Executions executions;

    Children(Executions executions) {
        this.executions = executions;
    }

    /** Those of its children that have not ended, but for what waits for somebody's answer: that ends with its parent. */
    List<EngineExecutionId> open(EngineExecutionId parent) {
        return kept(
                offset -> executions.children(parent, PAGE, offset, OPEN),
                MOST_READ,
                child -> Optional.of(child)
                        .filter(one ->
                                !ExecutionStatus.state(Executions.status(one)).terminal())
                        .filter(one -> !Executions.status(one).equals(ExecutionStatus.PENDING))
                        .flatMap(Executions::id));
    }

    /** The steps of a run that ended without success, {@link #MOST} of those begun first, in the order of their ends. */
    List<Step> failed(EngineExecutionId parent) {
        return kept(
                        offset -> page(parent, offset),
                        MOST,
                        child -> failed(child) ? step(child, List.of()) : Optional.<Step>empty())
                .stream()
                .sorted(Comparator.comparing(Step::endedAt, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /**
     * What is kept of each child, as long as there are full pages and not as many as that; no page outlasts the next, as all their
     * results together can be large. A workflow of more than {@link #MOST_READ} children is not read to its end.
     */
    private static <T> List<T> kept(
            IntFunction<List<JsonObject>> pages, int most, Function<JsonObject, Optional<T>> part) {
        List<T> all = new ArrayList<>();
        int read = 0;
        List<JsonObject> page;
        do {
            page = pages.apply(read);
            read += page.size();
            page.stream()
                    .flatMap(child -> part.apply(child).stream())
                    .limit(most - (long) all.size())
                    .forEach(all::add);
        } while (page.size() == PAGE && read < MOST_READ && all.size() < most);
        return all;
    }

    private static boolean failed(JsonObject child) {
        EngineState state = ExecutionStatus.state(Executions.status(child));
        return state.terminal() && state != EngineState.SUCCEEDED;
    }

    /** All steps in the order of their starts. */
    List<Step> all(EngineExecutionId parent) {
        return all(parent, DEEPEST, new Left(MOST));
    }

    /** How many more may be told. */
    private static final class Left {
        private int steps;

        Left(int steps) {
            this.steps = steps;
        }
    }

    private List<Step> all(EngineExecutionId parent, int depth, Left left) {
        List<Step> steps = new ArrayList<>();
        int offset = 0;
        List<JsonObject> page = left.steps > 0 ? page(parent, offset) : List.of();
        while (!page.isEmpty()) {
            for (JsonObject child : page) {
                if (left.steps > 0) {
                    left.steps--;
                    step(child, within(child, depth, left)).ifPresent(steps::add);
                }
            }
            offset += page.size();
            page = page.size() == PAGE && left.steps > 0 ? page(parent, offset) : List.of();
        }
        steps.sort(Comparator.comparing(Step::startedAt));
        return steps;
    }

    private List<Step> within(JsonObject child, int depth, Left left) {
        return depth > 1 && ExecutionStatus.WORKFLOW_RUNNERS.contains(Outcomes.runner(child))
                ? Executions.id(child).map(id -> all(id, depth - 1, left)).orElse(List.of())
                : List.of();
    }

    private List<JsonObject> page(EngineExecutionId parent, int offset) {
        try {
            return executions.children(parent, PAGE, offset, WITHOUT_RESULT + ",result");
        } catch (EngineUnavailableException e) {
            if (!StackStormClient.unreadable(e)) {
                throw e;
            }
            return executions.children(parent, PAGE, offset, WITHOUT_RESULT);
        }
    }

    private static Optional<Step> step(JsonObject child, List<Step> steps) {
        Optional<EngineExecutionId> id = Executions.id(child);
        Optional<Instant> started = Outcomes.time(child, "start_timestamp");
        if (id.isEmpty() || started.isEmpty()) {
            return Optional.empty();
        }
        String action = Executions.ref(child).orElse("");
        Optional<JsonObject> task = Executions.inner(child, "context")
                .flatMap(context -> Executions.inner(context, "orquesta").or(() -> Executions.inner(context, "chain")));
        return Optional.of(new Step(
                id.get().value(),
                task.flatMap(known -> known.text("task_name").or(() -> known.text("name")))
                        .orElse(action),
                action,
                Executions.status(child),
                started.get(),
                Outcomes.logged(child, "running").orElse(null),
                Outcomes.time(child, "end_timestamp").orElse(null),
                task.flatMap(known -> known.get("item_id")).map(Children::text).orElse(null),
                excerpt(child.get("result").orElse(null)),
                steps));
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number.value().toPlainString();
        }
        return value instanceof JsonString text ? text.value() : JsonText.write(value);
    }

    /** What a person would look for first: the words of an error, else the beginning of the result. */
    private static String excerpt(@Nullable JsonValue result) {
        if (result == null) {
            return "";
        }
        Optional<String> words = result instanceof JsonObject object
                ? object.text("error").or(() -> object.text("stderr")).filter(text -> !text.isBlank())
                : Optional.empty();
        String all = words.orElseGet(() -> JsonText.write(result)).strip();
        return all.length() <= EXCERPT ? all : all.substring(0, EXCERPT) + "...";
    }
}
