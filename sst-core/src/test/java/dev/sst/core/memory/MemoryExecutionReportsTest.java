package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.ExecutionReportsContract;
import java.time.InstantSource;

final class MemoryExecutionReportsTest extends ExecutionReportsContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
