package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sensors as StackStorm registers them: from the files of a pack that is installed, with nobody asked whether their code works,
 * and gone with the pack alone. None of them ever runs. Thread-safe.
 */
final class ScriptedSensors {

    private static final String FOLDER = "/sensors/";
    private static final long FIRST_ID = 0x5e50_0000_0000_0000L;

    private final Map<String, JsonObject> sensors = new ConcurrentSkipListMap<>();
    private final AtomicLong ids = new AtomicLong(FIRST_ID);

    /** Takes over what the files of that pack say, which are JSON; those registered before stay. */
    void register(String pack, Map<String, String> files) {
        files.forEach((path, content) -> {
            if (path.startsWith(pack + FOLDER) && path.endsWith(".yaml")) {
                register(pack, path, (JsonObject) JsonText.parse(content));
            }
        });
    }

    private void register(String pack, String path, JsonObject metadata) {
        String name = metadata.text("class_name").orElseThrow();
        String ref = pack + "." + name;
        String file = metadata.text("entry_point").orElseThrow();
        String id = Optional.ofNullable(sensors.get(ref))
                .flatMap(known -> known.text("id"))
                .orElseGet(() -> "6b03dcd5" + HexFormat.of().toHexDigits(ids.incrementAndGet()));
        sensors.put(
                ref,
                JsonObject.builder()
                        .put("id", id)
                        .put("ref", ref)
                        .put("name", name)
                        .put("pack", pack)
                        .put("enabled", metadata.get("enabled").orElse(JsonBoolean.TRUE))
                        .put("metadata_file", path.substring(pack.length() + 1))
                        .put("entry_point", "sensors." + file.substring(0, file.length() - 3) + "." + name)
                        .put("trigger_types", new JsonArray(triggerTypes(pack, metadata)))
                        .put("poll_interval", metadata.get("poll_interval").orElse(JsonNull.NULL))
                        .build());
    }

    private static List<JsonValue> triggerTypes(String pack, JsonObject metadata) {
        return metadata.get("trigger_types").orElse(JsonNull.NULL) instanceof JsonArray types
                ? types.items().stream()
                        .<JsonValue>map(type -> new JsonString(
                                pack + "." + ((JsonObject) type).text("name").orElseThrow()))
                        .toList()
                : List.of();
    }

    void remove(String pack) {
        sensors.keySet().removeIf(ref -> ref.startsWith(pack + "."));
    }

    Optional<JsonObject> sensor(String ref) {
        return sensors.values().stream()
                .filter(sensor -> sensor.text("ref").equals(Optional.of(ref))
                        || sensor.text("id").equals(Optional.of(ref)))
                .findFirst();
    }

    ScriptedAnswer get(String ref) {
        return sensor(ref).map(ScriptedAnswer::ok).orElseGet(() -> missing(ref));
    }

    ScriptedAnswer ofPack(Optional<String> pack) {
        return ScriptedAnswer.json(
                200,
                new JsonArray(sensors.values().stream()
                        .filter(sensor -> pack.isEmpty() || sensor.text("pack").equals(pack))
                        .<JsonValue>map(sensor -> sensor)
                        .toList()));
    }

    /** Whatever the body leaves out: without {@code enabled} it is off. */
    ScriptedAnswer change(String ref, JsonObject body) {
        Optional<JsonObject> known = sensor(ref);
        if (known.isEmpty()) {
            return missing(ref);
        }
        JsonObject changed = known.get().with("enabled", body.get("enabled").orElse(JsonBoolean.FALSE));
        sensors.put(changed.text("ref").orElseThrow(), changed);
        return ScriptedAnswer.ok(changed);
    }

    private static ScriptedAnswer missing(String ref) {
        return ScriptedAnswer.fault(404, "Resource with a reference or id \"" + ref + "\" not found");
    }
}
