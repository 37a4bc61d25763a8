package dev.sst.core.memory;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.spi.AttemptKeys;
import dev.sst.spi.Claim;
import dev.sst.spi.ExecutionClaims;
import dev.sst.spi.Heartbeat;
import dev.sst.spi.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shares unfinished executions in memory: among the workers of one process, and with dead ones in tests. */
final class MemoryExecutionClaims implements ExecutionClaims {
    private final Object lock;
    private final InstantSource clock;
    private final MemoryExecutionStore executions;

    MemoryExecutionClaims(Object lock, InstantSource clock, MemoryExecutionStore executions) {
        this.lock = lock;
        this.clock = clock;
        this.executions = executions;
    }

    @Override
    public List<Claim> claim(String owner, int limit, Duration lease, AttemptKeys keys) {
        synchronized (lock) {
            Instant now = clock.instant();
            List<Execution> due = executions
                    .unfinished()
                    .filter(execution -> !execution.dueAt().isAfter(now) && free(execution, now))
                    .sorted(Comparator.comparing(Execution::dueAt).thenComparing(Execution::id))
                    .limit(limit)
                    .toList();
            return due.stream()
                    .map(execution -> claimed(execution, keys, new Lease(owner, now.plus(lease)), now))
                    .toList();
        }
    }

    private boolean free(Execution execution, Instant now) {
        Lease lease = executions.leases().get(execution.id());
        return lease == null || lease.over(now);
    }

    private Claim claimed(Execution execution, AttemptKeys keys, Lease lease, Instant now) {
        boolean fresh = execution.state() == ExecutionState.QUEUED;
        Execution stored = fresh
                ? executions.store(keys.claimed(execution), HistoryEntry.CLAIMED, now)
                : executions.fence(execution);
        executions.leases().put(stored.id(), lease);
        return new Claim(stored, fresh);
    }

    @Override
    public Heartbeat renew(String owner, Duration lease) {
        synchronized (lock) {
            var renewed = new Lease(owner, clock.instant().plus(lease));
            executions.leases().replaceAll((id, present) -> present.heldBy(owner) ? renewed : present);
            Set<ExecutionId> held = executions.leases().entrySet().stream()
                    .filter(entry -> entry.getValue().heldBy(owner))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            Set<ExecutionId> cancelRequested = executions.find(held).stream()
                    .filter(Execution::cancelRequested)
                    .map(Execution::id)
                    .collect(Collectors.toSet());
            return new Heartbeat(held, cancelRequested);
        }
    }

    @Override
    public void release(String owner) {
        synchronized (lock) {
            executions.leases().values().removeIf(lease -> lease.heldBy(owner));
        }
    }
}
