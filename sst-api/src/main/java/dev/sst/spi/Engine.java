package dev.sst.spi;

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

    /** Lets go of connections and threads. Runs go on. */
    @Override
    void close();
}
