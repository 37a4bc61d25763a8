package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rules of webhooks, and what an event makes of them, as its payload says in a member {@code "scripted": {"heard_ms": 0,
 * "fires_ms": 100, "runs_ms": 0}}: after so long there is a processed trigger instance in a trace of the request's tag, so much
 * later each enabled rule of the webhook is enforced, and what it starts runs for so long and succeeds. Without {@code fires_ms}
 * nothing is enforced. Criteria are not looked at, and no other trigger is known. Thread-safe.
 */
final class ScriptedRules {

    private static final String WEBHOOK = "core.st2.webhook";
    private static final String HOOKS = "/v1/webhooks/";
    private static final long FIRST_ID = 0x5e57_0000_0000_0000L;

    /** Of instances, traces and enforcements each; the oldest go first. */
    private static final int KEPT = 20_000;

    private final ScriptedContent content;
    private final ScriptedExecutions executions;
    private final Map<String, JsonObject> rules = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, JsonObject> instances = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, JsonObject> traces = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, JsonObject> enforcements = new ConcurrentSkipListMap<>();
    private final AtomicLong ids = new AtomicLong(FIRST_ID);

    ScriptedRules(ScriptedContent content, ScriptedExecutions executions) {
        this.content = content;
        this.executions = executions;
    }

    ScriptedAnswer get(String name) {
        return find(name).map(ScriptedAnswer::ok).orElseGet(() -> missing(name));
    }

    private Optional<JsonObject> find(String name) {
        return Optional.ofNullable(rules.get(name))
                .or(() -> rules.values().stream()
                        .filter(rule -> text(rule, "ref").equals(name))
                        .findFirst());
    }

    ScriptedAnswer list(Optional<String> pack) {
        return answer(rules.values().stream()
                .filter(rule -> pack.isEmpty() || rule.text("pack").equals(pack))
                .toList());
    }

    synchronized ScriptedAnswer create(JsonObject body) {
        String ref = ref(body);
        Optional<JsonObject> existing = find(ref);
        if (existing.isPresent()) {
            return ScriptedAnswer.json(
                    409,
                    JsonObject.builder()
                            .put("conflict-id", text(existing.get(), "id"))
                            .put("faultstring", "Tried to save duplicate unique keys (E11000 duplicate key error ...)")
                            .build());
        }
        return stored(nextId(), body, 201);
    }

    synchronized ScriptedAnswer change(String id, JsonObject body) {
        return rules.containsKey(id) ? stored(id, body, 200) : ScriptedAnswer.fault(400, "Invalid ObjectID");
    }

    ScriptedAnswer delete(String name) {
        Optional<JsonObject> found = find(name);
        found.ifPresent(rule -> rules.remove(text(rule, "id")));
        return found.isPresent() ? ScriptedAnswer.nothing() : missing(name);
    }

    private ScriptedAnswer stored(String id, JsonObject body, int status) {
        JsonObject trigger = inner(body, "trigger");
        if (!text(trigger, "type").equals(WEBHOOK)) {
            return ScriptedAnswer.fault(400, "A trigger with the given type could not be found.");
        }
        JsonObject rule = body.with("id", new JsonString(id))
                .with("ref", new JsonString(ref(body)))
                .with("trigger", trigger.with("ref", new JsonString(triggerOf(url(trigger)))))
                .with("context", inner(body, "context").with("user", new JsonString(ScriptedStackStorm.USER)));
        rules.put(id, rule);
        return ScriptedAnswer.json(status, rule);
    }

    private static String ref(JsonObject body) {
        return body.text("pack").orElse("default") + "." + text(body, "name");
    }

    /** Rules of one url share one trigger. */
    private static String triggerOf(String url) {
        return "core." + UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8));
    }

    private static String url(JsonObject trigger) {
        return text(inner(trigger, "parameters"), "url");
    }

    ScriptedAnswer triggerType(String ref) {
        return ref.equals(WEBHOOK)
                ? ScriptedAnswer.ok(JsonObject.builder().put("ref", ref).build())
                : missing(ref);
    }

    /** The triggers that it listens for. */
    ScriptedAnswer webhooks() {
        return answer(rules.values().stream()
                .map(rule -> inner(rule, "trigger"))
                .distinct()
                .toList());
    }

    /** {@code POST /v1/webhooks/<url>}. */
    ScriptedAnswer fire(ScriptedRequest request, JsonObject payload) {
        String url = request.path().substring(HOOKS.length());
        List<JsonObject> listening = rules.values().stream()
                .filter(rule -> url(inner(rule, "trigger")).equals(url))
                .filter(rule -> rule.get("enabled")
                        .filter(enabled -> enabled.toString().equals("true"))
                        .isPresent())
                .toList();
        if (listening.isEmpty()) {
            return ScriptedAnswer.fault(404, "Webhook " + url + " not registered with st2");
        }
        String tag = request.header("St2-Trace-Tag").orElseGet(() -> "webhook-" + url + "-" + nextId());
        JsonObject script = inner(payload, "scripted");
        executions.later(millis(script, "heard_ms").orElse(Duration.ZERO), () -> heard(listening, tag, payload));
        return ScriptedAnswer.json(202, payload);
    }

    private void heard(List<JsonObject> listening, String tag, JsonObject payload) {
        String id = nextId();
        String trigger = text(inner(listening.get(0), "trigger"), "ref");
        var body = JsonObject.builder().put("body", payload).put("headers", JsonObject.empty());
        instances.put(
                id,
                JsonObject.builder()
                        .put("id", id)
                        .put("trigger", trigger)
                        .put("occurrence_time", now())
                        .put("status", "processed")
                        .put("payload", body.build())
                        .build());
        var entry = JsonObject.builder()
                .put("object_id", id)
                .put("ref", trigger)
                .put("caused_by", JsonObject.empty())
                .build();
        traces.put(
                id,
                JsonObject.builder()
                        .put("id", nextId())
                        .put("trace_tag", tag)
                        .put("trigger_instances", JsonArray.of(entry))
                        .build());
        bounded(instances);
        bounded(traces);
        JsonObject script = inner(payload, "scripted");
        Duration runs = millis(script, "runs_ms").orElse(Duration.ZERO);
        millis(script, "fires_ms")
                .ifPresent(after -> executions.later(
                        after, () -> listening.forEach(rule -> enforced(rule, id, context(tag), runs))));
    }

    private static JsonObject context(String tag) {
        JsonObject trace = JsonObject.builder().put("trace_tag", tag).build();
        return JsonObject.builder().put("trace_context", trace).build();
    }

    private void enforced(JsonObject rule, String instance, JsonObject context, Duration runs) {
        String at = now();
        String ref = text(inner(rule, "action"), "ref");
        JsonObject action = content.action(ref)
                .orElseGet(() -> JsonObject.builder().put("ref", ref).build());
        var run = new ScriptedRun(
                ref, text(action, "runner_type"), JsonObject.empty(), Optional.empty(), Optional.empty());
        ScriptedEnding ending =
                ScriptedEnding.bare("succeeded", JsonObject.empty()).after(runs);
        String execution = executions
                .create(action, JsonObject.empty(), context, run, ending)
                .id();
        JsonObject named = JsonObject.builder()
                .put("id", text(rule, "id"))
                .put("ref", text(rule, "ref"))
                .build();
        String id = nextId();
        enforcements.put(
                id,
                JsonObject.builder()
                        .put("id", id)
                        .put("rule", named)
                        .put("trigger_instance_id", instance)
                        .put("execution_id", execution)
                        .put("enforced_at", at)
                        .put("status", "succeeded")
                        .build());
        bounded(enforcements);
    }

    private static void bounded(ConcurrentSkipListMap<String, JsonObject> rows) {
        while (rows.size() > KEPT) {
            rows.pollFirstEntry();
        }
    }

    /** {@code GET /v1/traces}, by tag or by trigger instance. */
    ScriptedAnswer traces(ScriptedRequest request) {
        Optional<String> tag = request.query("trace_tag");
        Optional<String> instance = request.query("trigger_instance");
        return answer(instance.map(
                        id -> Optional.ofNullable(traces.get(id)).stream().toList())
                .orElseGet(() -> traces.values().stream()
                        .filter(trace ->
                                tag.isEmpty() || trace.text("trace_tag").equals(tag))
                        .toList()));
    }

    ScriptedAnswer instance(String id) {
        JsonObject found = instances.get(id);
        return found == null ? ScriptedExecutions.unknown(id) : ScriptedAnswer.ok(found);
    }

    /** {@code GET /v1/ruleenforcements}, newest first. */
    ScriptedAnswer enforcements(ScriptedRequest request) {
        Optional<String> rule = request.query("rule_id");
        Optional<String> ref = request.query("rule_ref");
        Optional<Instant> after = request.query("enforced_at_gt").map(Instant::parse);
        Optional<Instant> before = request.query("enforced_at_lt").map(Instant::parse);
        return answer(enforcements.descendingMap().values().stream()
                .filter(row -> rule.isEmpty() || inner(row, "rule").text("id").equals(rule))
                .filter(row -> ref.isEmpty() || inner(row, "rule").text("ref").equals(ref))
                .filter(row -> after.isEmpty() || at(row).isAfter(after.get()))
                .filter(row -> before.isEmpty() || at(row).isBefore(before.get()))
                .limit(request.query("limit").map(Integer::parseInt).orElse(50))
                .toList());
    }

    private static Instant at(JsonObject enforcement) {
        return Instant.parse(text(enforcement, "enforced_at"));
    }

    private String nextId() {
        return "6b03b2f1" + HexFormat.of().toHexDigits(ids.incrementAndGet());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static Optional<Duration> millis(JsonObject script, String name) {
        return script.get(name)
                .filter(JsonNumber.class::isInstance)
                .map(number -> Duration.ofMillis(((JsonNumber) number).value().longValue()));
    }

    private static String text(JsonObject object, String name) {
        return object.text(name).orElse("");
    }

    private static JsonObject inner(JsonObject object, String name) {
        return object.get(name)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElse(JsonObject.empty());
    }

    private static ScriptedAnswer answer(List<JsonObject> rows) {
        return ScriptedAnswer.ok(new JsonArray(List.<JsonValue>copyOf(rows)));
    }

    private static ScriptedAnswer missing(String name) {
        return ScriptedAnswer.fault(404, "Resource with a reference or id \"" + name + "\" not found");
    }
}
