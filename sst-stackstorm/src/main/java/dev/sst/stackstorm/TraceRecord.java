package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A trace: what belongs together of events, rules and executions. Several may have one tag. */
public record TraceRecord(JsonObject json) implements StackStormRecord {
    public TraceRecord {
        Objects.requireNonNull(json, "json");
    }

    /**
     * One thing in it.
     *
     * @param id StackStorm's id of it
     * @param ref its name, {@code pack.name}
     * @param cause the kind of what caused it, as {@code rule}; {@code ""} when nothing in this trace did
     * @param causeId the id of that; of a rule {@code <rule>:<trigger instance>}
     */
    public record Entry(String id, String ref, String cause, String causeId) {

        private static Entry of(JsonObject entry) {
            JsonObject cause = Members.object(entry, "caused_by");
            return new Entry(
                    Members.text(entry, "object_id"),
                    Members.text(entry, "ref"),
                    Members.text(cause, "type"),
                    Members.text(cause, "id"));
        }
    }

    public String tag() {
        return Members.text(json, "trace_tag");
    }

    public Optional<Instant> startedAt() {
        return Outcomes.time(json, "start_timestamp");
    }

    public List<Entry> executions() {
        return entries("action_executions");
    }

    public List<Entry> rules() {
        return entries("rules");
    }

    public List<Entry> triggerInstances() {
        return entries("trigger_instances");
    }

    private List<Entry> entries(String name) {
        return Members.objects(json, name).stream().map(Entry::of).toList();
    }

    @Override
    public String toString() {
        return "TraceRecord[" + id() + ", " + tag() + "]";
    }
}
