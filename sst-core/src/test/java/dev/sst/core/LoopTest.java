package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.StoreUnavailableException;
import dev.sst.core.node.Pause;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();
    private final Pause pause = new Pause();
    private final Loop loop = new Loop("worker", this::turn, pause, Duration.ofMillis(5), () -> {});

    @AfterEach
    void stop() {
        loop.stop();
    }

    private boolean turn() {
        RuntimeException now = fault.get();
        if (now != null) {
            throw now;
        }
        return false;
    }

    @Test
    void itGoesOnAfterAFailureAndTellsOfItUntilATurnSucceeds() {
        fault.set(new StoreUnavailableException("connection refused"));
        await().untilAsserted(() -> assertThat(loop.trouble())
                .hasValueSatisfying(
                        why -> assertThat(why).isEqualTo("worker: the store cannot be reached: connection refused")));

        fault.set(null);
        pause.wake();
        await().until(() -> loop.trouble().isEmpty());
    }

    @Test
    void whatItSaysOfAnUnexpectedFailureHoldsNoWordOfItsMessage() {
        fault.set(new IllegalStateException("password=hunter2"));
        await().untilAsserted(() -> assertThat(loop.trouble())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("IllegalStateException").doesNotContain("hunter2")));
    }

    @Test
    void aLoopThatStoppedSaysSo() {
        loop.stop();
        assertThat(loop.trouble()).hasValue("worker: it has stopped");
    }
}
