package dev.sst.spi;

import java.util.Optional;

/**
 * Something that runs tests: a StackStorm, or the embedded engine on this machine. One instance is one such place. An engine
 * is chosen by configuration and never stands in for another.
 */
public interface Engine extends AutoCloseable {
    /** {@code stackstorm} or {@code embedded}: shown in API, logs and pages. */
    String name();

    Deployer deployer();

    Runner runner();

    EngineMonitor monitor();

    /** Empty for an engine whose runs cannot be paused and ask nothing. */
    default Optional<Intervention> intervention() {
        return Optional.empty();
    }

    /** Lets go of connections and threads. Runs go on. */
    @Override
    void close();
}
