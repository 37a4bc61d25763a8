package dev.sst.core;

import dev.sst.core.node.Pause;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Lets callers wait for the end of an execution: at once when this node ends it, by looking when another does. Thread-safe. */
final class Endings {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final InstantSource clock;
    private final Map<ExecutionId, CopyOnWriteArrayList<Pause>> waiting = new ConcurrentHashMap<>();

    Endings(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void finished(Execution execution) {
        waiting.getOrDefault(execution.id(), new CopyOnWriteArrayList<>()).forEach(Pause::wake);
    }

    Execution await(ExecutionId id, Duration atMost, Function<ExecutionId, Execution> look) {
        var pause = new Pause();
        waiting.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add(pause);
        try {
            long end = System.nanoTime() + atMost.toNanos();
            Execution seen = look.apply(id);
            for (long left = end - System.nanoTime();
                    !seen.state().finished()
                            && left > 0
                            && !Thread.currentThread().isInterrupted();
                    left = end - System.nanoTime()) {
                pause.await(Duration.ofNanos(Math.min(left, BETWEEN_LOOKS.toNanos())));
                seen = look.apply(id);
            }
            return seen;
        } finally {
            waiting.computeIfPresent(id, (key, pauses) -> {
                pauses.remove(pause);
                return pauses.isEmpty() ? null : pauses;
            });
        }
    }
}
