package dev.sst.stackstorm;

import dev.sst.execution.EngineState;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** An execution: one run of an action or a workflow. */
public record ExecutionRecord(JsonObject json) implements StackStormRecord {
    public ExecutionRecord {
        Objects.requireNonNull(json, "json");
    }

    /** What was run, {@code pack.name}. */
    public String action() {
        return Executions.ref(json).orElse("");
    }

    /** StackStorm's word for where it stands, as {@code succeeded} or {@code canceled}. */
    public String status() {
        return Executions.status(json);
    }

    /** The same in the words of this framework; {@link EngineState#UNKNOWN} for a word that it does not know. */
    public EngineState state() {
        return ExecutionStatus.state(status());
    }

    /** Whether nothing more will come of it. */
    public boolean ended() {
        return state().terminal();
    }

    /** When it was asked for, which is not when a runner took it. */
    public Optional<Instant> requestedAt() {
        return Outcomes.time(json, "start_timestamp");
    }

    /** When a runner took it. */
    public Optional<Instant> runningSince() {
        return Outcomes.logged(json, "running");
    }

    /** When it ended; empty of one that goes on, and of some that were abandoned. */
    public Optional<Instant> endedAt() {
        return Outcomes.time(json, "end_timestamp");
    }

    /** Whose it is. Of what a rule fired that is StackStorm's own user. */
    public String user() {
        return Members.text(context(), "user");
    }

    /** The execution whose step it is. */
    public Optional<String> parent() {
        return json.text("parent");
    }

    /** The name of its trace, which others may have as well. */
    public Optional<String> traceTag() {
        return Executions.inner(context(), "trace_context").flatMap(trace -> trace.text("trace_tag"));
    }

    /** The key under which {@link ExecutionsClient} started it. */
    public Optional<String> key() {
        return Executions.keyOf(json);
    }

    /** What it was given; StackStorm puts asterisks for what the action declares secret. */
    public JsonObject parameters() {
        return Members.object(json, "parameters");
    }

    /** What came of it; empty unless it was asked for. Its form is that of the runner. */
    public Optional<JsonValue> result() {
        return json.get("result");
    }

    /** Where a person sees it, on StackStorm's own pages. */
    public Optional<String> webUrl() {
        return json.text("web_url");
    }

    private JsonObject context() {
        return Members.object(json, "context");
    }

    @Override
    public String toString() {
        return "ExecutionRecord[" + id() + ", " + action() + ", " + status() + "]";
    }
}
