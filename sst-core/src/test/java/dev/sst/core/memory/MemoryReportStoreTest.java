package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.ReportStoreContract;
import java.time.InstantSource;

final class MemoryReportStoreTest extends ReportStoreContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
