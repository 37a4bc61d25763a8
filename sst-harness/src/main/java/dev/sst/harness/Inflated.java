package dev.sst.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Takes the wrapping off a frame, within bounds: a small text that unfolds without end is refused, not followed. */
final class Inflated {
    /** The longest line that is read, in characters; a harness writes 8 MiB at most. */
    static final int MAX_CHARACTERS = 16 * 1024 * 1024;

    /** The most it may unfold to, in bytes: output and value at their caps, each escaped as far as it goes. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private Inflated() {}

    /** The text in {@code base64(zlib(text))}. */
    static String text(String base64) throws UnreadableFrame {
        if (base64.length() > MAX_CHARACTERS) {
            throw new UnreadableFrame("the report is longer than " + MAX_CHARACTERS + " characters");
        }
        byte[] packed;
        try {
            packed = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UnreadableFrame("the report is cut off or damaged: " + e.getMessage());
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            return inflate(inflater);
        } catch (DataFormatException e) {
            throw new UnreadableFrame("the report is damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private static String inflate(Inflater inflater) throws DataFormatException, UnreadableFrame {
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        while (!inflater.finished()) {
            int count = inflater.inflate(buffer);
            if (count == 0 && !inflater.finished()) {
                throw new UnreadableFrame("the report is cut off");
            }
            out.write(buffer, 0, count);
            if (out.size() > MAX_BYTES) {
                throw new UnreadableFrame("the report unfolds to more than " + MAX_BYTES + " bytes");
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
