package dev.sst.spi;

import dev.sst.incident.Delivery;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place that is told of incidents. Thread-safe. It is called for one delivery of a lane at a time, in order. */
public interface IncidentSink {
    /** Its name in configuration and rows: {@code [a-z0-9-]}. */
    String name();

    /**
     * Tells it once. Never throws for what the receiver does: the answer tells.
     *
     * @param delivery carries the stable keys; {@code attempts} and {@code ambiguous} say what happened before
     * @param externalId the receiver's own id, when an earlier delivery learned it
     */
    Answer deliver(Delivery delivery, @Nullable String externalId);

    /** Whether it can be reached and would accept; never throws. */
    Health health();

    /** @param detail one sentence; empty when all is well */
    record Health(boolean up, String detail) {
        public Health {
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** What a receiver said. */
    sealed interface Answer {
        /** It has it. @param externalId its own id; {@code null} when it says none */
        record Accepted(@Nullable String externalId) implements Answer {}

        /** It will never take this one. */
        record Permanent(String reason) implements Answer {
            public Permanent {
                Objects.requireNonNull(reason, "reason");
            }
        }

        /** Nothing was taken; later. */
        record Retry(String reason) implements Answer {
            public Retry {
                Objects.requireNonNull(reason, "reason");
            }
        }

        /** Nothing was taken; not before that long. */
        record RetryAfter(Duration delay, String reason) implements Answer {
            public RetryAfter {
                Objects.requireNonNull(delay, "delay");
                Objects.requireNonNull(reason, "reason");
            }
        }

        /** It may have taken it. */
        record Ambiguous(String reason) implements Answer {
            public Ambiguous {
                Objects.requireNonNull(reason, "reason");
            }
        }
    }
}
