package dev.sst.testkit.incident;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the receiver keeps, and its rules for it. Thread-safe. */
final class IncidentLedger {
    private static final List<String> REQUIRED = List.of(
            "title", "description", "severity", "incident_type", "affected_services", "start_time", "public_message");
    private static final Set<String> TYPES =
            Set.of("outage", "degraded_performance", "maintenance", "security", "feature_disabled", "other");
    private static final Set<String> SEVERITIES = Set.of("critical", "high", "medium", "low", "minor");

    private final Map<String, JsonObject> incidents = new LinkedHashMap<>();
    private int creates;

    synchronized ReceiverAnswer create(JsonValue body) {
        if (!(body instanceof JsonObject wanted)) {
            return ReceiverAnswer.refusedField("", "Input should be an object");
        }
        for (String field : REQUIRED) {
            if (wanted.get(field).isEmpty()) {
                return ReceiverAnswer.refusedField(field, "Field required");
            }
        }
        if (!TYPES.contains(wanted.text("incident_type").orElse(""))) {
            return ReceiverAnswer.refusedField("incident_type", "Input should be one of " + TYPES);
        }
        if (!SEVERITIES.contains(wanted.text("severity").orElse(""))) {
            return ReceiverAnswer.refusedField("severity", "Input should be one of " + SEVERITIES);
        }
        String id = "incident-" + ++creates;
        JsonObject incident = wanted.with("id", new JsonString(id)).with("status", new JsonString("investigating"));
        incidents.put(id, incident);
        return ReceiverAnswer.json(
                201,
                JsonObject.builder()
                        .put("incident", incident)
                        .put("total_updates", 1)
                        .build());
    }

    synchronized ReceiverAnswer change(String id, JsonValue body) {
        JsonObject incident = incidents.get(id);
        if (incident == null) {
            return ReceiverAnswer.problem(404, "Incident not found");
        }
        if (!(body instanceof JsonObject change)) {
            return ReceiverAnswer.refusedField("", "Input should be an object");
        }
        JsonObject changed =
                JsonObject.builder().putAll(incident).putAll(change).build();
        incidents.put(id, changed);
        return ReceiverAnswer.json(
                200, JsonObject.builder().put("incident", changed).build());
    }

    synchronized ReceiverAnswer read(String id) {
        JsonObject incident = incidents.get(id);
        if (incident == null) {
            return ReceiverAnswer.problem(404, "Incident not found");
        }
        return poisoned(incident)
                ? ReceiverAnswer.problem(500, "Internal Server Error")
                : ReceiverAnswer.json(
                        200, JsonObject.builder().put("incident", incident).build());
    }

    synchronized ReceiverAnswer list(ListQuery query, Set<ReceiverHabit> habits) {
        if (habits.contains(ReceiverHabit.LIST_BROKEN)
                || incidents.values().stream().anyMatch(IncidentLedger::poisoned)) {
            return ReceiverAnswer.problem(500, "Internal Server Error");
        }
        Stream<JsonObject> shown =
                habits.contains(ReceiverHabit.LIST_LAGS) ? Stream.empty() : incidents.values().stream();
        List<JsonValue> asked = shown.filter(incident ->
                        query.status() == null || incident.text("status").equals(Optional.of(query.status())))
                .<JsonValue>map(incident -> incident)
                .toList();
        int from = Math.min(asked.size(), (query.page() - 1) * query.perPage());
        int to = Math.min(asked.size(), from + query.perPage());
        return ReceiverAnswer.json(
                200,
                JsonObject.builder()
                        .put("incidents", new JsonArray(asked.subList(from, to)))
                        .put("total", habits.contains(ReceiverHabit.TOTAL_WRONG) ? asked.size() * 3L : asked.size())
                        .put("page", query.page())
                        .put("per_page", query.perPage())
                        .put("has_next", to < asked.size())
                        .put("has_prev", query.page() > 1)
                        .build());
    }

    synchronized List<String> open(String key) {
        return incidents.values().stream()
                .filter(incident -> !incident.text("status").equals(Optional.of("resolved")))
                .filter(incident -> incident.get("tags").orElse(JsonNull.NULL) instanceof JsonArray tags
                        && tags.items().contains(new JsonString(key)))
                .flatMap(incident -> incident.text("id").stream())
                .toList();
    }

    synchronized int creates() {
        return creates;
    }

    synchronized Optional<JsonObject> get(String id) {
        return Optional.ofNullable(incidents.get(id));
    }

    synchronized void forget(String id) {
        incidents.remove(id);
    }

    synchronized JsonObject picture() {
        return JsonObject.builder()
                .put("creates", creates)
                .put("incidents", new JsonArray(List.copyOf(incidents.values())))
                .build();
    }

    /** Seen at the real one: such an incident is taken, and from then on it and the whole list answer 500. */
    private static boolean poisoned(JsonObject incident) {
        Optional<Instant> end = time(incident, "end_time");
        Optional<Instant> start = time(incident, "start_time");
        return end.isPresent() && start.isPresent() && !end.get().isAfter(start.get());
    }

    private static Optional<Instant> time(JsonObject incident, String member) {
        try {
            return incident.text(member).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
