package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.LONG_LEASE;
import static dev.sst.testkit.store.Samples.SHORT_LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.spi.Leases;
import dev.sst.spi.Stores;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Leases} does. */
public abstract class LeasesContract {
    private Leases leases;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        leases = stores().leases();
    }

    @Test
    void oneOwnerHoldsALockAtATime() {
        assertThat(leases.hold("deploy", "ann", LONG_LEASE)).isTrue();
        assertThat(leases.hold("deploy", "bob", LONG_LEASE)).isFalse();
        assertThat(leases.hold("other", "bob", LONG_LEASE)).isTrue();
    }

    @Test
    void itsOwnerRenewsIt() {
        leases.hold("deploy", "ann", SHORT_LEASE);

        assertThat(leases.hold("deploy", "ann", LONG_LEASE)).isTrue();
        assertThat(leases.hold("deploy", "bob", LONG_LEASE)).isFalse();
    }

    @Test
    void itEndsByItself() {
        leases.hold("deploy", "ann", SHORT_LEASE);

        await().until(() -> leases.hold("deploy", "bob", LONG_LEASE));

        assertThat(leases.hold("deploy", "ann", LONG_LEASE)).isFalse();
    }

    @Test
    void onlyItsOwnerGivesItFree() {
        leases.hold("deploy", "ann", LONG_LEASE);

        leases.release("deploy", "bob");
        assertThat(leases.hold("deploy", "bob", LONG_LEASE)).isFalse();

        leases.release("deploy", "ann");
        assertThat(leases.hold("deploy", "bob", LONG_LEASE)).isTrue();
        leases.release("nothing", "ann");
    }

    @Test
    void ofManyAtOnceOneGetsIt() throws Exception {
        var racers = Executors.newFixedThreadPool(4);
        try {
            var answers = racers.invokeAll(IntStream.range(0, 16)
                    .mapToObj(i -> (Callable<Boolean>) () -> leases.hold("race", "owner-" + i, LONG_LEASE))
                    .toList());
            int holders = 0;
            for (var answer : answers) {
                holders += answer.get() ? 1 : 0;
            }
            assertThat(holders).isEqualTo(1);
        } finally {
            racers.shutdownNow();
        }
    }
}
