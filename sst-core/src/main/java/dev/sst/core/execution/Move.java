package dev.sst.core.execution;

import dev.sst.execution.Execution;
import dev.sst.execution.RunOutput;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A move to be stored, as a function of the execution: when somebody else stored something meanwhile, it is applied again to
 * what is there then.
 *
 * @param event what the history calls it; a retry may take the place of a conclusion
 * @param next the next state; empty when the move is not possible any more
 * @param at when it was decided
 * @param output what the attempt printed; {@code null} when there is none
 */
record Move(
        Held held,
        ExecutionEvent event,
        Function<Execution, Optional<Execution>> next,
        Instant at,
        @Nullable RunOutput output) {}
