package dev.sst.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.spi.Stores;
import dev.sst.testkit.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What takes too long to wait for. */
final class MemoryStoresTimeTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Samples.now());
    private final Stores stores = MemoryStores.create(now::get);

    @Test
    void changesAreForgottenAfterAnHour() {
        String start = stores.changes().end();
        stores.executions().add(List.of(Samples.queued(Samples.testId())));
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));
        stores.executions().add(List.of(Samples.queued(Samples.testId())));

        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
        stores.changes().forgetOld();

        assertThat(stores.changes().after(start, 10)).hasSize(1);
    }

    @Test
    void aLeaseHoldsUntilItsLastMoment() {
        assertThat(stores.leases().hold("deploy", "ann", Duration.ofSeconds(15)))
                .isTrue();

        now.updateAndGet(time -> time.plusMillis(14_999));
        assertThat(stores.leases().hold("deploy", "bob", Duration.ofSeconds(15)))
                .isFalse();

        now.updateAndGet(time -> time.plusMillis(1));
        assertThat(stores.leases().hold("deploy", "bob", Duration.ofSeconds(15)))
                .isTrue();
    }

    @Test
    void anExecutionIsDueAtItsTime() {
        var later = Samples.queued(Samples.testId()).toBuilder()
                .dueAt(now.get().plusSeconds(5))
                .build();
        stores.executions().add(List.of(later));

        assertThat(stores.claims().claim("ann", 1, Samples.LONG_LEASE, Samples.KEYS))
                .isEmpty();
        now.updateAndGet(time -> time.plusSeconds(5));
        assertThat(stores.claims().claim("ann", 1, Samples.LONG_LEASE, Samples.KEYS))
                .hasSize(1);
    }
}
