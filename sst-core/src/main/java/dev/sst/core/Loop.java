package dev.sst.core;

import dev.sst.StoreUnavailableException;
import dev.sst.core.node.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does one piece of work after another, and waits in its pause when there is none. */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    /** A piece of work that takes longer than that is worth telling a person. */
    private static final Duration LONG_TURN = Duration.ofSeconds(30);

    private final Thread thread;
    private final Pause pause;
    private final String name;
    private volatile boolean running = true;
    private volatile String failure = "";
    private volatile @Nullable Long turnSince;

    /**
     * @param turn one piece of work; whether there may be more at once
     * @param idle how long to wait when there was none and nobody wakes it
     * @param last what is done when it stops, on the same thread
     */
    Loop(String name, BooleanSupplier turn, Pause pause, Duration idle, Runnable last) {
        this.pause = pause;
        this.name = name;
        thread = new Thread(
                () -> {
                    run(turn, idle);
                    try {
                        last.run();
                    } catch (RuntimeException e) {
                        LOG.warn(
                                "{} could not tidy up: {}",
                                Thread.currentThread().getName(),
                                e.toString());
                    }
                },
                "sst-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(BooleanSupplier turn, Duration idle) {
        while (running) {
            try {
                turnSince = System.nanoTime();
                boolean more = turn.getAsBoolean();
                failure = "";
                turnSince = null;
                if (!more) {
                    pause.await(idle);
                }
            } catch (StoreUnavailableException e) {
                failed("the store cannot be reached: " + e.getMessage());
                LOG.warn("The store cannot be reached, trying again: {}", e.getMessage());
                pause.await(AFTER_FAILURE);
            } catch (RuntimeException | Error e) {
                failed("it fails at each try, and the log says why: "
                        + e.getClass().getSimpleName());
                LOG.error("{} failed unexpectedly and goes on", thread.getName(), e);
                pause.await(AFTER_FAILURE);
            }
        }
    }

    private void failed(String why) {
        failure = why;
        turnSince = null;
    }

    /** Why it does not get on, as one sentence; empty when it does. */
    Optional<String> trouble() {
        Long since = turnSince;
        if (!thread.isAlive()) {
            return Optional.of(name + ": it has stopped");
        }
        if (since != null && System.nanoTime() - since > LONG_TURN.toNanos()) {
            long seconds = Duration.ofNanos(System.nanoTime() - since).toSeconds();
            return Optional.of(name + ": it has been at one piece of work for " + seconds + " s");
        }
        return failure.isEmpty() ? Optional.empty() : Optional.of(name + ": " + failure);
    }

    /** Lets the present piece of work end, and what is done last; returns when the thread is gone or after ten seconds. */
    void stop() {
        running = false;
        pause.wake();
        try {
            thread.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("{} did not stop within {} s", thread.getName(), STOP_PATIENCE.toSeconds());
        }
    }
}
