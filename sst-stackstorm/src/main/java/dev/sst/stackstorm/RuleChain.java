package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.spi.Runner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what became of an event: trace, trigger instance, enforcements of the rule, executions.
 *
 * <ol>
 *   <li>The trace's tag is ours; tags are not unique, so all traces of it count. Of their instances ours is the first of the
 *       rule's trigger: the end of a fired execution is a later event of the same trace.
 *   <li>Firings are the rule's enforcements since the baseline that have an execution, whoever caused the event; not those of
 *       another execution of this framework, whose events carry its own key.
 *   <li>A failed enforcement counts likewise. The failed execution that StackStorm leaves behind then is no firing.
 * </ol>
 *
 * Thread-safe.
 */
final class RuleChain {

    /** What an observer needs of what was fired. */
    static final String STATUS = "id,status,context,start_timestamp,end_timestamp";

    /** What the evaluation needs. */
    static final String WITH_RESULT = STATUS + ",action.ref,result";

    /** How the keys of all attempts begin, of this server and of others. */
    private static final String OUR_KEYS = "sst-";

    /** So few executions are asked for one by one: a database that is slow at lists is quick at these. */
    private static final int FEW = 2;

    private final StackStormClient client;
    private final Executions executions;
    private final Enforcements enforcements;

    RuleChain(StackStormClient client, Executions executions) {
        this.client = client;
        this.executions = executions;
        this.enforcements = new Enforcements(client);
    }

    Enforcements enforcements() {
        return enforcements;
    }

    /**
     * What need not be asked for again.
     *
     * @param processed our instance as it was seen processed; {@code null} when it was not yet
     * @param ended executions that have ended, by id, as they were seen
     * @param until what was enforced later does not count; {@code null} when all does
     */
    record Known(
            @Nullable JsonObject processed,
            Map<String, JsonObject> ended,
            @Nullable Instant until) {
        static final Known NOTHING = new Known(null, Map.of(), null);

        Known {
            ended = Map.copyOf(ended);
        }

        /** Those of these enforcements that are not too late. */
        List<JsonObject> counted(List<JsonObject> enforcements) {
            Instant last = until;
            return last == null
                    ? enforcements
                    : enforcements.stream()
                            .filter(enforcement -> Enforcements.at(enforcement)
                                    .map(at -> !at.isAfter(last))
                                    .orElse(true))
                            .toList();
        }

        /** The same for results, which are not remembered. */
        Known withoutExecutions() {
            return new Known(processed, Map.of(), until);
        }
    }

    /**
     * What there is to be seen now.
     *
     * @param attributes of the executions
     */
    RuleTrail read(LiveRule rule, WatchId watch, Known known, String attributes) {
        return trail(rule, watch, known, seen(rule, watch, known, attributes));
    }

    Seen seen(LiveRule rule, WatchId watch, Known known, String attributes) {
        JsonObject instance = known.processed() != null || rule.timed()
                ? known.processed()
                : instance(rule, watch.key()).orElse(null);
        List<JsonObject> all = enforcements.of(watch);
        List<EngineExecutionId> open = open(known.counted(all), known.ended());
        return new Seen(instance, all, executions(open, attributes));
    }

    /**
     * What was read of a watched rule.
     *
     * @param instance of our event; {@code null} when there is none (yet), or time fires the rule
     * @param enforcements all of the rule since the baseline, oldest first
     * @param executions that those led to, by id, and perhaps others: as far as StackStorm shows them
     */
    record Seen(@Nullable JsonObject instance, List<JsonObject> enforcements, Map<String, JsonObject> executions) {}

    /** What follows from that. */
    RuleTrail trail(LiveRule rule, WatchId watch, Known known, Seen seen) {
        JsonObject instance = seen.instance();
        List<JsonObject> all = known.counted(seen.enforcements());
        Map<String, JsonObject> executions = new HashMap<>();
        all.stream().map(RuleTrail::executionId).forEach(id -> {
            JsonObject execution =
                    known.ended().getOrDefault(id, seen.executions().get(id));
            if (execution != null) {
                executions.put(id, execution);
            }
        });
        String instanceId = instance == null ? "" : instance.text("id").orElse("");
        List<JsonObject> firings = all.stream()
                .filter(enforcement -> !RuleTrail.executionId(enforcement).isEmpty())
                .filter(enforcement -> !ofAnother(
                        tag(executions.getOrDefault(RuleTrail.executionId(enforcement), JsonObject.empty())),
                        watch.key()))
                .toList();
        List<JsonObject> failed = all.stream()
                .filter(enforcement -> RuleTrail.executionId(enforcement).isEmpty())
                .filter(enforcement ->
                        counts(enforcement.text("trigger_instance_id").orElse(""), instanceId, watch))
                .toList();
        return new RuleTrail(rule, instance, firings, failed, executions);
    }

    /** The instance of the event that carries that key; empty when there is none, or none yet. */
    Optional<JsonObject> instance(LiveRule rule, String key) {
        return traces("trace_tag=" + Request.encoded(key)).stream()
                .flatMap(trace -> entries(trace).stream())
                .filter(entry -> entry.text("ref").equals(Optional.of(rule.triggerRef())))
                .flatMap(entry -> entry.text("object_id").stream())
                .min(Comparator.naturalOrder())
                .flatMap(id -> client.object(Request.get("/v1/triggerinstances/" + Request.encoded(id))));
    }

    /** What those enforcements led to and is not known to have ended. */
    static List<EngineExecutionId> open(List<JsonObject> enforcements, Map<String, JsonObject> ended) {
        return enforcements.stream()
                .map(RuleTrail::executionId)
                .filter(id -> !id.isEmpty() && !ended.containsKey(id))
                .map(EngineExecutionId::new)
                .filter(Executions::wellFormed)
                .distinct()
                .toList();
    }

    /** Those of these executions that StackStorm shows, by id. */
    Map<String, JsonObject> executions(List<EngineExecutionId> ids, String attributes) {
        Map<String, JsonObject> found = new HashMap<>();
        for (int from = 0; from < ids.size(); from += Runner.MAX_BATCH) {
            asked(ids.subList(from, Math.min(ids.size(), from + Runner.MAX_BATCH)), attributes)
                    .forEach(execution -> Executions.id(execution).ifPresent(id -> found.put(id.value(), execution)));
        }
        return found;
    }

    private List<JsonObject> asked(List<EngineExecutionId> ids, String attributes) {
        return ids.size() <= FEW
                ? ids.stream()
                        .flatMap(id -> executions.one(id, attributes).stream())
                        .toList()
                : executions.batch(ids, attributes);
    }

    private boolean counts(String instance, String ours, WatchId watch) {
        if (instance.isEmpty() || instance.equals(ours)) {
            return true;
        }
        List<String> tags = new ArrayList<>();
        traces("trigger_instance=" + Request.encoded(instance))
                .forEach(trace -> trace.text("trace_tag").ifPresent(tags::add));
        return tags.isEmpty() || tags.stream().anyMatch(tag -> !ofAnother(tag, watch.key()));
    }

    private static List<JsonObject> entries(JsonObject trace) {
        return trace.get("trigger_instances").orElse(null) instanceof JsonArray entries
                ? Executions.objects(entries)
                : List.of();
    }

    private static boolean ofAnother(String tag, String key) {
        return tag.startsWith(OUR_KEYS) && !tag.equals(key);
    }

    private static String tag(JsonObject execution) {
        return Executions.inner(execution, "context")
                .flatMap(context -> Executions.inner(context, "trace_context"))
                .flatMap(trace -> trace.text("trace_tag"))
                .orElse("");
    }

    /** Whether that execution belongs to the trace of that key. */
    static boolean carries(JsonObject execution, String key) {
        return tag(execution).equals(key);
    }

    private List<JsonObject> traces(String query) {
        return Executions.objects(client.list(Request.get("/v1/traces?" + query)));
    }
}
