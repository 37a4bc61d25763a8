package dev.sst.harness;

import dev.sst.json.JsonObject;

/**
 * How much of a run's output is passed on and kept.
 *
 * @param streamBytes kept of stdout, and of stderr: head and tail
 * @param liveLinesPerSecond passed on live at most
 * @param liveLines passed on live in all
 * @param resultBytes the longest value a class may return, as JSON
 * @param frameCharacters the longest report line
 */
public record Caps(int streamBytes, int liveLinesPerSecond, int liveLines, int resultBytes, int frameCharacters) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** What comes through StackStorm's runners whole: a line costs 2 ms there, and 390,000 characters were seen to pass. */
    public static final Caps STACKSTORM = new Caps(MEBIBYTE, 20, 200, MEBIBYTE, 380_000);

    /** For an engine that reads the report from a file: the contract's cap on output and result, and room for all of it. */
    public static final Caps LOCAL = new Caps(MEBIBYTE, 20, 200, MEBIBYTE, 8 * MEBIBYTE);

    public Caps {
        if (streamBytes < 1 || liveLinesPerSecond < 0 || liveLines < 0 || resultBytes < 1 || frameCharacters < 1) {
            throw new IllegalArgumentException("caps must be positive, were " + streamBytes + ", " + liveLinesPerSecond
                    + ", " + liveLines + ", " + resultBytes + ", " + frameCharacters);
        }
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("stdout", streamBytes)
                .put("stderr", streamBytes)
                .put("live_lines_per_second", liveLinesPerSecond)
                .put("live_lines", liveLines)
                .put("result", resultBytes)
                .put("frame", frameCharacters)
                .build();
    }
}
