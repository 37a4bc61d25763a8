package dev.sst.testkit.stackstorm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What was asked: a count of each kind, and the latest requests themselves. Thread-safe. */
public final class RequestLog {

    private static final int KEPT = 2000;

    private final Map<RequestKind, AtomicLong> counts = new EnumMap<>(RequestKind.class);
    private final Deque<ScriptedRequest> latest = new ArrayDeque<>();

    RequestLog() {
        for (RequestKind kind : RequestKind.values()) {
            counts.put(kind, new AtomicLong());
        }
    }

    void add(RequestKind kind, ScriptedRequest request) {
        counter(kind).incrementAndGet();
        synchronized (latest) {
            latest.addLast(request);
            if (latest.size() > KEPT) {
                latest.removeFirst();
            }
        }
    }

    /** How many of that kind. */
    public long count(RequestKind kind) {
        return counter(kind).get();
    }

    /** How many in all. */
    public long total() {
        return counts.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** How many that change something. */
    public long writes() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().writes())
                .mapToLong(entry -> entry.getValue().get())
                .sum();
    }

    /** The latest requests, oldest first. */
    public List<ScriptedRequest> latest() {
        synchronized (latest) {
            return new ArrayList<>(latest);
        }
    }

    private AtomicLong counter(RequestKind kind) {
        AtomicLong counter = counts.get(kind);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + kind);
        }
        return counter;
    }
}
