package dev.sst.core.verdict;

import dev.sst.execution.CapturedText;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result document of a run: what an expectation is compared with.
 *
 * @param document {@code {}} when there is none
 * @param problem why there is none although there should be one, one sentence; {@code null} when all is well
 * @param warnings what was repaired in it
 */
record ResultDocument(JsonObject document, @Nullable String problem, List<String> warnings) {
    /** The longest document, in bytes of compact JSON. */
    static final int MAX_BYTES = 1 << 20;

    ResultDocument {
        Objects.requireNonNull(document, "document");
        warnings = List.copyOf(warnings);
    }

    /**
     * The document of a plain script: the last JSON object it printed, and where there is none
     * {@code {"stdout": ..., "exit_code": ...}}.
     *
     * @param exitCode {@code null} when it did not exit by itself: then only a printed object is a document
     */
    static ResultDocument ofOutput(CapturedText stdout, @Nullable Integer exitCode) {
        String text = stdout.complete() ? stdout.head() + stdout.tail() : fullLines(stdout.tail());
        var search = LastObject.in(text);
        if (search.cutOff()) {
            return none("the last JSON object on stdout is cut off");
        }
        var place = search.place();
        if (place.isEmpty()) {
            return stdout.complete() ? ofText(text, exitCode) : none(unknown(stdout));
        }
        if (!stdout.complete() && closesSomething(text.substring(place.get().end()))) {
            return none(unknown(stdout));
        }
        return printed(text, place.get());
    }

    /** The document of a class: what {@code run()} returned; {@code {"result": value}} when that is no object. */
    static ResultDocument ofValue(@Nullable JsonValue value) {
        if (value instanceof JsonObject object) {
            return limited(object, List.of());
        }
        return limited(
                JsonObject.builder()
                        .put("result", value == null ? JsonNull.NULL : value)
                        .build(),
                List.of());
    }

    private static ResultDocument printed(String text, LastObject.Place place) {
        if (place.depth() > JsonText.MAX_DEPTH) {
            return none("the last JSON object on stdout is nested " + place.depth() + " deep, at most "
                    + JsonText.MAX_DEPTH + " are read");
        }
        try {
            var read = JsonText.parsePrefix(
                    text.substring(place.begin(), place.end()).toCharArray(), 0);
            return limited(
                    (JsonObject) read.value(),
                    read.nonNumbers() ? List.of("NaN or Infinity in the JSON on stdout was read as null") : List.of());
        } catch (JsonTextException e) {
            return none("the last JSON object on stdout cannot be read: " + e.getMessage());
        }
    }

    private static ResultDocument ofText(String text, @Nullable Integer exitCode) {
        if (exitCode == null) {
            return new ResultDocument(JsonObject.empty(), null, List.of());
        }
        return limited(
                JsonObject.builder()
                        .put("stdout", new JsonString(withoutLastNewline(text)))
                        .put("exit_code", exitCode)
                        .build(),
                List.of());
    }

    private static ResultDocument limited(JsonObject document, List<String> warnings) {
        int bytes = JsonText.writeBytes(document).length;
        return bytes <= MAX_BYTES
                ? new ResultDocument(document, null, warnings)
                : none("the result document has " + bytes + " bytes, at most " + MAX_BYTES + " are kept");
    }

    private static ResultDocument none(String problem) {
        return new ResultDocument(JsonObject.empty(), problem, List.of());
    }

    private static String unknown(CapturedText stdout) {
        return "the last JSON object on stdout is not known, since " + stdout.droppedBytes()
                + " bytes of stdout were left out";
    }

    /** What follows the first line, of which the beginning is missing. */
    private static String fullLines(String tail) {
        int end = tail.indexOf('\n');
        return end < 0 ? "" : tail.substring(end + 1);
    }

    /** Whether a line closes a container that began in what was left out, so that the object before it may be inside one. */
    private static boolean closesSomething(String text) {
        return text.lines().map(String::stripLeading).anyMatch(line -> line.startsWith("]") || line.startsWith("}"));
    }

    private static String withoutLastNewline(String text) {
        if (!text.endsWith("\n")) {
            return text;
        }
        return text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
    }
}
