package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.ExecutionQueriesContract;
import java.time.InstantSource;

final class MemoryExecutionQueriesTest extends ExecutionQueriesContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
