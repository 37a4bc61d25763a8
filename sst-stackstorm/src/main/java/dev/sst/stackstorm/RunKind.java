package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One way in which a test is run and followed, with the promises of {@link dev.sst.spi.Runner}'s methods of those names. Any
 * node can go on with a run from its id alone. Thread-safe.
 */
interface RunKind {

    /** Whether that is the id of such a run, by its form. */
    boolean owns(EngineExecutionId id);

    StartAnswer start(StartOrder order);

    Optional<EngineExecutionId> find(StartOrder order, Instant notBefore);

    List<Observation> observe(Collection<EngineExecutionId> ids);

    List<Outcome> collect(Collection<CollectOrder> orders);

    void end(EngineExecutionId id);
}
