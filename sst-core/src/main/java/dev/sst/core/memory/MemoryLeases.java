package dev.sst.core.memory;

import dev.sst.spi.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Named locks in memory. */
final class MemoryLeases implements Leases {
    private final Object lock;
    private final InstantSource clock;
    private final Map<String, Lease> leases = new HashMap<>();

    MemoryLeases(Object lock, InstantSource clock) {
        this.lock = lock;
        this.clock = clock;
    }

    @Override
    public boolean hold(String name, String owner, Duration lease) {
        synchronized (lock) {
            Instant now = clock.instant();
            Lease present = leases.get(name);
            if (present != null && !present.heldBy(owner) && !present.over(now)) {
                return false;
            }
            leases.put(name, new Lease(owner, now.plus(lease)));
            return true;
        }
    }

    @Override
    public void release(String name, String owner) {
        synchronized (lock) {
            leases.computeIfPresent(name, (any, lease) -> lease.heldBy(owner) ? null : lease);
        }
    }
}
