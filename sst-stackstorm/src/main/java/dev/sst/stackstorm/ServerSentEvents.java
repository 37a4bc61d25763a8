package dev.sst.stackstorm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads an event stream. A line that is too long is skipped to its end, so that no event costs more memory than that; lines
 * end with LF or CR LF; comments and unknown fields are skipped. For one thread.
 */
final class ServerSentEvents {

    /** What the stream said. */
    sealed interface Item {}

    /** An event; its data may have been left out as too long. */
    record Event(String name, Optional<String> data) implements Item {}

    /** An empty line outside an event: StackStorm's "subscribed", and later its sign of life. */
    record Blank() implements Item {}

    /** A line that is neither, such as {@code retry: 1000}, or the empty line after it. */
    record Other() implements Item {}

    private static final int BLOCK = 16 * 1024;

    private final InputStream in;
    private final int limit;
    private final byte[] block = new byte[BLOCK];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private int at;
    private int end;
    private String name = "";
    private boolean pending;
    private boolean foreign;
    private boolean skipped;

    ServerSentEvents(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** The next thing the stream says; empty at its end. */
    Optional<Item> next() throws IOException {
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (line.get().isEmpty()) {
                return Optional.of(ended());
            }
            if (!taken(line.get())) {
                foreign = true;
                return Optional.of(new Other());
            }
        }
    }

    private boolean taken(String line) {
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        int value = line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
        String text = colon < 0 ? "" : line.substring(value);
        switch (field) {
            case "event" -> name = text;
            case "data" -> append(text);
            default -> {
                return false;
            }
        }
        pending = true;
        return true;
    }

    private void append(String text) {
        if (data.length() + text.length() > limit) {
            skipped = true;
            return;
        }
        if (data.length() > 0) {
            data.append('\n');
        }
        data.append(text);
    }

    private Item ended() {
        Item item = pending ? finished() : foreign ? new Other() : new Blank();
        foreign = false;
        return item;
    }

    private Event finished() {
        Event event = new Event(name, skipped ? Optional.empty() : Optional.of(data.toString()));
        name = "";
        data.setLength(0);
        pending = false;
        skipped = false;
        return event;
    }

    private Optional<String> line() throws IOException {
        if (at == end && !filled()) {
            return Optional.empty();
        }
        line.reset();
        do {
            int stop = at;
            while (stop < end && block[stop] != '\n') {
                stop++;
            }
            keep(stop - at);
            at = stop;
        } while (at == end && filled());
        if (at < end) {
            at++;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private void keep(int length) {
        int kept = Math.min(length, limit - line.size());
        line.write(block, at, kept);
        skipped |= kept < length;
    }

    /** Waits for what comes next; whether anything does. A block at a time: an event is ten kilobytes and most of it is skipped. */
    private boolean filled() throws IOException {
        at = 0;
        end = Math.max(0, in.read(block));
        return end > 0;
    }
}
