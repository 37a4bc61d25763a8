package dev.sst.core.memory;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.AccessTokensContract;
import java.time.InstantSource;

final class MemoryAccessTokensTest extends AccessTokensContract {
    @Override
    protected Stores stores() {
        return MemoryStores.create(InstantSource.system());
    }
}
