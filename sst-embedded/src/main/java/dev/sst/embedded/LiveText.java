package dev.sst.embedded;

import dev.sst.execution.OutputChunk;
import dev.sst.harness.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts what a run prints into pieces for people: whole characters, and nothing of the report it ends with. Pure. */
final class LiveText {
    /** The longest piece, in bytes. */
    static final int MAX_PIECE_BYTES = 256 * 1024;

    /** The newline that the harness puts before its report belongs to it. */
    private static final byte[] REPORT = ("\n" + Frame.MARKER).getBytes(StandardCharsets.US_ASCII);

    private LiveText() {}

    /** A piece of what a run that goes on has printed; {@code bytes} are what there is from the offset on. */
    static OutputChunk running(long offset, byte[] bytes) {
        int report = indexOfReport(bytes);
        int end = wholeCharacters(bytes, 0, report >= 0 ? report : bytes.length - begunReport(bytes));
        return new OutputChunk(offset, text(bytes, 0, end), offset + end, false);
    }

    /** A piece of what a run that is over has printed; {@code all} is its whole output. */
    static OutputChunk finished(long offset, byte[] all) {
        int report = indexOfReport(all);
        int end = report >= 0 ? report : all.length;
        int from = (int) Math.max(0, Math.min(offset, end));
        int to = end - from > MAX_PIECE_BYTES ? wholeCharacters(all, from, from + MAX_PIECE_BYTES) : end;
        return new OutputChunk(from, text(all, from, to), to, to == end);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static int indexOfReport(byte[] bytes) {
        if (matches(bytes, 0, REPORT, 1, REPORT.length)) {
            return 0;
        }
        for (int at = 0; at + REPORT.length <= bytes.length; at++) {
            if (matches(bytes, at, REPORT, 0, REPORT.length)) {
                return at;
            }
        }
        return -1;
    }

    /** How many bytes at the end may be the beginning of a report. */
    private static int begunReport(byte[] bytes) {
        for (int length = Math.min(REPORT.length - 1, bytes.length); length > 0; length--) {
            if (matches(bytes, bytes.length - length, REPORT, 0, length)) {
                return length;
            }
        }
        return 0;
    }

    private static boolean matches(byte[] bytes, int at, byte[] pattern, int from, int to) {
        return at + to - from <= bytes.length && Arrays.equals(bytes, at, at + to - from, pattern, from, to);
    }

    /** The end moved back to where a character begins, when the rest of that character is beyond it. */
    private static int wholeCharacters(byte[] bytes, int from, int end) {
        for (int back = 1; back <= Math.min(3, end - from); back++) {
            int lead = bytes[end - back] & 0xFF;
            if (lead < 0x80) {
                return end;
            }
            if (lead >= 0xC0) {
                int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return length > back ? end - back : end;
            }
        }
        return end;
    }
}
