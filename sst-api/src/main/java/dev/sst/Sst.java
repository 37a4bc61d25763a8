package dev.sst;

import dev.sst.spi.ChangeFeed;
import dev.sst.spi.Engine;

/**
 * The framework: what the REST API, the pages and a plain Java program call. Thread-safe. Closing it hands back what this
 * node was working on, for another to take up.
 */
public interface Sst extends AutoCloseable {
    Tests tests();

    Deployments deployments();

    Executions executions();

    Incidents incidents();

    Reports reports();

    /** The engine that runs the tests: how it fares, and what it has run. */
    Engine engine();

    /** Whether this process does its work. */
    NodeStatus node();

    /** What has changed, for those who watch. */
    ChangeFeed changes();

    @Override
    void close();
}
