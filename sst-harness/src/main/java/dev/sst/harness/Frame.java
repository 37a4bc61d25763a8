package dev.sst.harness;

import dev.sst.execution.Evidence;
import dev.sst.execution.RunReport;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one line the harness ends with, {@code #sst1 <base64 of zlib of JSON>}. Reading it is safe for any text: whatever is
 * wrong with it makes {@link Evidence.Unreported} with the reason, never an exception, and a report counts only when its
 * nonce and its checksum are right. Pure; safe for use by any thread.
 */
public final class Frame {
    /** What the line begins with. */
    public static final String MARKER = "#sst1 ";

    /** The version of the format. */
    public static final int VERSION = 1;

    private Frame() {}

    /**
     * What the last frame of a text says.
     *
     * @param stdout what the engine has of the run's output; {@code null} when it has none
     * @param nonce what the frame must repeat
     * @param result the engine's own result, for the case that there is no frame; {@code null} when there was none
     */
    public static Evidence read(@Nullable String stdout, String nonce, @Nullable JsonValue result) {
        try {
            return new Evidence.Reported(report(stdout == null ? "" : stdout, nonce));
        } catch (UnreadableFrame e) {
            return new Evidence.Unreported(e.reason(), result);
        }
    }

    /** Where the last line that begins like a frame starts in that text; empty when there is none. */
    public static Optional<Integer> start(String stdout) {
        int at = stdout.lastIndexOf("\n" + MARKER);
        if (at >= 0) {
            return Optional.of(at + 1);
        }
        return stdout.startsWith(MARKER) ? Optional.of(0) : Optional.empty();
    }

    private static RunReport report(String stdout, String nonce) throws UnreadableFrame {
        int start = start(stdout).orElseThrow(() -> new UnreadableFrame("the harness did not report"));
        int end = stdout.indexOf('\n', start);
        String line = stdout.substring(start + MARKER.length(), end < 0 ? stdout.length() : end);
        String body = checked(object(Inflated.text(line.strip()), "the report"), nonce);
        return ReportJson.read(object(body, "the report's body"));
    }

    /** The body, once version, nonce and checksum are right. */
    private static String checked(JsonObject frame, String nonce) throws UnreadableFrame {
        JsonValue version = frame.get("v").orElse(null);
        if (!(version instanceof JsonNumber number) || number.value().compareTo(BigDecimal.valueOf(VERSION)) != 0) {
            throw new UnreadableFrame("the report has version " + version + ", this codec knows " + VERSION);
        }
        String body = frame.text("body").orElseThrow(() -> new UnreadableFrame("the report has no body"));
        if (!same(frame.text("nonce").orElse(""), nonce)) {
            throw new UnreadableFrame("the report is not of this run: its nonce is another one");
        }
        if (!same(frame.text("sum").orElse(""), ContentHash.of(nonce + "\n" + body))) {
            throw new UnreadableFrame("the report is damaged: its checksum is wrong");
        }
        return body;
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject object(String text, String what) throws UnreadableFrame {
        try {
            if (JsonText.parse(text) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonTextException e) {
            throw new UnreadableFrame(what + " is no JSON: " + e.getMessage());
        }
        throw new UnreadableFrame(what + " is no JSON object");
    }
}
