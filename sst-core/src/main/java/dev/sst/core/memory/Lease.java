package dev.sst.core.memory;

import java.time.Instant;

/** Whose something is, and until when. */
record Lease(String owner, Instant until) {
    boolean heldBy(String other) {
        return owner.equals(other);
    }

    boolean over(Instant now) {
        return !now.isBefore(until);
    }
}
