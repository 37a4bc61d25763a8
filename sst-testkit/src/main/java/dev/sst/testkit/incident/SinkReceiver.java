package dev.sst.testkit.incident;

import java.util.List;

/** The other side of a sink, as a test sees it. Thread-safe. */
public interface SinkReceiver extends AutoCloseable {
    /** Its own ids of the incidents that carry this delivery key and are open, by its own ledger. */
    List<String> open(String key);

    /** How many incidents were ever created. */
    int creates();

    /** The next write meets this; faults queue up. */
    void next(ReceiverFault fault);

    /** From now on nobody listens at its address. */
    @Override
    void close();
}
