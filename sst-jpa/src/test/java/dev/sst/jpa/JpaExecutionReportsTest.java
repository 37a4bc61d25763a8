package dev.sst.jpa;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.ExecutionReportsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JpaExecutionReportsTest extends ExecutionReportsContract {
    @RegisterExtension
    static final Database DATABASE = new Database();

    @Override
    protected Stores stores() {
        return DATABASE.emptied();
    }
}
