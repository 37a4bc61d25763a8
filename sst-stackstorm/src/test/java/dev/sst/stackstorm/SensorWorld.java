package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As much of a StackStorm as a sensor sees, without a socket: one sensor, and the rows that processes and dispatches leave
 * behind. For one thread.
 */
final class SensorWorld implements Transport {

    static final String ID = "6b03dcd57582cd09b7c568e3";
    static final String CLASS = "Mine_j8z4qk7m";
    static final String REF = "p." + CLASS;
    static final String TRIGGER = "p.tick";

    final List<JsonObject> rows = new ArrayList<>();
    final List<Request> requests = new ArrayList<>();

    /** What the switches say that were sent, oldest first. */
    final List<Boolean> switches = new ArrayList<>();

    @Nullable
    JsonObject sensor = RuleWorld.json(
            "{'id': '%s', 'ref': '%s', 'pack': 'p', 'name': '%s', 'enabled': false,".formatted(ID, REF, CLASS)
                    + " 'entry_point': 'sensors.sst_sensor_%s.%s', 'trigger_types': ['%s']}"
                            .formatted("a".repeat(12), CLASS, TRIGGER));

    @Nullable
    Fate switchFate;

    /** What happens elsewhere while it is switched. */
    Runnable onSwitch = () -> {};

    private int ids = 1;

    /** Everything that was recorded of that sensor, as it was in the end. */
    SensorWorld with(RecordedOutcome recorded) {
        sensor = RecordedOutcome.object(recorded.stackstorm(), "sensor");
        rows.addAll(RuleWorld.rows(recorded, "trigger_instances"));
        return this;
    }

    StackStormClient client() {
        return new StackStormClient(this, Credentials.NONE, () -> "request-1");
    }

    void spawned(Instant at) {
        spawned(at, "p", CLASS);
    }

    void spawned(Instant at, String pack, String name) {
        row(
                SensorTrail.SPAWNED,
                at,
                JsonObject.builder()
                        .put("id", name)
                        .put("cmd", "python sensor_wrapper.py --pack=" + pack + " --class-name=" + name)
                        .build());
    }

    void exited(Instant at, int code) {
        row(
                SensorTrail.EXITED,
                at,
                JsonObject.builder().put("id", CLASS).put("exit_code", code).build());
    }

    void dispatched(Instant at, int n) {
        row(TRIGGER, at, JsonObject.builder().put("n", n).build());
    }

    void dispatched(Instant at, String text) {
        row(TRIGGER, at, JsonObject.builder().put("text", text).build());
    }

    private void row(String trigger, Instant at, JsonObject payload) {
        rows.add(JsonObject.builder()
                .put("id", "%024x".formatted(ids++))
                .put("trigger", trigger)
                .put("occurrence_time", at.toString())
                .put("payload", payload)
                .build());
    }

    @Override
    public Answer send(Request request) throws TransportException {
        requests.add(request);
        String[] parts = request.path().split("\\?", 2);
        if (parts[0].equals("/v1/triggerinstances")) {
            return answer(200, list(query(parts[1])));
        }
        if (parts[0].startsWith("/v1/sensortypes/")) {
            return sensor(request, parts[0].substring("/v1/sensortypes/".length()));
        }
        throw new AssertionError("not expected: " + request);
    }

    private Answer sensor(Request request, String name) throws TransportException {
        JsonObject there = sensor;
        if (there == null || !Set.of(ID, REF).contains(name)) {
            return answer(404, RuleWorld.json("{'faultstring': 'not found'}"));
        }
        if (request.method().equals("PUT")) {
            onSwitch.run();
            if (switchFate != null) {
                throw new TransportException(switchFate, "as told");
            }
            JsonObject body = (JsonObject) JsonText.parse(request.body().orElseThrow());
            JsonValue enabled = body.get("enabled").orElse(JsonNull.NULL);
            switches.add(enabled == JsonBoolean.TRUE);
            there = there.with("enabled", enabled);
            sensor = there;
        }
        return answer(200, there);
    }

    private JsonArray list(Map<String, String> query) {
        return new JsonArray(rows.stream()
                .filter(row -> row.text("trigger").equals(Optional.ofNullable(query.get("trigger_type"))))
                .filter(row ->
                        !query.containsKey("timestamp_gt") || at(row).isAfter(Instant.parse(query.get("timestamp_gt"))))
                .filter(row -> !query.containsKey("timestamp_lt")
                        || at(row).isBefore(Instant.parse(query.get("timestamp_lt"))))
                .sorted(Comparator.comparing(SensorWorld::at).reversed())
                .limit(Long.parseLong(query.get("limit")))
                .<JsonValue>map(row -> row)
                .toList());
    }

    private static Instant at(JsonObject row) {
        return Instant.parse(row.text("occurrence_time").orElseThrow());
    }

    private static Answer answer(int status, JsonValue body) {
        return new Answer(status, JsonText.writeBytes(body));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}
