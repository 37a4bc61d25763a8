package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The executions of the scripted StackStorm: created, run by their endings, found, cancelled. Thread-safe. */
final class ScriptedExecutions implements AutoCloseable {

    private static final Duration CANCELING = Duration.ofMillis(50);
    private static final long FIRST_ID = 0x5e55_0000_0000_0000L;

    private final ConcurrentSkipListMap<String, ScriptedExecution> byId = new ConcurrentSkipListMap<>();
    private final Map<String, List<ScriptedExecution>> byKey = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(FIRST_ID);
    private final ScriptedEvents events;
    private final ScheduledThreadPoolExecutor runners;

    ScriptedExecutions(ScriptedEvents events) {
        this.events = events;
        this.runners = new ScheduledThreadPoolExecutor(2, task -> {
            var thread = new Thread(task, "scripted-runner");
            thread.setDaemon(true);
            return thread;
        });
        runners.setRemoveOnCancelPolicy(true);
    }

    /** Creates a run and lets it begin. */
    ScriptedExecution create(
            JsonObject action, JsonObject parameters, JsonObject context, ScriptedRun run, ScriptedEnding ending) {
        String id = "6b03e55e" + HexFormat.of().toHexDigits(ids.incrementAndGet());
        var execution = new ScriptedExecution(
                id, action, parameters, context, ending, run.envelope().map(ScriptedEnvelope::nonce));
        byId.put(id, execution);
        execution
                .key()
                .ifPresent(key -> byKey.computeIfAbsent(key, any -> new CopyOnWriteArrayList<>())
                        .add(execution));
        events.publish("create", execution);
        runners.execute(() -> begin(execution, run));
        return execution;
    }

    private void begin(ScriptedExecution execution, ScriptedRun run) {
        entered(execution, "scheduled");
        entered(execution, "running");
        execution.print(execution.ending().printed());
        Duration after = execution.ending().after();
        for (int step = 0; step < execution.ending().steps(); step++) {
            step(execution, step, after.dividedBy(execution.ending().steps()));
        }
        Optional<Duration> deadline = run.envelope().map(ScriptedEnvelope::deadline);
        if (deadline.isPresent() && deadline.get().compareTo(after) < 0) {
            later(deadline.get(), () -> ended(execution, execution.end(ScriptedEnding.timedOut())));
        } else if (after.isZero()) {
            ended(execution, execution.end());
        } else if (after.compareTo(ScriptedEnding.FOREVER) < 0) {
            later(after, () -> ended(execution, execution.end()));
        }
    }

    /** One task of a workflow, which begins when those before it are over, and takes so long. */
    private void step(ScriptedExecution workflow, int number, Duration takes) {
        JsonObject action = JsonObject.builder()
                .put("ref", "core.local")
                .put("runner_type", "local-shell-cmd")
                .build();
        JsonObject context = JsonObject.builder()
                .put(
                        "parent",
                        JsonObject.builder().put("execution_id", workflow.id()).build())
                .put(
                        "orquesta",
                        JsonObject.builder()
                                .put("task_name", "step_" + (number + 1))
                                .build())
                .build();
        var run = new ScriptedRun(
                "core.local", "local-shell-cmd", JsonObject.empty(), Optional.empty(), Optional.empty());
        ScriptedEnding ending =
                ScriptedEnding.bare("succeeded", CodeDirective.SHELL).after(takes);
        later(takes.multipliedBy(number), () -> {
            if (!workflow.over()) {
                create(action, JsonObject.empty(), context, run, ending);
            }
        });
    }

    /** Ends a run now, as scripted. */
    void finish(ScriptedExecution execution) {
        ended(execution, execution.end());
    }

    private void entered(ScriptedExecution execution, String status) {
        ended(execution, execution.enter(status));
    }

    private void ended(ScriptedExecution execution, boolean changed) {
        if (changed) {
            events.publish("update", execution);
        }
    }

    /** Does that after so long, on the runners' threads. */
    void later(Duration delay, Runnable task) {
        runners.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    List<ScriptedExecution> all() {
        return List.copyOf(byId.values());
    }

    Optional<ScriptedExecution> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Forgets those that are over, as if they had never been. */
    void forgetEnded() {
        byId.values().removeIf(ScriptedExecution::over);
        byKey.values().forEach(list -> list.removeIf(ScriptedExecution::over));
        byKey.values().removeIf(List::isEmpty);
    }

    /** How many executions were created under each of our keys. */
    Map<String, Integer> createdPerKey() {
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        byKey.forEach((key, list) -> counts.put(key, list.size()));
        return Map.copyOf(counts);
    }

    /** {@code GET /v1/executions}: what it does not know in the query it ignores, as StackStorm does. */
    ScriptedAnswer list(ScriptedRequest request) {
        Optional<String> ids = request.query("id");
        if (ids.isPresent() && Stream.of(ids.get().split(",")).anyMatch(id -> !id.matches("[0-9a-f]{24}"))) {
            return ScriptedAnswer.fault(
                    400, "'nonsense' is not a valid ObjectId, it must be a 12-byte input or a 24-character hex string");
        }
        Stream<ScriptedExecution> chosen = ids.map(
                        list -> Stream.of(list.split(",")).flatMap(id -> get(id).stream()))
                .or(() -> request.query("filter").map(this::filtered))
                .orElseGet(() -> byId.descendingMap().values().stream());
        Comparator<ScriptedExecution> order = Comparator.comparing(ScriptedExecution::id);
        boolean oldestFirst = request.query("timestamp_gt").isPresent();
        int limit = request.query("limit").map(Integer::parseInt).orElse(100);
        Optional<String> attributes = request.query("include_attributes");
        List<JsonValue> page = chosen.filter(matching(request))
                .sorted(oldestFirst ? order : order.reversed())
                .limit(limit)
                .<JsonValue>map(execution -> execution.record(attributes))
                .toList();
        return ScriptedAnswer.ok(new JsonArray(page));
    }

    private Stream<ScriptedExecution> filtered(String filter) {
        String path = "context.sst.key:";
        if (!filter.startsWith(path)) {
            return Stream.empty();
        }
        return byKey.getOrDefault(filter.substring(path.length()), List.of()).stream();
    }

    private static Predicate<ScriptedExecution> matching(ScriptedRequest request) {
        Optional<Instant> since = request.query("timestamp_gt").map(Instant::parse);
        Optional<String> action = request.query("action");
        Optional<String> status = request.query("status");
        Optional<String> parent = request.query("parent");
        return execution -> since.map(execution.startedAt()::isAfter).orElse(true)
                && action.map(execution.ref()::equals).orElse(true)
                && status.map(execution.status()::equals).orElse(true)
                && parent.map(id -> execution.parent().equals(Optional.of(id))).orElse(true);
    }

    /** {@code DELETE /v1/executions/<id>}. */
    ScriptedAnswer cancel(String id) {
        Optional<ScriptedExecution> found = get(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        ScriptedExecution execution = found.get();
        String before = execution.status();
        if (before.equals("canceled")) {
            return ScriptedAnswer.ok(execution.record(Optional.empty()));
        }
        if (execution.over()) {
            return ScriptedAnswer.ok(JsonObject.builder()
                    .put("faultstring", "Action cannot be canceled. State = " + before + ".")
                    .build());
        }
        return canceling(execution, before.equals("running"));
    }

    /** {@code PUT /v1/executions/<id>} with a status. */
    ScriptedAnswer release(String id, ScriptedRequest request) {
        Optional<ScriptedExecution> found = get(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        boolean canceled =
                request.json().flatMap(json -> json.get("status")).equals(Optional.of(new JsonString("canceled")));
        if (!canceled || found.get().over()) {
            return ScriptedAnswer.fault(400, "Execution is already in completed state.");
        }
        return canceling(found.get(), true);
    }

    private ScriptedAnswer canceling(ScriptedExecution execution, boolean running) {
        if (!running) {
            ended(execution, execution.cancelled());
            return ScriptedAnswer.ok(execution.record(Optional.empty()));
        }
        entered(execution, "canceling");
        ScriptedAnswer answer = ScriptedAnswer.ok(execution.record(Optional.empty()));
        later(CANCELING, () -> ended(execution, execution.cancelled()));
        return answer;
    }

    static ScriptedAnswer unknown(String id) {
        return ScriptedAnswer.fault(404, "Unable to identify resource with id \"" + id + "\".");
    }

    @Override
    public void close() {
        runners.shutdownNow();
    }
}
