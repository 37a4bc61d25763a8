package dev.sst.execution;

import java.util.Objects;

/**
 * A piece of what a run printed.
 *
 * @param offset where the piece begins, in bytes of UTF-8
 * @param text the piece; empty when there is nothing new
 * @param next where to go on
 * @param complete whether nothing more will come
 */
public record OutputChunk(long offset, String text, long next, boolean complete) {
    public OutputChunk {
        Objects.requireNonNull(text, "text");
    }
}
