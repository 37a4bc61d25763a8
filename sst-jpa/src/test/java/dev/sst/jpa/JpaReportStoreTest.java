package dev.sst.jpa;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.ReportStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JpaReportStoreTest extends ReportStoreContract {
    @RegisterExtension
    static final Database DATABASE = new Database();

    @Override
    protected Stores stores() {
        return DATABASE.emptied();
    }
}
