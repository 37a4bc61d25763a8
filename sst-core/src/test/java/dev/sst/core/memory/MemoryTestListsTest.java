package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.TestListsContract;
import java.time.InstantSource;

final class MemoryTestListsTest extends TestListsContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
