package dev.sst.core.execution;

import dev.sst.SstException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the engine from threads of the executor and keeps what follows until the worker's own thread does it: so all that
 * the worker knows is touched by one thread. Thread-safe.
 */
final class EngineCalls {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCalls.class);

    private final Executor executor;
    private final Runnable wake;
    private final int parallel;
    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> line = new ConcurrentLinkedQueue<>();
    private final AtomicInteger serving = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();

    /**
     * @param wake called when an answer has come, on any thread
     * @param parallel how many of the calls in line run at once
     */
    EngineCalls(Executor executor, Runnable wake, int parallel) {
        this.executor = executor;
        this.wake = wake;
        this.parallel = parallel;
    }

    /** How many calls are in line, on their way, or have answered and wait to be gone on with. */
    int inFlight() {
        return inFlight.get();
    }

    /** Goes on with every answer that has come, on this thread; whether there was any. */
    boolean drain() {
        Runnable answer = answers.poll();
        boolean any = answer != null;
        while (answer != null) {
            inFlight.decrementAndGet();
            answer.run();
            answer = answers.poll();
        }
        return any;
    }

    /**
     * Calls, and later goes on.
     *
     * @param then what follows an answer
     * @param failed what follows a failure, which is one sentence and says nothing about the runs
     */
    <T> void call(Supplier<T> work, Consumer<T> then, Consumer<String> failed) {
        inFlight.incrementAndGet();
        executor.execute(exchange(work, then, failed));
    }

    /** The same when its turn comes, after those that wait already: it goes out while the worker is busy storing. */
    <T> void callInLine(Supplier<T> work, Consumer<T> then, Consumer<String> failed) {
        inFlight.incrementAndGet();
        line.add(exchange(work, then, failed));
        if (entered()) {
            executor.execute(this::serve);
        }
    }

    /** Serves until the line is empty, and looks back once after leaving: one who came then found nobody free. */
    private void serve() {
        do {
            try {
                for (Runnable next = line.poll(); next != null; next = line.poll()) {
                    next.run();
                }
            } finally {
                serving.decrementAndGet();
            }
        } while (!line.isEmpty() && entered());
    }

    private boolean entered() {
        return serving.getAndUpdate(count -> Math.min(parallel, count + 1)) < parallel;
    }

    private <T> Runnable exchange(Supplier<T> work, Consumer<T> then, Consumer<String> failed) {
        return () -> {
            answers.add(answer(work, then, failed));
            wake.run();
        };
    }

    private static <T> Runnable answer(Supplier<T> work, Consumer<T> then, Consumer<String> failed) {
        try {
            T result = work.get();
            return () -> then.accept(result);
        } catch (RuntimeException | Error e) {
            String failure = words(e);
            return () -> failed.accept(failure);
        }
    }

    private static String words(Throwable e) {
        if (e instanceof SstException) {
            return String.valueOf(e.getMessage());
        }
        LOG.error("The engine failed in a way it should have translated", e);
        return "unexpected " + e.getClass().getSimpleName();
    }
}
