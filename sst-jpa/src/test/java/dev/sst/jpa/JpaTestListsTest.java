package dev.sst.jpa;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.TestListsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JpaTestListsTest extends TestListsContract {
    @RegisterExtension
    static final Database DATABASE = new Database();

    @Override
    protected Stores stores() {
        return DATABASE.emptied();
    }
}
