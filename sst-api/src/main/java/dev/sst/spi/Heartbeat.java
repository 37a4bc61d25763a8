package dev.sst.spi;

import dev.sst.execution.ExecutionId;
import java.util.Set;

/**
 * What an owner holds after renewing its leases.
 *
 * @param held every execution that is still this owner's
 * @param cancelRequested those of them that somebody asked to end
 */
public record Heartbeat(Set<ExecutionId> held, Set<ExecutionId> cancelRequested) {
    public Heartbeat {
        held = Set.copyOf(held);
        cancelRequested = Set.copyOf(cancelRequested);
    }
}
