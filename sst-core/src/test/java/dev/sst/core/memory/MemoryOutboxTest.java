package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.OutboxContract;
import java.time.InstantSource;

final class MemoryOutboxTest extends OutboxContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
