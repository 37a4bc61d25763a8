package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param path as the service knows it, decoded, without nginx's prefix and the query
 * @param query each parameter once, decoded
 * @param headers by lower-case name
 */
public record ScriptedRequest(
        String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    public ScriptedRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A query parameter; empty when it was not given. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as a JSON object; an absent body counts as an empty one; empty when it is something else. */
    public Optional<JsonObject> json() {
        if (body.isEmpty()) {
            return Optional.of(JsonObject.empty());
        }
        try {
            JsonValue value = JsonText.parseLenient(body);
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonTextException e) {
            return Optional.empty();
        }
    }

    static Map<String, String> parsed(String rawQuery) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Without the body, which may be long. */
    @Override
    public String toString() {
        return method + " " + path + " " + query;
    }
}
