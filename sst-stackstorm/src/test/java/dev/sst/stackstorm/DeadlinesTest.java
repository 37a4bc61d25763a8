package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DeadlinesTest {

    private static final Duration LIMIT = Duration.ofMillis(100);

    private final Deadlines deadlines = new Deadlines(LIMIT);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        deadlines.close();
    }

    private String wait(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return "";
    }

    @Test
    void aCallThatTakesTooLongIsEndedAndItsThreadGoesOn() {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> deadlines.within(() -> wait(never)));

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aCallThatFailsWhenItIsEndedLeavesNoInterruptionBehind() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> deadlines.within(() -> {
                    try {
                        return wait(never);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException("in words of its own", e);
                    }
                }));

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aCallThatEndsInTimeIsNotInterruptedLater() throws Exception {
        assertThat(deadlines.<String>within(() -> "answer")).isEqualTo("answer");

        assertThat(never.await(LIMIT.toMillis() * 3, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void anInterruptionBySomebodyElseStaysOne() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> deadlines.within(() -> wait(never)));
    }

    @Test
    void aCallThatIsUnderWayWhenAllIsClosedIsStillEnded() {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> deadlines.within(() -> {
                    deadlines.close();
                    return wait(never);
                }));
    }
}
