package dev.sst.core.execution;

import dev.sst.execution.Execution;
import dev.sst.spi.ExecutionChange;
import java.time.Instant;
import java.util.Optional;

/** Somebody's wish to end an execution, as the change to be stored. Pure. */
public final class CancelRequest {

    private CancelRequest() {}

    /** Empty when there is nothing to change: the wish has been noted already, or the execution is over. */
    public static Optional<ExecutionChange> of(Execution execution, Instant now) {
        return Moves.cancelRequested(execution, now)
                .map(next -> ExecutionChange.of(next, ExecutionEvent.CANCEL_REQUESTED.name(), now));
    }
}
