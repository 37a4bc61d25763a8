package dev.sst.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads for calls that wait: virtual ones where the JDK has them, else a pool that grows as needed. */
final class Threads {
    private static final @Nullable MethodHandle VIRTUAL = virtual();

    private Threads() {}

    static ExecutorService pool(String name) {
        if (VIRTUAL != null) {
            try {
                return (ExecutorService) VIRTUAL.invoke();
            } catch (Throwable e) {
                throw new IllegalStateException("the JDK has virtual threads and gives none", e);
            }
        }
        var number = new AtomicInteger();
        return Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static @Nullable MethodHandle virtual() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
