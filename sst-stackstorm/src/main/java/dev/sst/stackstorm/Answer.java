package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came back, of any status. StackStorm's answers are not trusted: a body may be HTML, empty, half, or JSON of another
 * shape, whatever its content type says.
 *
 * @param body the bytes, within the request's limit; not copied
 * @param requestId the {@code X-Request-ID} of the request; empty when not known yet
 * @param location where a redirect points, as it came; empty when nowhere
 * @param total how many rows the list has of which this is a page; {@code null} when StackStorm does not say
 */
record Answer(
        int status,
        byte[] body,
        String requestId,
        String location,
        @Nullable Long total) {

    /** The header that tells the total. */
    static final String TOTAL = "X-Total-Count";

    /** No address that somebody would configure is longer. */
    private static final int LONGEST_ADDRESS = 200;

    Answer(int status, byte[] body) {
        this(status, body, "", "", null);
    }

    /** The same, known as the answer to that request. */
    Answer to(String id) {
        return new Answer(status, body, id, location, total);
    }

    /** The same, pointing there. */
    Answer pointingTo(String address) {
        return new Answer(status, body, requestId, address, total);
    }

    /** The same, known as a page of a list of so many rows. */
    Answer of(long rows) {
        return new Answer(status, body, requestId, location, rows);
    }

    /** The same without StackStorm's words, for what may quote a secret. */
    Answer withoutBody() {
        return new Answer(status, new byte[0], requestId, location, total);
    }

    /** The same with those words in the place of StackStorm's. */
    Answer saying(String fault) {
        JsonObject body = JsonObject.builder().put("faultstring", fault).build();
        return new Answer(status, JsonText.writeBytes(body), requestId, location, total);
    }

    boolean redirect() {
        return status >= 300 && status < 400;
    }

    /** What a person is to know of a redirect, with the address it points to where that is one. */
    String elsewhere() {
        boolean address = location.matches("https?://[^\\s@?#<>\"]+") && location.length() <= LONGEST_ADDRESS;
        return "it was redirected" + (address ? " to " + location : "") + " (" + status
                + "), which is not followed with credentials; configure the final address";
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; empty when it is none. */
    Optional<JsonValue> json() {
        try {
            return Optional.of(JsonText.parseLenient(text()));
        } catch (JsonTextException e) {
            return Optional.empty();
        }
    }

    /** StackStorm's own words about what was wrong; empty when it gave none. */
    Optional<String> fault() {
        return json().flatMap(json -> json instanceof JsonObject object ? object.text("faultstring") : Optional.empty())
                .map(Answer::shortened);
    }

    /** Whether there is a body and it is no HTML page, which is what stands in for a StackStorm that is away. */
    boolean carriesText() {
        String text = text().strip();
        return !text.isEmpty() && !text.startsWith("<");
    }

    /** The body as a person may see it: never HTML, never long. */
    String excerpt() {
        String text = text().strip();
        if (text.isEmpty()) {
            return "an empty body";
        }
        return carriesText() ? "\"" + shortened(text) + "\"" : "an HTML page";
    }

    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "...";
    }

    @Override
    public String toString() {
        return "Answer[" + status + ", " + body.length + " bytes]";
    }
}
