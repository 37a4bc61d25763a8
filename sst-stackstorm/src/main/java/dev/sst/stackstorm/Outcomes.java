package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Outcome;
import dev.sst.execution.Step;
import dev.sst.harness.Frame;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.spi.CollectOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a finished execution. Empty and zero members are missing from StackStorm's answers, so every one is optional here.
 * Pure.
 */
final class Outcomes {

    private Outcomes() {}

    /** Of content behind the harness. */
    static Outcome reported(CollectOrder order, JsonObject execution) {
        JsonValue result = execution.get("result").orElse(null);
        return outcome(order.id(), execution, Frame.read(printed(result).orElse(null), order.nonce(), result));
    }

    /**
     * Of content without a harness.
     *
     * @param stdout what the run printed as StackStorm's output call has it; {@code null} when that cannot be read
     */
    static Outcome raw(CollectOrder order, JsonObject execution, @Nullable String stdout) {
        JsonValue result = execution.get("result").orElse(null);
        return outcome(order.id(), execution, new Evidence.Raw(runner(execution), result, stdout));
    }

    /**
     * Of a workflow of orquesta.
     *
     * @param failed the steps that did not succeed, of one that failed
     */
    static Outcome workflow(CollectOrder order, JsonObject execution, List<Step> failed) {
        return outcome(
                order.id(),
                execution,
                new Evidence.Workflow(execution.get("result").orElse(null), failed));
    }

    /** An execution that is over and whose result is too large, or too strange, to be read. */
    static Outcome unreadable(CollectOrder order, JsonObject execution, String reason) {
        return outcome(order.id(), execution, new Evidence.Unreported(reason, null));
    }

    /** Whether it was ended before a runner, or the workflow engine, took it: its log has all that it went through. */
    static boolean neverBegan(JsonObject execution) {
        return Executions.status(execution).equals(ExecutionStatus.CANCELED)
                && logged(execution, "requested").isPresent()
                && logged(execution, "running").isEmpty();
    }

    /** An execution that {@link #neverBegan}. */
    static Outcome neverBegun(CollectOrder order, JsonObject execution) {
        return outcome(
                order.id(), execution, new Evidence.Unreported("StackStorm started it and never began with it", null));
    }

    /** An execution that StackStorm does not know. */
    static Outcome lost(CollectOrder order) {
        return new Outcome(
                order.id(),
                EngineState.LOST,
                new Evidence.Unreported("StackStorm does not know this execution", null),
                null,
                null,
                null,
                null);
    }

    private static Outcome outcome(EngineExecutionId id, JsonObject execution, Evidence evidence) {
        return new Outcome(
                id,
                ExecutionStatus.state(Executions.status(execution)),
                evidence,
                logged(execution, "running")
                        .or(() -> time(execution, "start_timestamp"))
                        .orElse(null),
                time(execution, "end_timestamp")
                        .or(() -> logged(execution, Executions.status(execution)))
                        .orElse(null),
                node(execution),
                execution.text("web_url").orElse(null));
    }

    /** Both runners keep what was printed there; text that is JSON as a whole comes as that value, and a frame never is. */
    private static Optional<String> printed(@Nullable JsonValue result) {
        return result instanceof JsonObject object ? object.text("stdout") : Optional.empty();
    }

    static String runner(JsonObject execution) {
        return Executions.inner(execution, "runner")
                .flatMap(runner -> runner.text("name"))
                .orElse("unknown");
    }

    private static @Nullable String node(JsonObject execution) {
        Optional<JsonObject> info =
                Executions.inner(execution, "liveaction").flatMap(live -> Executions.inner(live, "runner_info"));
        return info.flatMap(runner -> runner.text("hostname"))
                .map(host -> host
                        + info.flatMap(runner -> runner.get("pid"))
                                .filter(JsonNumber.class::isInstance)
                                .map(pid -> " pid " + ((JsonNumber) pid).value().toPlainString())
                                .orElse(""))
                .orElse(null);
    }

    /** When it entered that status, by the last such entry of its log. */
    static Optional<Instant> logged(JsonObject execution, String status) {
        return execution
                .get("log")
                .filter(JsonArray.class::isInstance)
                .map(log -> Executions.objects((JsonArray) log))
                .flatMap(entries -> entries.stream()
                        .filter(entry -> entry.get("status").equals(Optional.of(new JsonString(status))))
                        .reduce((earlier, later) -> later))
                .flatMap(entry -> time(entry, "timestamp"));
    }

    static Optional<Instant> time(JsonObject object, String name) {
        return object.text(name).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
