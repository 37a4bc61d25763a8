package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import java.time.Duration;

/** Waits between two questions: the one place of this module that sleeps. Thread-safe. */
@FunctionalInterface
interface Pause {

    void of(Duration duration);

    /** Real time. An interrupt ends the wait and what it was for. */
    static Pause real() {
        return duration -> {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineOutcomeUnknownException("interrupted while StackStorm was at work", e);
            }
        };
    }
}
