package dev.sst.deployment;

import java.time.Instant;
import java.util.Objects;

/**
 * That what is live is not what was written, as somebody found who looked again.
 *
 * @param since when it was first found like this
 * @param drift what differs; something does
 * @param ignored whether somebody said that it may be so
 */
public record Drifted(Instant since, Drift drift, boolean ignored) {
    public Drifted {
        Objects.requireNonNull(since, "since");
        if (drift.none()) {
            throw new IllegalArgumentException("drift must have a difference");
        }
    }

    /** The same, and it may be so. */
    public Drifted asIgnored() {
        return new Drifted(since, drift, true);
    }
}
