package dev.sst.core.memory;

import dev.sst.spi.Stores;
import java.time.InstantSource;

/** Makes stores that live in this process and share one lock, which is what a transaction is to a database. */
public final class MemoryStores {
    private MemoryStores() {}

    /** New, empty stores. @param clock the stores' own clock, by which things are due and leases end */
    public static Stores create(InstantSource clock) {
        var lock = new Object();
        var changes = new MemoryChangeFeed(lock, clock);
        var outbox = new MemoryOutbox(lock, clock, changes);
        var incidents = new MemoryIncidentStore(lock, outbox, changes);
        var executions = new MemoryExecutionStore(lock, incidents, changes);
        var tests = new MemoryTestStore(lock, executions, changes);
        return new Stores(
                tests,
                executions,
                new MemoryExecutionClaims(lock, clock, executions),
                incidents,
                outbox,
                changes,
                new MemoryLeases(lock, clock),
                new MemoryAccessTokens(lock),
                new MemoryReportStore(lock, tests, executions, incidents),
                new MemoryExecutionReports(lock, executions));
    }
}
