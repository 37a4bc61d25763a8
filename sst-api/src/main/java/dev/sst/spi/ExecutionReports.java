package dev.sst.spi;

import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TimeSlices;
import java.util.Collection;
import java.util.List;

/**
 * Reads a line about each of many executions, and counts them. Thread-safe. Writes nothing. Throws
 * {@link dev.sst.StoreUnavailableException} when it cannot be reached.
 */
public interface ExecutionReports {
    /** Newest first. The cost does not grow with history. */
    List<ExecutionSummary> list(ExecutionQuery query);

    /** Those that exist, in no order. */
    List<ExecutionSummary> find(Collection<ExecutionId> ids);

    /** Every slice, in order. The cost grows with the executions within, not with history. */
    List<TimeSlices.Slice> count(TimeSlices slices);
}
