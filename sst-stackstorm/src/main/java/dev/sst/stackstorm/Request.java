package dev.sst.stackstorm;

import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as it goes out.
 *
 * @param path below the service's base address, with its query, already encoded
 * @param headers those of this request; a secret among them is never printed
 */
record Request(
        Service service,
        String method,
        String path,
        Map<String, String> headers,
        @Nullable Content content) {

    /** What is sent along. */
    record Content(String type, byte[] bytes) {
        static @Nullable Content of(@Nullable JsonValue json) {
            return json == null ? null : new Content("application/json", JsonText.writeBytes(json));
        }
    }

    /** The three services of a StackStorm. */
    enum Service {
        API,
        AUTH,
        STREAM
    }

    static final String REQUEST_ID = "X-Request-ID";

    Request {
        headers = Map.copyOf(headers);
    }

    static Request get(String path) {
        return new Request(Service.API, "GET", path, Map.of(), null);
    }

    static Request post(String path, JsonValue json) {
        return new Request(Service.API, "POST", path, Map.of(), Content.of(json));
    }

    /** A text as it is. */
    static Request postText(String path, String text) {
        return new Request(
                Service.API, "POST", path, Map.of(), new Content("text/plain", text.getBytes(StandardCharsets.UTF_8)));
    }

    static Request put(String path, JsonValue json) {
        return new Request(Service.API, "PUT", path, Map.of(), Content.of(json));
    }

    static Request delete(String path, @Nullable JsonValue json) {
        return new Request(Service.API, "DELETE", path, Map.of(), Content.of(json));
    }

    /** The same with one header more. */
    Request with(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Request(service, method, path, all, content);
    }

    /** Whether nothing changes when it is sent twice. */
    boolean readOnly() {
        return method.equals("GET");
    }

    Optional<byte[]> body() {
        return Optional.ofNullable(content).map(Content::bytes);
    }

    /** A value for a path segment or a query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without headers and body: both may hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
