package dev.sst.web;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.MediaType;

/**
 * Reads the body of a request: at most {@link #MAX_BYTES}, declared as JSON, strictly UTF-8, one JSON object with no name
 * twice. Whatever else comes is refused with 400, 413 or 415 and a sentence that says why.
 */
final class JsonBody {
    /** The longest body that is read: the longest code a test may have doubles when every character is escaped. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    private JsonBody() {}

    /** The object in the body; empty when there is no body at all. */
    static Optional<JsonObject> read(HttpServletRequest request) {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLong();
        }
        byte[] bytes = bytes(request);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        requireJson(request.getContentType());
        JsonValue value = parse(text(bytes));
        if (value instanceof JsonObject object) {
            return Optional.of(object);
        }
        throw new RequestRefused(
                400,
                "The body must be a JSON object, not " + Json.word(value.kind().name()) + ".");
    }

    private static byte[] bytes(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw tooLong();
            }
            return bytes;
        } catch (IOException e) {
            throw new RequestRefused(400, "The body could not be read to its end.");
        }
    }

    private static RequestRefused tooLong() {
        return new RequestRefused(413, "The body is longer than " + MAX_BYTES + " bytes.");
    }

    private static void requireJson(String contentType) {
        try {
            MediaType type =
                    contentType == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(contentType);
            boolean utf8 = type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
            if (type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON) && utf8) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new RequestRefused(415, "The Content-Type cannot be read; send application/json.");
        }
        throw new RequestRefused(415, "Send the body as Content-Type: application/json, in UTF-8.");
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RequestRefused(400, "The body is not UTF-8.");
        }
    }

    private static JsonValue parse(String text) {
        try {
            return JsonText.parse(text);
        } catch (JsonTextException e) {
            String place = e.line() > 0 ? " at line " + e.line() + ", column " + e.column() : "";
            throw new RequestRefused(400, "The body is not acceptable JSON" + place + reason(e) + ".");
        }
    }

    /** The parser's own words name classes and settings of its library; only what a client can act upon is passed on. */
    private static String reason(JsonTextException e) {
        String words = String.valueOf(e.getMessage());
        if (words.startsWith("Duplicate")) {
            return ": an object has the same name twice";
        }
        if (words.contains("nesting depth")) {
            return ": it is nested deeper than " + JsonText.MAX_DEPTH;
        }
        if (words.contains("umber") && words.contains("length")) {
            return ": a number is longer than " + JsonText.MAX_NUMBER_LENGTH + " digits";
        }
        return words.startsWith("something follows") ? ": something follows the value" : "";
    }
}
