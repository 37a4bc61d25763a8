package dev.sst.jpa;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.ExecutionQueriesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JpaExecutionQueriesTest extends ExecutionQueriesContract {
    @RegisterExtension
    static final Database DATABASE = new Database();

    @Override
    protected Stores stores() {
        return DATABASE.emptied();
    }
}
