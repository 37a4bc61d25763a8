package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.TestStoreContract;
import java.time.InstantSource;

final class MemoryTestStoreTest extends TestStoreContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
