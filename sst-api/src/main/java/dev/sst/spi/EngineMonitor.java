package dev.sst.spi;

import dev.sst.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells how the engine fares and what it has run. Thread-safe. */
public interface EngineMonitor {
    /**
     * How it fares.
     *
     * @param connected whether a StackStorm answered; always {@code false} for the embedded engine, which is none
     * @param usable whether tests can run
     * @param url where it is; {@code null} for the embedded engine
     * @param version its own word; {@code null} when it did not say
     * @param error why it is not usable; {@code null} when it is
     * @param details anything else worth showing
     */
    record Status(
            boolean connected,
            boolean usable,
            @Nullable String url,
            @Nullable String version,
            @Nullable String error,
            Instant at,
            JsonObject details) {
        public Status {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(details, "details");
        }
    }

    /** Asks it now; never throws. */
    Status status();

    /**
     * Tries what can be deployed and executed there; takes seconds, up to two minutes where things hang. Leaves nothing
     * behind but executions. Never throws for what it finds; who asks while another asks waits for that one's answer.
     */
    Probe probe();

    /** What the last {@link #probe} of this process found; empty when there was none. */
    Optional<Probe> lastProbe();

    /** Its newest runs, whoever started them, in the shape of the REST contract's {@code executions} entries. */
    List<JsonObject> recent(int limit);

    /** One of them, in the same shape, with the name of its {@code runner} where there is one. */
    Optional<JsonObject> run(String id);
}
