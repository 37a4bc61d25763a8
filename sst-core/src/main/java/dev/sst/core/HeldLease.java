package dev.sst.core;

import dev.sst.spi.Leases;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named lock that is renewed in the background until it is closed, and ends by itself when the process dies. Once somebody
 * else was seen to have it, it counts as lost for good. Thread-safe.
 */
final class HeldLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    private final Leases leases;
    private final String name;
    private final String owner;
    private final Duration lease;
    private final ScheduledExecutorService renewal;
    private volatile boolean lost;
    private volatile long renewedAt;

    private HeldLease(Leases leases, String name, String owner, Duration lease, long takenAt) {
        this.leases = leases;
        this.name = name;
        this.owner = owner;
        this.lease = lease;
        renewedAt = takenAt;
        renewal = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "sst-lease");
            thread.setDaemon(true);
            return thread;
        });
        long every = lease.toMillis() / 4;
        renewal.scheduleAtFixedRate(this::renew, every, every, TimeUnit.MILLISECONDS);
    }

    /** Empty when somebody else has it. */
    static Optional<HeldLease> take(Leases leases, String name, String owner, Duration lease) {
        long now = System.nanoTime();
        return leases.hold(name, owner, lease)
                ? Optional.of(new HeldLease(leases, name, owner, lease, now))
                : Optional.empty();
    }

    private void renew() {
        try {
            stillHeld();
        } catch (RuntimeException e) {
            LOG.warn("Could not renew the lock {}: {}", name, e.getMessage());
        }
    }

    /** Renews it now; {@code false} when somebody else has it, or had it since it was taken. */
    boolean stillHeld() {
        if (lost) {
            return false;
        }
        long now = System.nanoTime();
        if (leases.hold(name, owner, lease)) {
            renewedAt = now;
            return true;
        }
        lost = true;
        LOG.error("Lost the lock {}: somebody else has taken it while this process could not renew it", name);
        return false;
    }

    /** The same, but asks only when the last renewal does not count any more, as after a pause of the whole process. */
    boolean held() {
        return lost || System.nanoTime() - renewedAt >= lease.toNanos() ? stillHeld() : true;
    }

    /** Renews it no more, so that it ends by itself unless somebody else holds it under the same owner. */
    void leave() {
        renewal.shutdown();
        try {
            if (!renewal.awaitTermination(lease.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A renewal of the lock {} is still on its way", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives it free, after the renewal that may be on its way: it would take the lock again. */
    @Override
    public void close() {
        leave();
        leases.release(name, owner);
    }
}
