package dev.sst.testkit.stackstorm;

import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The event stream: every subscriber gets what happens after its first newline, of the events it named, and nothing from
 * before. Thread-safe.
 */
final class ScriptedEvents {

    private static final long HEARTBEAT_SECONDS = 25;
    private static final String END = "";

    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /** @param names of events; when it is empty, all of them */
    private record Subscriber(Set<String> names, LinkedBlockingQueue<String> queue) {
        boolean wants(String name) {
            return names.isEmpty() || names.contains(name);
        }
    }

    /**
     * Writes events until the other side or {@link #drop} ends it; those that happened meanwhile go out together.
     *
     * @param names of the events to write; when it is empty, all of them
     */
    void serve(OutputStream out, Set<String> names) throws IOException {
        var queue = new LinkedBlockingQueue<String>();
        var subscriber = new Subscriber(Set.copyOf(names), queue);
        subscribers.add(subscriber);
        try {
            write(out, "\n");
            while (true) {
                String event = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                List<String> due = new ArrayList<>();
                due.add(event == null ? "\n" : event);
                queue.drainTo(due);
                int end = due.indexOf(END);
                write(out, String.join("", end < 0 ? due : due.subList(0, end)));
                if (end >= 0) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            subscribers.remove(subscriber);
        }
    }

    void publish(String kind, ScriptedExecution execution) {
        String name = "st2.execution__" + kind;
        List<Subscriber> wanting =
                subscribers.stream().filter(one -> one.wants(name)).toList();
        if (wanting.isEmpty()) {
            return;
        }
        String event = "event: " + name + "\ndata: " + JsonText.write(execution.record(Optional.empty())) + "\n\n";
        wanting.forEach(subscriber -> subscriber.queue().add(event));
    }

    int subscribers() {
        return subscribers.size();
    }

    /** Ends all streams, as a stopping stream service does. */
    void drop() {
        subscribers.forEach(subscriber -> subscriber.queue().add(END));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
