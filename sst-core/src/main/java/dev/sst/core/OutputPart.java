package dev.sst.core;

import dev.sst.execution.OutputChunk;
import java.nio.charset.StandardCharsets;

/** Cuts what a run printed by bytes of UTF-8, never inside a character, and never to nothing while there is something. Pure. */
final class OutputPart {

    private OutputPart() {}

    /** What follows that byte of the whole; an offset inside a character moves to its beginning. */
    static OutputChunk of(String whole, long after, int limit) {
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        int from = (int) Math.max(0, Math.min(after, bytes.length));
        while (inside(bytes, from)) {
            from--;
        }
        return part(bytes, from, end(bytes, from, limit), 0, true);
    }

    /** The beginning of that piece; it is complete only when nothing was cut off. */
    static OutputChunk of(OutputChunk piece, int limit) {
        byte[] bytes = piece.text().getBytes(StandardCharsets.UTF_8);
        int end = end(bytes, 0, limit);
        return end == bytes.length ? piece : part(bytes, 0, end, piece.offset(), piece.complete());
    }

    private static OutputChunk part(byte[] bytes, int from, int end, long offset, boolean complete) {
        return new OutputChunk(
                offset + from,
                new String(bytes, from, end - from, StandardCharsets.UTF_8),
                offset + end,
                complete && end == bytes.length);
    }

    private static int end(byte[] bytes, int from, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
        int most = from + Math.min(limit, bytes.length - from);
        int end = most;
        while (inside(bytes, end)) {
            end--;
        }
        if (end > from) {
            return end;
        }
        end = most;
        while (inside(bytes, end)) {
            end++;
        }
        return end;
    }

    private static boolean inside(byte[] bytes, int at) {
        return at < bytes.length && (bytes[at] & 0xC0) == 0x80;
    }
}
