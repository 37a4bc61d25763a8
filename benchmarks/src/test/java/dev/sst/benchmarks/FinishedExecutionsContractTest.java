package dev.sst.benchmarks;

import dev.sst.core.memory.MemoryStores;
import dev.sst.spi.Stores;
import dev.sst.testkit.store.ExecutionStoreContract;
import java.time.InstantSource;

/** What stands before a store while it is measured changes nothing of what it does. */
final class FinishedExecutionsContractTest extends ExecutionStoreContract {
    @Override
    protected Stores stores() {
        Stores stores = MemoryStores.create(InstantSource.system());
        return new FinishedExecutions(stores.executions()).before(stores);
    }
}
