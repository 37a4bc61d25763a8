package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence.Fired;
import dev.sst.execution.Evidence.Fired.Firing;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What StackStorm showed, at one moment, of an event and of what a rule made of it. Immutable.
 *
 * @param instance the trigger instance of our event; {@code null} when there is none (yet), or time fires the rule
 * @param fired the enforcements that led to an execution, oldest first
 * @param failed those that failed, oldest first
 * @param executions what those led to, by id, as far as StackStorm showed them
 */
record RuleTrail(
        LiveRule rule,
        @Nullable JsonObject instance,
        List<JsonObject> fired,
        List<JsonObject> failed,
        Map<String, JsonObject> executions) {

    private static final String PROCESSED = "processed";
    private static final String PROCESSING_FAILED = "processing_failed";

    RuleTrail {
        fired = List.copyOf(fired);
        failed = List.copyOf(failed);
        executions = Map.copyOf(executions);
    }

    /** Whether StackStorm is done with the event, and all that was fired has ended; never of a timer, which goes on. */
    boolean settled() {
        return !rule.timed()
                && (processed() || status().equals(PROCESSING_FAILED))
                && running().isEmpty();
    }

    /** Whether StackStorm has done with the event, so that its instance changes no more. */
    boolean processed() {
        return status().equals(PROCESSED);
    }

    private String status() {
        return instance == null ? "" : instance.text("status").orElse("");
    }

    /** What was fired and goes on. */
    List<EngineExecutionId> running() {
        return fired.stream()
                .map(RuleTrail::executionId)
                .filter(id -> !over(execution(id)))
                .map(EngineExecutionId::new)
                .toList();
    }

    /** The executions that have ended, by id. */
    Map<String, JsonObject> ended() {
        return executions.entrySet().stream()
                .filter(entry -> over(entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The same as long as nothing changes. */
    String fingerprint() {
        return status()
                + fired.stream()
                        .map(RuleTrail::executionId)
                        .map(id -> id + Executions.status(execution(id)))
                        .collect(Collectors.joining(",", "/", "/"))
                + failed.size();
    }

    /** When the newest of its enforcements was made; empty when there are none. */
    Optional<Instant> newest() {
        return Stream.concat(fired.stream(), failed.stream())
                .flatMap(enforcement -> time(enforcement, "enforced_at").stream())
                .max(Instant::compareTo);
    }

    /**
     * When all of it was over; empty when something goes on or had to be ended, since then it was not over in time.
     */
    Optional<Instant> end() {
        boolean all = fired.stream()
                .map(enforcement -> execution(executionId(enforcement)))
                .allMatch(execution ->
                        over(execution) && !Executions.status(execution).equals(ExecutionStatus.CANCELED));
        return all
                ? fired.stream()
                        .flatMap(enforcement -> time(execution(executionId(enforcement)), "end_timestamp").stream())
                        .max(Instant::compareTo)
                        .or(this::occurred)
                : Optional.empty();
    }

    Optional<Instant> occurred() {
        return instance == null ? Optional.empty() : time(instance, "occurrence_time");
    }

    /** @param sent when this node sent the event, by its clock; {@code null} when it did not */
    Fired evidence(@Nullable Instant sent) {
        JsonValue payload = instance == null ? null : instance.get("payload").orElse(null);
        return new Fired(
                rule.triggerType(),
                payload,
                fired.stream().map(this::firing).toList(),
                failures(),
                null,
                unheard(),
                latency(sent));
    }

    private Firing firing(JsonObject enforcement) {
        JsonObject execution = execution(executionId(enforcement));
        String status = Executions.status(execution);
        return new Firing(
                executionId(enforcement),
                Executions.ref(execution).orElse(rule.action()),
                status.isEmpty() ? "unknown" : status,
                execution.get("result").orElse(null),
                over(execution));
    }

    private List<String> failures() {
        return failed.stream()
                .map(enforcement -> enforcement.text("failure_reason").orElse("StackStorm gave no reason"))
                .toList();
    }

    /** Why silence means nothing: the steps from the event to the rule, and the first that was not seen. */
    private @Nullable String unheard() {
        if (rule.timed() || processed()) {
            return null;
        }
        if (instance == null) {
            return fired.isEmpty() && failed.isEmpty()
                    ? "StackStorm made no trigger instance of the event: its rules engine or its message broker is away"
                    : null;
        }
        return status().equals(PROCESSING_FAILED)
                ? "StackStorm's rules engine could not process the event"
                : "StackStorm's rules engine has not processed the event: its trigger instance "
                        + instance.text("id").orElse("") + " is " + status();
    }

    /** From the event over the first firing to its end. Clocks of two machines give no first stretch when they disagree. */
    private JsonObject latency(@Nullable Instant sent) {
        Optional<JsonObject> first = fired.stream().findFirst();
        Optional<JsonObject> execution = first.map(enforcement -> execution(executionId(enforcement)));
        Optional<Instant> enforced = first.flatMap(enforcement -> time(enforcement, "enforced_at"));
        Optional<Instant> started = execution.flatMap(one -> time(one, "start_timestamp"));
        Optional<Instant> ended = execution.flatMap(one -> time(one, "end_timestamp"));
        Optional<Instant> begun = Optional.ofNullable(sent)
                .filter(at -> occurred().map(occurred -> !occurred.isBefore(at)).orElse(false));
        var latency = JsonObject.builder();
        stretch(latency, "instance_ms", begun, occurred());
        stretch(latency, "enforcement_ms", occurred(), enforced);
        stretch(latency, "execution_ms", enforced, started);
        stretch(latency, "run_ms", started, ended);
        stretch(latency, "total_ms", begun.or(this::occurred).or(() -> enforced), ended);
        if (rule.timed()) {
            intervals(latency);
        }
        return latency.build();
    }

    /** How regularly time fires it, by StackStorm's clock: the shortest and the longest time between two firings. */
    private void intervals(JsonObject.Builder latency) {
        List<Instant> at = fired.stream()
                .flatMap(enforcement -> time(enforcement, "enforced_at").stream())
                .toList();
        LongSummaryStatistics apart = IntStream.range(1, at.size())
                .mapToLong(i -> Duration.between(at.get(i - 1), at.get(i)).toMillis())
                .summaryStatistics();
        if (apart.getCount() > 0) {
            latency.put("interval_min_ms", apart.getMin()).put("interval_max_ms", apart.getMax());
        }
    }

    private static void stretch(JsonObject.Builder latency, String name, Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent()) {
            long millis = Duration.between(from.get(), to.get()).toMillis();
            if (millis >= 0) {
                latency.put(name, millis);
            }
        }
    }

    private JsonObject execution(String id) {
        return executions.getOrDefault(id, JsonObject.empty());
    }

    private static boolean over(JsonObject execution) {
        return ExecutionStatus.state(Executions.status(execution)).terminal();
    }

    static String executionId(JsonObject enforcement) {
        return enforcement.text("execution_id").orElse("");
    }

    static Optional<Instant> time(JsonObject object, String name) {
        try {
            return object.text(name).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
