package dev.sst.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InParallelTest {

    @Test
    void theWorkIsDoneAsOftenAsWasAsked() throws Exception {
        var done = new AtomicInteger();

        InParallel.times(1000, 8, done::incrementAndGet);

        assertThat(done).hasValue(1000);
    }

    @Test
    void aFailureIsThrown() {
        assertThatThrownBy(() -> InParallel.times(10, 2, () -> {
                    throw new IOException("no answer");
                }))
                .hasRootCauseMessage("no answer");
    }
}
