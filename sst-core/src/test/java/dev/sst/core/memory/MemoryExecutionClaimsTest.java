package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.ExecutionClaimsContract;
import java.time.InstantSource;

final class MemoryExecutionClaimsTest extends ExecutionClaimsContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
