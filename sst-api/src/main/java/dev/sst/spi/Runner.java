package dev.sst.spi;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.Step;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts runs and follows them. Thread-safe; calls block for at most the engine's request timeout. Reading methods throw
 * {@link dev.sst.EngineUnavailableException} when the engine cannot be asked, which says nothing about the runs.
 */
public interface Runner {
    /** How many runs {@link #observe} and {@link #collect} take at once. */
    int MAX_BATCH = 100;

    /** Sends the order once. Never throws for what the engine says: the answer tells. */
    StartAnswer start(StartOrder order);

    /**
     * The run that carries the order's key, if the engine knows one: the answer to {@link StartAnswer.Unknown}.
     *
     * @param notBefore when the order was first about to be sent, by our clock
     */
    Optional<EngineExecutionId> findByKey(StartOrder order, Instant notBefore);

    /** Where these runs stand; one the engine does not know is LOST, one that cannot be asked about now may be left out. */
    List<Observation> observe(Collection<EngineExecutionId> ids);

    /** What became of these runs, which have been seen to be over; those that are not over after all are left out. */
    List<Outcome> collect(Collection<CollectOrder> orders);

    /** Asks the engine to end it. Whether it ended, {@link #observe} says. A run that is over already is no error. */
    void cancel(EngineExecutionId id);

    /** What the run printed so far, as far as it was passed on live. */
    OutputChunk output(EngineExecutionId id, long after);

    /** The steps the run has taken so far, in order; empty for one that has none. */
    List<Step> steps(EngineExecutionId id);

    /** Tells of runs whose state changed, as a hint: some may be missed, {@link #observe} is the truth. */
    Signals signals(Consumer<Observation> listener);

    /** A subscription. */
    interface Signals extends AutoCloseable {
        /** Whether signals arrive at present, so that observing may be less frequent. */
        boolean healthy();

        @Override
        void close();
    }
}
