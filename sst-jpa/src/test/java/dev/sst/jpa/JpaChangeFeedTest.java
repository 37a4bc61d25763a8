package dev.sst.jpa;

import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.execution.Execution;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.Stores;
import dev.sst.testkit.store.ChangeFeedContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JpaChangeFeedTest extends ChangeFeedContract {
    @RegisterExtension
    static final Database DATABASE = new Database();

    @Override
    protected Stores stores() {
        return DATABASE.emptied();
    }

    @Test
    void whatChangesTwiceInOneTransactionIsToldOfOnce() {
        Stores stores = stores();
        Execution execution = queued(testId());
        stores.executions().add(List.of(execution));
        String start = stores.changes().end();
        Execution first = claimed(stored(execution));

        List<Boolean> admitted = stores.executions()
                .save(List.of(
                        ExecutionChange.of(first, "one", now()), ExecutionChange.of(stored(first), "two", now())));

        assertThat(admitted).containsExactly(true, true);
        assertThat(await().until(() -> stores.changes().after(start, 100), told -> !told.isEmpty()))
                .extracting(change -> change.id())
                .containsExactly(execution.id().value());
    }
}
