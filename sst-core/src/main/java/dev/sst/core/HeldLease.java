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
 * A named lock that is renewed in the background until it is closed, and ends by itself when the process dies. Thread-safe.
 */
final class HeldLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    private final Leases leases;
    private final String name;
    private final String owner;
    private final Duration lease;
    private final ScheduledExecutorService renewal;
    private volatile boolean lost;

    private HeldLease(Leases leases, String name, String owner, Duration lease) {
        this.leases = leases;
        this.name = name;
        this.owner = owner;
        this.lease = lease;
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
        return leases.hold(name, owner, lease)
                ? Optional.of(new HeldLease(leases, name, owner, lease))
                : Optional.empty();
    }

    private void renew() {
        try {
            if (!leases.hold(name, owner, lease)) {
                lost = true;
                LOG.error("Lost the lock {}: somebody else has taken it while this process could not renew it", name);
            }
        } catch (RuntimeException e) {
            LOG.warn("Could not renew the lock {}: {}", name, e.getMessage());
        }
    }

    /** Renews it now; {@code false} when somebody else has it, or had it since it was taken. */
    boolean stillHeld() {
        return !lost && leases.hold(name, owner, lease);
    }

    @Override
    public void close() {
        renewal.shutdownNow();
        leases.release(name, owner);
    }
}
