package dev.sst.spi;

import java.time.Duration;
import java.util.List;

/**
 * Shares unfinished executions among nodes. Thread-safe. Leases run by the store's own clock. An owner is a random name made
 * anew by each process.
 */
public interface ExecutionClaims {
    /**
     * Takes up to {@code limit} unfinished executions that are due and that nobody holds, oldest due first. A queued one is
     * stored as {@code keys} say, which is the intent to start it; any other comes back as it is, to be looked after. No two
     * owners ever hold the same execution at the same time.
     *
     * @param limit 1 to 1000
     */
    List<Claim> claim(String owner, int limit, Duration lease, AttemptKeys keys);

    /** Renews all leases of this owner in one statement. What is missing from the answer is not this owner's any more. */
    Heartbeat renew(String owner, Duration lease);

    /** Hands back everything this owner holds, for others to claim at once. */
    void release(String owner);
}
