package dev.sst.spi;

import java.time.Duration;

/** Named locks that end by themselves, by the store's own clock. Thread-safe. */
public interface Leases {
    /** Takes or renews the lock; {@code false} when another owner holds it. */
    boolean hold(String name, String owner, Duration lease);

    /** Gives it free if this owner holds it. */
    void release(String name, String owner);
}
