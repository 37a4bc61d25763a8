package dev.sst.core;

import dev.sst.execution.OutputChunk;
import java.nio.charset.StandardCharsets;

/** Cuts a text by bytes of UTF-8, never inside a character. Pure. */
final class OutputPart {

    private OutputPart() {}

    /** What follows that byte; an offset inside a character moves to its beginning. */
    static OutputChunk of(String text, long after, boolean complete) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = (int) Math.max(0, Math.min(after, bytes.length));
        while (from > 0 && from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
            from--;
        }
        String part = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        return new OutputChunk(from, part, bytes.length, complete);
    }
}
