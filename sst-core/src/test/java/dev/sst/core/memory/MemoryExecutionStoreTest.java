package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.ExecutionStoreContract;
import java.time.InstantSource;

final class MemoryExecutionStoreTest extends ExecutionStoreContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
