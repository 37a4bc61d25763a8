package dev.sst.stackstorm;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Does something after a while, for nobody who waits for it; a process that ends forgets it. Thread-safe. */
@FunctionalInterface
interface Later {

    void after(Duration delay, Runnable task);

    static Later real() {
        return (delay, task) -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(task);
    }
}
