package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.ChangeFeedContract;
import java.time.InstantSource;

final class MemoryChangeFeedTest extends ChangeFeedContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
