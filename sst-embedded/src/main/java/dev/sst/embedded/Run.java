package dev.sst.embedded;

import dev.sst.embedded.RunEnd.EndedBy;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.spi.Observation;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One run as this engine knows it. Thread-safe. */
final class Run {
    private final RunRecord order;
    private final RunFolder folder;
    private EndedBy endedBy;
    private @Nullable ProcessHandle process;
    private @Nullable Future<?> backstop;
    private @Nullable RunEnd end;
    private boolean collected;

    private Run(RunRecord order, RunFolder folder, EndedBy endedBy, @Nullable RunEnd end) {
        this.order = order;
        this.folder = folder;
        this.endedBy = endedBy;
        this.end = end;
    }

    /** A run that is about to be started. */
    static Run about(RunRecord order, RunFolder folder) {
        return new Run(order, folder, EndedBy.ITSELF, null);
    }

    /** A run that an earlier server started. */
    static Run found(RunRecord order, RunFolder folder, @Nullable RunEnd end) {
        return new Run(order, folder, EndedBy.UNSEEN, end);
    }

    RunRecord order() {
        return order;
    }

    RunFolder folder() {
        return folder;
    }

    EngineExecutionId id() {
        return order.id();
    }

    synchronized void follow(ProcessHandle handle, Future<?> untilDeadline) {
        process = handle;
        backstop = untilDeadline;
    }

    /** The process that was started for it; empty before that. */
    synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process);
    }

    /** Notes that somebody ends it; whether it was the first to. */
    synchronized boolean endedBy(EndedBy by) {
        if (end != null || endedBy == EndedBy.CANCEL || endedBy == EndedBy.DEADLINE) {
            return false;
        }
        endedBy = by;
        return true;
    }

    synchronized EndedBy endedBy() {
        return endedBy;
    }

    synchronized void finish(RunEnd how) {
        end = how;
        if (backstop != null) {
            backstop.cancel(false);
        }
    }

    synchronized Optional<RunEnd> end() {
        return Optional.ofNullable(end);
    }

    synchronized void collected() {
        collected = true;
    }

    /** Whether nobody needs it any more: it was collected, or it was over before that time. */
    synchronized boolean disposable(Instant before) {
        return end != null && (collected || end.at().isBefore(before));
    }

    synchronized EngineState state() {
        return end == null ? EngineState.RUNNING : end.state();
    }

    Observation observation() {
        return new Observation(id(), state());
    }
}
