package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * As much of a StackStorm as a rule sees, without a socket: rules, trigger types, and the rows that an event leaves behind.
 * What an event does is told by {@link #onEvent}. For one thread.
 */
final class RuleWorld implements Transport {

    private static final String PARAMETERS = "views/parameters/";

    final Map<String, JsonObject> rules = new LinkedHashMap<>();
    final Map<String, JsonObject> types = new LinkedHashMap<>();
    final Set<String> actions = new HashSet<>(Set.of("core.noop", "core.local"));
    final Map<String, JsonObject> parameters = new HashMap<>();
    final Map<String, JsonObject> packs = new HashMap<>();
    final List<JsonObject> traces = new ArrayList<>();
    final Map<String, JsonObject> instances = new LinkedHashMap<>();
    final List<JsonObject> enforcements = new ArrayList<>();
    final Map<String, JsonObject> executions = new LinkedHashMap<>();
    final List<Request> requests = new ArrayList<>();
    Consumer<Request> onEvent = event -> {};
    int eventStatus = 202;

    @Nullable
    Fate eventFate;

    @Nullable
    String refusal;

    /** What it makes of a rule that is posted. */
    UnaryOperator<JsonObject> changing = UnaryOperator.identity();

    /** Whether it does not say that it listens at any webhook. */
    boolean deaf;

    private int ids = 1;

    /** Everything that was recorded of that rule, as it was in the end. */
    RuleWorld with(RecordedOutcome recorded) {
        JsonObject rule = RecordedOutcome.object(recorded.stackstorm(), "rule");
        rules.put(rule.text("id").orElseThrow(), rule);
        traces.addAll(rows(recorded, "trace"));
        rows(recorded, "trigger_instances")
                .forEach(row -> instances.put(row.text("id").orElseThrow(), row));
        enforcements.addAll(rows(recorded, "enforcements"));
        rows(recorded, "executions")
                .forEach(row -> executions.put(row.text("id").orElseThrow(), row));
        return this;
    }

    static List<JsonObject> rows(RecordedOutcome recorded, String name) {
        return recorded.stackstorm().get(name).orElse(JsonNull.NULL) instanceof JsonArray rows
                ? Executions.objects(rows)
                : List.of();
    }

    StackStormClient client() {
        return new StackStormClient(this, Credentials.NONE, () -> "request-1");
    }

    String nextId() {
        return "%024x".formatted(ids++);
    }

    /** A rule as it was posted, with what StackStorm adds. */
    JsonObject addRule(JsonObject body) {
        String id = nextId();
        JsonObject trigger = RecordedOutcome.object(body, "trigger");
        boolean plain = RecordedOutcome.object(trigger, "parameters").isEmpty();
        JsonObject rule = body.with("id", text(id))
                .with(
                        "ref",
                        text(body.text("pack").orElse("default") + "."
                                + body.text("name").orElseThrow()))
                .with(
                        "trigger",
                        trigger.with("ref", text(plain ? trigger.text("type").orElseThrow() : "core." + id)))
                .with("context", RecordedOutcome.object(body, "context").with("user", text("st2admin")));
        rules.put(id, rule);
        return rule;
    }

    /** The event of that key was made an instance of, in that state. */
    String heard(JsonObject rule, String key, String status, String at) {
        String id = nextId();
        String ref = RecordedOutcome.object(rule, "trigger").text("ref").orElseThrow();
        instances.put(
                id,
                json(
                        "{'id': '%s', 'trigger': '%s', 'status': '%s', 'occurrence_time': '%s', 'payload': {'body': {'a': 1}}}"
                                .formatted(id, ref, status, at)));
        traces.add(json("{'trace_tag': '%s', 'trigger_instances': [{'object_id': '%s', 'ref': '%s', 'caused_by': {}}]}"
                .formatted(key, id, ref)));
        return id;
    }

    /** The rule fired; the execution carries that tag. */
    String fired(JsonObject rule, String tag, String status, String at) {
        String execution = nextId();
        executions.put(execution, execution(execution, tag, status));
        enforcements.add(json("{'id': '%s', 'execution_id': '%s', 'trigger_instance_id': 'x', 'status': 'succeeded',"
                        .formatted(nextId(), execution)
                + " 'enforced_at': '%s', 'rule': {'id': '%s'}}"
                        .formatted(at, rule.text("id").orElseThrow())));
        return execution;
    }

    static JsonObject execution(String id, String tag, String status) {
        return json("{'id': '%s', 'status': '%s', 'action': {'ref': 'core.local'}, 'result': {'stdout': 'ok'},"
                        .formatted(id, status)
                + " 'context': {'trace_context': {'trace_tag': '%s'}},".formatted(tag)
                + " 'start_timestamp': '2026-11-23T10:00:01.5Z', 'end_timestamp': '2026-11-23T10:00:02.5Z'}");
    }

    static JsonObject json(String text) {
        return (JsonObject) JsonText.parse(text.replace('\'', '"'));
    }

    private static JsonValue text(String value) {
        return new JsonString(value);
    }

    List<Request> sent(String method, String path) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().startsWith(path))
                .toList();
    }

    @Override
    public Answer send(Request request) throws TransportException {
        requests.add(request);
        String[] parts = request.path().split("\\?", 2);
        Map<String, String> query = query(parts.length == 2 ? parts[1] : "");
        String[] names = parts[0].substring("/v1/".length()).split("/", 2);
        String name = names.length == 2 ? decoded(names[1]) : "";
        return switch (names[0]) {
            case "" -> ok(json("{'version': '3.10dev'}"));
            case "rules" -> rule(request, name, query);
            case "triggertypes" -> type(request, name);
            case "actions" -> action(name);
            case "webhooks" -> webhook(request, name);
            case "packs" -> found(Optional.ofNullable(packs.get(name)));
            case "traces" -> ok(traces(query));
            case "triggerinstances" -> found(Optional.ofNullable(instances.get(name)));
            case "ruleenforcements" -> ok(enforcements(query));
            case "executions" -> execution(request, name, query);
            default -> throw new AssertionError("not expected: " + request);
        };
    }

    /** The id of an action is its ref. */
    private Answer action(String name) {
        return name.startsWith(PARAMETERS)
                ? found(Optional.ofNullable(parameters.get(name.substring(PARAMETERS.length()))))
                : actions.contains(name) ? ok(json("{'ref': '%s', 'id': '%s'}".formatted(name, name))) : missing();
    }

    private Answer rule(Request request, String name, Map<String, String> query) {
        Optional<JsonObject> known = Optional.ofNullable(rules.get(name))
                .or(() -> rules.values().stream()
                        .filter(rule -> rule.text("ref").equals(Optional.of(name)))
                        .findFirst());
        switch (request.method()) {
            case "GET" -> {
                return name.isEmpty()
                        ? ok(list(rules.values().stream()
                                .filter(rule -> rule.text("pack").equals(Optional.ofNullable(query.get("pack"))))
                                .toList()))
                        : found(known);
            }
            case "POST" -> {
                return refusal == null
                        ? new Answer(201, JsonText.writeBytes(addRule(changing.apply(body(request)))))
                        : new Answer(400, JsonText.writeBytes(json("{'faultstring': '%s'}".formatted(refusal))));
            }
            case "PUT" -> {
                if (!rules.containsKey(name)) {
                    return new Answer(400, JsonText.writeBytes(json("{'faultstring': 'Invalid ObjectID'}")));
                }
                JsonObject changed = addRule(body(request));
                rules.remove(changed.text("id").orElseThrow());
                rules.put(name, changed.with("id", text(name)));
                return ok(rules.get(name));
            }
            default -> {
                known.ifPresent(rule -> rules.remove(rule.text("id").orElseThrow()));
                return new Answer(204, new byte[0]);
            }
        }
    }

    private Answer type(Request request, String name) {
        switch (request.method()) {
            case "GET" -> {
                return found(Optional.ofNullable(types.get(name)));
            }
            case "POST", "PUT" -> {
                JsonObject body = body(request);
                if (request.method().equals("PUT") && body.get("id").isEmpty()) {
                    return new Answer(500, "{}".getBytes(StandardCharsets.UTF_8));
                }
                String ref = body.text("pack").orElseThrow() + "."
                        + body.text("name").orElseThrow();
                types.put(ref, body.with("ref", text(ref)).with("id", text(nextId())));
                return ok(types.get(ref));
            }
            default -> {
                types.remove(name);
                return new Answer(204, new byte[0]);
            }
        }
    }

    private Answer webhook(Request request, String name) throws TransportException {
        if (request.method().equals("GET")) {
            return ok(list(rules.values().stream()
                    .filter(rule -> !deaf)
                    .map(rule -> RecordedOutcome.object(rule, "trigger"))
                    .toList()));
        }
        if (eventFate != null) {
            throw new TransportException(eventFate, "as told");
        }
        if (eventStatus == 202) {
            onEvent.accept(request);
        }
        return new Answer(
                eventStatus, JsonText.writeBytes(json("{'faultstring': 'as told\\nand more'}".replace("\\n", " / "))));
    }

    private JsonArray traces(Map<String, String> query) {
        return list(traces.stream()
                .filter(trace -> query.containsKey("trace_tag")
                        ? trace.text("trace_tag").equals(Optional.of(query.get("trace_tag")))
                        : Executions.objects((JsonArray)
                                        trace.get("trigger_instances").orElseThrow())
                                .stream()
                                .anyMatch(entry ->
                                        entry.text("object_id").equals(Optional.of(query.get("trigger_instance")))))
                .toList());
    }

    private JsonArray enforcements(Map<String, String> query) {
        Predicate<JsonObject> wanted = row -> !query.containsKey("rule_id")
                || RecordedOutcome.object(row, "rule").text("id").equals(Optional.of(query.get("rule_id")));
        if (query.containsKey("enforced_at_gt")) {
            Instant after = Instant.parse(query.get("enforced_at_gt"));
            wanted = wanted.and(row -> at(row).isAfter(after));
        }
        if (query.containsKey("enforced_at_lt")) {
            Instant before = Instant.parse(query.get("enforced_at_lt"));
            wanted = wanted.and(row -> at(row).isBefore(before));
        }
        return list(enforcements.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(RuleWorld::at).reversed())
                .limit(Long.parseLong(query.get("limit")))
                .toList());
    }

    private static Instant at(JsonObject enforcement) {
        return Instant.parse(enforcement.text("enforced_at").orElseThrow());
    }

    private Answer execution(Request request, String name, Map<String, String> query) {
        if (request.method().equals("DELETE")) {
            executions.computeIfPresent(name, (id, execution) -> execution.with("status", text("canceled")));
            return ok(executions.get(name));
        }
        return name.isEmpty()
                ? ok(list(Arrays.stream(query.getOrDefault("id", "").split(","))
                        .filter(executions::containsKey)
                        .map(executions::get)
                        .toList()))
                : found(Optional.ofNullable(executions.get(name)));
    }

    private static JsonObject body(Request request) {
        return (JsonObject) JsonText.parse(request.body().orElseThrow());
    }

    private static Answer found(Optional<JsonObject> object) {
        return object.map(RuleWorld::ok).orElseGet(RuleWorld::missing);
    }

    private static Answer ok(JsonValue body) {
        return new Answer(200, JsonText.writeBytes(body));
    }

    private static Answer missing() {
        return new Answer(404, JsonText.writeBytes(json("{'faultstring': 'not found'}")));
    }

    private static JsonArray list(List<JsonObject> objects) {
        return new JsonArray(List.copyOf(objects));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 2 ? decoded(parts[1]) : "");
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
