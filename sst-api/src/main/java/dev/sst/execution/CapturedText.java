package dev.sst.execution;

import java.util.Objects;

/**
 * What a run wrote to one of its outputs, decoded as UTF-8 with U+FFFD for what is none.
 *
 * @param head the beginning; everything when nothing was dropped
 * @param tail the end; empty when nothing was dropped
 * @param droppedBytes what was left out between them
 */
public record CapturedText(String head, String tail, long droppedBytes) {
    /** Nothing was written. */
    public static final CapturedText EMPTY = new CapturedText("", "", 0);

    public CapturedText {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(tail, "tail");
        if (droppedBytes < 0) {
            throw new IllegalArgumentException("droppedBytes must not be negative, was " + droppedBytes);
        }
    }

    public static CapturedText of(String whole) {
        return new CapturedText(whole, "", 0);
    }

    public boolean complete() {
        return droppedBytes == 0;
    }

    /** Head and tail, and between them a line that says what is missing. */
    public String text() {
        return complete() ? head + tail : head + "\n[... " + droppedBytes + " bytes left out ...]\n" + tail;
    }
}
