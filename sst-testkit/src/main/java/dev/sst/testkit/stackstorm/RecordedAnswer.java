package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One answer that was recorded from a real StackStorm, with the request it belonged to.
 *
 * @param name {@code area/name}
 * @param about what it shows
 * @param method of the request
 * @param path of the request, with its query
 * @param body as the server sent it: JSON as compact text, anything else as it was
 */
public record RecordedAnswer(String name, String about, String method, String path, int status, String body) {

    /** Reads {@code area/name}. */
    public static RecordedAnswer of(String name) {
        JsonObject file = (JsonObject) JsonText.parse(resource(name + ".json"));
        JsonObject request = object(file, "request");
        JsonObject response = object(file, "response");
        return new RecordedAnswer(
                name,
                file.text("about").orElse(""),
                request.text("method").orElse(""),
                request.text("path").orElse(""),
                ((JsonNumber) member(response, "status")).value().intValueExact(),
                response.get("body")
                        .map(JsonText::write)
                        .orElseGet(() -> response.text("body_text").orElse("")));
    }

    /** The body of a recorded stream, as it came. */
    public static byte[] stream(String name) {
        return resource("streams/" + name + ".txt");
    }

    public byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject object(JsonObject parent, String name) {
        return (JsonObject) member(parent, name);
    }

    private static JsonValue member(JsonObject parent, String name) {
        return parent.get(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    private static byte[] resource(String name) {
        String path = "answers/" + name;
        try (InputStream stream = RecordedAnswer.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("no recorded answer " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
