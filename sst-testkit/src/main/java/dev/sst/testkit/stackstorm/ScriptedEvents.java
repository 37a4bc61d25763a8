package dev.sst.testkit.stackstorm;

import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The event stream: every subscriber gets what happens after its first newline, and nothing from before. Thread-safe. */
final class ScriptedEvents {

    private static final long HEARTBEAT_SECONDS = 25;
    private static final String END = "";

    private final List<LinkedBlockingQueue<String>> subscribers = new CopyOnWriteArrayList<>();

    /** Writes events until the other side or {@link #drop} ends it. */
    void serve(OutputStream out) throws IOException {
        var queue = new LinkedBlockingQueue<String>();
        subscribers.add(queue);
        try {
            write(out, "\n");
            while (true) {
                String event = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (END.equals(event)) {
                    return;
                }
                write(out, event == null ? "\n" : event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            subscribers.remove(queue);
        }
    }

    void publish(String kind, ScriptedExecution execution) {
        if (subscribers.isEmpty()) {
            return;
        }
        String event = "event: st2.execution__" + kind + "\ndata: " + JsonText.write(execution.record(Optional.empty()))
                + "\n\n";
        subscribers.forEach(queue -> queue.add(event));
    }

    int subscribers() {
        return subscribers.size();
    }

    /** Ends all streams, as a stopping stream service does. */
    void drop() {
        subscribers.forEach(queue -> queue.add(END));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
