package dev.sst.core.memory;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TimeSlices;
import dev.sst.report.TimeSlices.Slice;
import dev.sst.spi.ExecutionReports;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Lines about the executions in memory. */
final class MemoryExecutionReports implements ExecutionReports {
    private final Object lock;
    private final MemoryExecutionStore executions;

    MemoryExecutionReports(Object lock, MemoryExecutionStore executions) {
        this.lock = lock;
        this.executions = executions;
    }

    @Override
    public List<ExecutionSummary> list(ExecutionQuery query) {
        return executions.list(query).stream().map(ExecutionSummary::of).toList();
    }

    @Override
    public List<ExecutionSummary> find(Collection<ExecutionId> ids) {
        return executions.find(ids).stream().map(ExecutionSummary::of).toList();
    }

    @Override
    public List<Slice> count(TimeSlices slices) {
        Map<Long, List<Execution>> bySlice;
        synchronized (lock) {
            bySlice = executions
                    .of(slices.test())
                    .filter(one -> !one.createdAt().isBefore(slices.from())
                            && one.createdAt().isBefore(slices.until()))
                    .collect(Collectors.groupingBy(one ->
                            Duration.between(slices.from(), one.createdAt()).dividedBy(slices.width())));
        }
        return LongStream.range(0, slices.count())
                .mapToObj(slice -> slice(slices.begin((int) slice), bySlice.getOrDefault(slice, List.of())))
                .toList();
    }

    private static Slice slice(Instant from, List<Execution> within) {
        Map<Verdict, Long> byVerdict = within.stream()
                .map(Execution::verdict)
                .flatMap(Optional::stream)
                .map(Judgement::verdict)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long finished = byVerdict.values().stream().mapToLong(Long::longValue).sum();
        return new Slice(from, byVerdict, within.size() - finished);
    }
}
