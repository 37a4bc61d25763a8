package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.memory.MemoryStores;
import dev.sst.spi.Leases;
import dev.sst.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeldLeaseTest {
    private static final Duration LEASE = Duration.ofSeconds(15);

    @Test
    void whatSomebodyElseHadOnceIsLostForGood() {
        var clock = new ManualClock();
        Leases leases = MemoryStores.create(clock).leases();
        try (HeldLease lease = HeldLease.take(leases, "engine", "me", LEASE).orElseThrow()) {
            assertThat(lease.held()).isTrue();
            clock.advance(LEASE.plusSeconds(5));
            assertThat(leases.hold("engine", "somebody", LEASE)).isTrue();

            assertThat(lease.stillHeld()).isFalse();
            leases.release("engine", "somebody");

            assertThat(lease.stillHeld()).isFalse();
            assertThat(lease.held()).isFalse();
            assertThat(leases.hold("engine", "somebody", LEASE)).isTrue();
        }
    }

    @Test
    void aRenewalOnItsWayDoesNotTakeBackWhatWasGivenFree() throws InterruptedException {
        var slow = new SlowRenewals();
        HeldLease lease =
                HeldLease.take(slow, "pack", "me", Duration.ofSeconds(2)).orElseThrow();
        slow.renewing.await();

        lease.close();

        assertThat(slow.done).containsExactly("held", "held", "released");
    }

    /** A renewal takes its time, unless the lock is given free meanwhile. */
    private static final class SlowRenewals implements Leases {
        final CountDownLatch renewing = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);
        final List<String> done = new CopyOnWriteArrayList<>();

        @Override
        public boolean hold(String name, String owner, Duration lease) {
            if (!done.isEmpty()) {
                renewing.countDown();
                waitForRelease();
            }
            done.add("held");
            return true;
        }

        private void waitForRelease() {
            try {
                released.await(300, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                waitForRelease();
            }
        }

        @Override
        public void release(String name, String owner) {
            done.add("released");
            released.countDown();
        }
    }
}
