package dev.sst.core.memory;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.Verdict;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TestHistory;
import dev.sst.report.TestHistory.Availability;
import dev.sst.report.TestHistory.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The executions of one test that count, the newest first, at most {@link TestHistory#COUNTED}. Pure. */
final class Counted {
    private static final Set<Verdict> VERDICTS =
            EnumSet.of(Verdict.PASSED, Verdict.FAILED, Verdict.ERROR, Verdict.TIMEOUT);

    private static final Set<ExecutionKind> OTHERS =
            EnumSet.of(ExecutionKind.DEPLOY_VERIFICATION, ExecutionKind.DRY_RUN);

    private final List<ExecutionSummary> newest;
    private final Instant now;

    private Counted(List<ExecutionSummary> newest, Instant now) {
        this.newest = newest;
        this.now = now;
    }

    static Counted of(Stream<Execution> executions, Instant now) {
        return new Counted(
                executions
                        .map(ExecutionSummary::of)
                        .filter(one -> VERDICTS.contains(one.verdict()) && !OTHERS.contains(one.kind()))
                        .filter(one -> !end(one).isBefore(now.minus(TestHistory.MONTH)))
                        .sorted(Comparator.comparing(Counted::end).reversed())
                        .limit(TestHistory.COUNTED)
                        .toList(),
                now);
    }

    private static Instant end(ExecutionSummary execution) {
        return Objects.requireNonNullElse(execution.finishedAt(), Instant.MIN);
    }

    TestHistory history(List<ExecutionSummary> newestFirst) {
        var recent = new ArrayList<>(newestFirst);
        Collections.reverse(recent);
        return new TestHistory(recent, availability(TestHistory.DAY), availability(TestHistory.MONTH), durations());
    }

    private Availability availability(Duration window) {
        Instant begin = now.minus(window);
        List<ExecutionSummary> within =
                newest.stream().filter(one -> !end(one).isBefore(begin)).toList();
        long passed = within.stream().filter(Counted::passed).count();
        boolean all = within.size() < TestHistory.COUNTED;
        return new Availability(passed, within.size(), all ? begin : end(within.get(within.size() - 1)));
    }

    private static boolean passed(ExecutionSummary one) {
        return one.verdict() == Verdict.PASSED;
    }

    private Durations durations() {
        List<Duration> sorted = newest.stream()
                .limit(TestHistory.TIMED)
                .filter(Counted::passed)
                .map(ExecutionSummary::duration)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        return Durations.of(sorted.size(), percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 99));
    }

    private static @Nullable Duration percentile(List<Duration> sorted, int percent) {
        int place = (sorted.size() * percent + 99) / 100;
        return place == 0 ? null : sorted.get(place - 1);
    }
}
