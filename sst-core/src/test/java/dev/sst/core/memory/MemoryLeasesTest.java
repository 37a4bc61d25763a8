package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.LeasesContract;
import java.time.InstantSource;

final class MemoryLeasesTest extends LeasesContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
