package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The datastore's keys, as they were written. Thread-safe. */
final class ScriptedKeys {

    private final Map<String, JsonObject> keys = new ConcurrentHashMap<>();

    Map<String, JsonObject> all() {
        return Map.copyOf(keys);
    }

    ScriptedAnswer put(String name, JsonObject body) {
        keys.put(name, body);
        return ScriptedAnswer.ok(JsonObject.builder()
                .put("name", name)
                .put("secret", body.get("secret").isPresent())
                .put("encrypted", true)
                .build());
    }

    ScriptedAnswer list(String prefix) {
        return ScriptedAnswer.json(
                200,
                new JsonArray(keys.keySet().stream()
                        .filter(name -> name.startsWith(prefix))
                        .<JsonValue>map(
                                name -> JsonObject.builder().put("name", name).build())
                        .toList()));
    }

    ScriptedAnswer delete(String name) {
        return keys.remove(name) == null
                ? ScriptedAnswer.fault(404, "KeyValuePair with name \"" + name + "\" not found")
                : ScriptedAnswer.nothing();
    }
}
