package dev.sst.stackstorm;

import java.io.BufferedInputStream;
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

    /** A line that is neither, such as {@code retry: 1000}. */
    record Other() implements Item {}

    private final InputStream in;
    private final int limit;
    private String name = "";
    private StringBuilder data = new StringBuilder();
    private boolean pending;
    private boolean skipped;

    ServerSentEvents(InputStream in, int limit) {
        this.in = new BufferedInputStream(in);
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
                return Optional.of(pending ? finished() : new Blank());
            }
            if (!taken(line.get())) {
                return Optional.of(new Other());
            }
        }
    }

    private boolean taken(String line) {
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        String text = value.startsWith(" ") ? value.substring(1) : value;
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

    private Event finished() {
        Event event = new Event(name, skipped ? Optional.empty() : Optional.of(data.toString()));
        name = "";
        data = new StringBuilder();
        pending = false;
        skipped = false;
        return event;
    }

    private Optional<String> line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            if (bytes.size() < limit) {
                bytes.write(c);
            } else {
                skipped = true;
            }
            c = in.read();
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
