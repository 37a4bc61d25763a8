package dev.sst.web;

import dev.sst.execution.OutputChunk;
import java.nio.charset.StandardCharsets;

/** Cuts what a run printed to a number of bytes of UTF-8, never inside a character. Pure. */
final class OutputCut {
    /** How many bytes an answer holds when the request does not say. */
    static final int DEFAULT = 256 * 1024;

    /** How many bytes an answer holds at most. */
    static final int MOST = 8 * 1024 * 1024;

    private OutputCut() {}

    /** The beginning of that piece; it is complete only when nothing was cut off. */
    static OutputChunk first(OutputChunk piece, int most) {
        byte[] bytes = piece.text().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= most) {
            return piece;
        }
        int end = most;
        while (end > 0 && inside(bytes, end)) {
            end--;
        }
        if (end == 0) {
            end = most;
            while (end < bytes.length && inside(bytes, end)) {
                end++;
            }
        }
        boolean whole = end == bytes.length;
        return new OutputChunk(
                piece.offset(),
                new String(bytes, 0, end, StandardCharsets.UTF_8),
                piece.offset() + end,
                whole && piece.complete());
    }

    private static boolean inside(byte[] bytes, int at) {
        return (bytes[at] & 0xC0) == 0x80;
    }
}
