package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** An enforcement: what a rule made of one event that met its criteria. */
public record EnforcementRecord(JsonObject json) implements StackStormRecord {
    public EnforcementRecord {
        Objects.requireNonNull(json, "json");
    }

    /** The rule, {@code pack.name}. */
    public String rule() {
        return Members.text(Members.object(json, "rule"), "ref");
    }

    /** {@code succeeded} when an execution was made, whatever became of it; {@code failed} when none could be. */
    public String status() {
        return Members.text(json, "status");
    }

    public Optional<Instant> enforcedAt() {
        return Outcomes.time(json, "enforced_at");
    }

    /** The id of the event. */
    public String triggerInstance() {
        return Members.text(json, "trigger_instance_id");
    }

    /** The id of what was started; empty when nothing was. */
    public Optional<String> execution() {
        return json.text("execution_id");
    }

    /** Why nothing was started, in StackStorm's words. */
    public Optional<String> failure() {
        return json.text("failure_reason");
    }

    @Override
    public String toString() {
        return "EnforcementRecord[" + id() + ", " + rule() + ", " + status() + "]";
    }
}
