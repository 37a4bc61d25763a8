package dev.sst.stackstorm;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps one limit for every call as a whole: the thread of a call that takes longer is interrupted. All calls under way are
 * looked at together, twenty times within the limit and at least once a second, so a call may take that much longer; a timer
 * for each, which nearly never fires, would cost more than the call itself. Thread-safe.
 */
final class Deadlines implements AutoCloseable {

    /** A call that answers to interruption. */
    @FunctionalInterface
    interface Call<T> {
        T carryOut() throws IOException, InterruptedException;
    }

    private static final int LOOKS_WITHIN_LIMIT = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final Duration limit;
    private final Set<UnderWay> calls = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking;
    private volatile boolean closed;

    Deadlines(Duration limit) {
        this.limit = limit;
        looking = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "sst-stackstorm-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        long pause = Math.max(1, Math.min(LONGEST_PAUSE_MILLIS, limit.toMillis() / LOOKS_WITHIN_LIMIT));
        looking.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Carries it out on this thread.
     *
     * @throws TimeoutException when it took longer than the limit
     * @throws InterruptedException when somebody else interrupted this thread
     */
    <T> T within(Call<T> call) throws IOException, InterruptedException, TimeoutException {
        var underWay = new UnderWay(Thread.currentThread(), System.nanoTime() + limit.toNanos());
        calls.add(underWay);
        try {
            return call.carryOut();
        } catch (InterruptedException e) {
            if (underWay.end()) {
                throw new TimeoutException();
            }
            throw e;
        } finally {
            calls.remove(underWay);
            if (underWay.end()) {
                Thread.interrupted();
            }
        }
    }

    private void look() {
        long now = System.nanoTime();
        calls.forEach(call -> call.look(now));
        if (closed && calls.isEmpty()) {
            looking.shutdown();
        }
    }

    /** Calls under way are still ended in time. */
    @Override
    public void close() {
        closed = true;
    }

    /** A call and its thread, which is interrupted at most once, and not after the call's end. */
    private static final class UnderWay {
        private final Thread thread;
        private final long deadline;
        private boolean ended;
        private boolean late;

        UnderWay(Thread thread, long deadline) {
            this.thread = thread;
            this.deadline = deadline;
        }

        synchronized void look(long now) {
            if (!ended && !late && now - deadline >= 0) {
                late = true;
                thread.interrupt();
            }
        }

        /** Whether it was interrupted from here. */
        synchronized boolean end() {
            ended = true;
            return late;
        }
    }
}
