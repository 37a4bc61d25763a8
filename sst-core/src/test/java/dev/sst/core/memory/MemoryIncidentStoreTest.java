package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.IncidentStoreContract;
import java.time.InstantSource;

final class MemoryIncidentStoreTest extends IncidentStoreContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
