package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.util.List;

/** Reads members of StackStorm's answers, any of which may be missing or of another kind. Pure. */
final class Members {

    private Members() {}

    /** {@code ""} when there is none. */
    static String text(JsonObject object, String name) {
        return object.text(name).orElse("");
    }

    static boolean isTrue(JsonObject object, String name) {
        return object.get(name).orElse(JsonNull.NULL) == JsonBoolean.TRUE;
    }

    /** Empty when there is none. */
    static JsonObject object(JsonObject object, String name) {
        return Executions.inner(object, name).orElse(JsonObject.empty());
    }

    /** All of it but that member. */
    static JsonObject without(JsonObject object, String name) {
        var rest = JsonObject.builder();
        object.members().forEach((key, value) -> {
            if (!key.equals(name)) {
                rest.put(key, value);
            }
        });
        return rest.build();
    }

    /** The texts in that list. */
    static List<String> texts(JsonObject object, String name) {
        return object.get(name).orElse(JsonNull.NULL) instanceof JsonArray array
                ? array.items().stream()
                        .filter(JsonString.class::isInstance)
                        .map(text -> ((JsonString) text).value())
                        .toList()
                : List.of();
    }

    /** The objects in that list. */
    static List<JsonObject> objects(JsonObject object, String name) {
        return object.get(name).orElse(JsonNull.NULL) instanceof JsonArray array
                ? Executions.objects(array)
                : List.of();
    }
}
