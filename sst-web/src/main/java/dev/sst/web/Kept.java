package dev.sst.web;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One look at something, which serves everybody who asks within a while. Who asks while somebody looks waits for it; a look
 * that throws is not kept. Thread-safe.
 */
final class Kept<T> {
    private final Duration howLong;
    private final Supplier<T> look;
    private @Nullable T last;
    private long lookedAt;

    Kept(Duration howLong, Supplier<T> look) {
        this.howLong = howLong;
        this.look = look;
    }

    synchronized T get() {
        T kept = last;
        if (kept != null && System.nanoTime() - lookedAt < howLong.toNanos()) {
            return kept;
        }
        T fresh = look.get();
        last = fresh;
        lookedAt = System.nanoTime();
        return fresh;
    }
}
