package dev.sst.core.memory;

import dev.sst.deployment.Deployment;
import dev.sst.execution.Execution;
import dev.sst.execution.Standing;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.report.TestSummary.Outline;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import dev.sst.test.TestQuery.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and sorts tests as a question wants them. Pure. */
final class TestLines {
    private static final List<Standing> BY_URGENCY = List.of(Standing.values());

    private TestLines() {}

    /** @param newest the newest execution of each test that has any */
    static Stream<TestSummary> matching(
            Collection<SyntheticTest> tests, Map<TestId, Execution> newest, TestQuery query) {
        return tests.stream()
                .filter(test -> !test.deleted() && meets(test, query))
                .map(test -> line(test, newest.get(test.id()), query))
                .filter(line -> query.standings().isEmpty() || query.standings().contains(line.standing()));
    }

    static List<TestSummary> page(Stream<TestSummary> lines, TestQuery query) {
        Comparator<Place> ascending =
                Comparator.comparing(Place::key, Texts.BY_CODE_POINTS).thenComparing(Place::id);
        Comparator<Place> order = query.order().descending() ? ascending.reversed() : ascending;
        Place after = query.after();
        return lines.filter(line -> after == null || order.compare(line.place(), after) > 0)
                .sorted(Comparator.comparing(TestSummary::place, order))
                .limit(query.limit())
                .toList();
    }

    private static boolean meets(SyntheticTest test, TestQuery query) {
        TestDefinition definition = test.definition();
        return (query.type() == null || definition.type() == query.type())
                && (query.pack() == null || definition.pack().equals(query.pack()))
                && definition.tags().containsAll(query.tags())
                && (query.text() == null
                        || Texts.hold(definition.name(), query.text())
                        || Texts.hold(definition.description(), query.text()))
                && (query.enabled() == null || definition.enabled() == query.enabled())
                && (query.deployed() == null || test.live().isPresent() == query.deployed())
                && (query.drifted() == null
                        || test.live().filter(Deployment::changedBySomebody).isPresent() == query.drifted());
    }

    static TestLabel label(SyntheticTest test) {
        TestDefinition definition = test.definition();
        return new TestLabel(test.id(), definition.name(), definition.type(), definition.pack(), test.deleted());
    }

    private static TestSummary line(SyntheticTest test, @Nullable Execution newest, TestQuery query) {
        TestDefinition definition = test.definition();
        return new TestSummary(
                label(test),
                new Outline(
                        definition.description(),
                        definition.existing(),
                        definition.timeout(),
                        definition.retries(),
                        definition.tags(),
                        definition.enabled()),
                test.revision().number(),
                test.createdAt(),
                test.revision().createdAt(),
                test.createdBy(),
                test.deployment(),
                newest == null ? null : ExecutionSummary.of(newest),
                new Place(key(test, newest, query.order().key()), test.id()));
    }

    private static String key(SyntheticTest test, @Nullable Execution newest, TestQuery.Key key) {
        return switch (key) {
            case CREATED -> "";
            case NAME -> test.definition().name().toLowerCase(Locale.ROOT);
            case UPDATED ->
                "%019d"
                        .formatted(ChronoUnit.MICROS.between(
                                Instant.EPOCH, test.revision().createdAt()));
            case LAST_EXECUTION -> newest == null ? "" : newest.id().value();
            case STANDING -> Integer.toString(BY_URGENCY.indexOf(standing(newest)));
        };
    }

    private static Standing standing(@Nullable Execution newest) {
        return newest == null ? Standing.NEVER_RUN : ExecutionSummary.of(newest).standing();
    }
}
