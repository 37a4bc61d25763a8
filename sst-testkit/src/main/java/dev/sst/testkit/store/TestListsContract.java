package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.definition;
import static dev.sst.testkit.store.Samples.deployment;
import static dev.sst.testkit.store.Samples.finished;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.test;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Drift;
import dev.sst.deployment.Drifted;
import dev.sst.execution.Execution;
import dev.sst.execution.Standing;
import dev.sst.execution.Verdict;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.spi.ReportStore;
import dev.sst.spi.Stores;
import dev.sst.spi.TestStore.Saved;
import dev.sst.test.Revision;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestQuery;
import dev.sst.test.TestQuery.Key;
import dev.sst.test.TestQuery.Order;
import dev.sst.test.TestType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every {@link ReportStore} names, lists and counts tests. */
public abstract class TestListsContract {
    private Stores stores;
    private ReportStore reports;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        stores = stores();
        reports = stores.reports();
    }

    @Test
    void aTestIsKnownByItsNewestNameAlsoWhenItIsDeleted() {
        String name = "n" + Samples.AWKWARD;
        String pack = "p" + Samples.AWKWARD;
        SyntheticTest live =
                add(TestDefinition.builder(name, TestType.RULE).pack(pack).build());
        SyntheticTest gone = add(definition("gone"));
        save(gone.asDeleted());

        assertThat(reports.labels(List.of(live.id(), gone.id(), testId(), live.id())))
                .isEqualTo(Map.of(
                        live.id(),
                        new TestLabel(live.id(), name, TestType.RULE, pack, false),
                        gone.id(),
                        new TestLabel(gone.id(), "gone", TestType.ACTION, TestDefinition.DEFAULT_PACK, true)));
        assertThat(reports.labels(List.of())).isEmpty();
    }

    @Test
    void aLineSaysAllThatIsShortAboutATest() {
        SyntheticTest one = save(add(definition("n" + Samples.AWKWARD)).withDeployment(deployment(1)));
        run(one, Verdict.PASSED);
        ExecutionSummary last = run(one, Verdict.FAILED);

        TestSummary line = reports.tests(TestQuery.newest(10)).get(0);

        TestDefinition definition = one.definition();
        assertThat(line)
                .isEqualTo(new TestSummary(
                        new TestLabel(one.id(), definition.name(), TestType.ACTION, definition.pack(), false),
                        new TestSummary.Outline(
                                definition.description(),
                                null,
                                definition.timeout(),
                                definition.retries(),
                                definition.tags(),
                                true),
                        1,
                        one.createdAt(),
                        one.revision().createdAt(),
                        "ann",
                        one.deployment(),
                        last,
                        line.place()));
        assertThat(line.standing()).isEqualTo(Standing.FAILED);
        assertThat(last.cause()).isEmpty();
        assertThat(last.startedAt()).isPresent();
    }

    @Test
    void deletedTestsAreNeitherListedNorCounted() {
        save(add(definition("gone")).asDeleted());

        assertThat(reports.tests(TestQuery.newest(10))).isEmpty();
        assertThat(reports.count(TestQuery.newest(10))).isZero();
    }

    @Test
    void everyFilterCounts() {
        SyntheticTest plain = add(definition("Log in"));
        SyntheticTest workflow = save(add(TestDefinition.builder("order", TestType.WORKFLOW)
                        .description("Buys 100% of it")
                        .tags(List.of("shop", "eu"))
                        .pack("shop")
                        .enabled(false)
                        .build())
                .withDeployment(deployment(1)));

        assertFound(query -> query.type(TestType.WORKFLOW), workflow);
        assertFound(query -> query.pack("shop"), workflow);
        assertFound(query -> query.tags(List.of("smoke")), plain);
        assertFound(query -> query.tags(List.of("eu", "shop")), workflow);
        assertFound(query -> query.tags(List.of("eu", "smoke")));
        assertFound(query -> query.enabled(true), plain);
        assertFound(query -> query.enabled(false), workflow);
        assertFound(query -> query.deployed(true), workflow);
        assertFound(query -> query.deployed(false), plain);
        assertFound(query -> query.text("log IN"), plain);
        assertFound(query -> query.text("00% OF"), workflow);
        assertFound(query -> query.text("_"));
        assertFound(query -> query.text("print"));
        assertFound(query -> query.type(TestType.WORKFLOW).text("log"));
    }

    @Test
    void testsAreFoundByWhetherSomebodyChangedWhatIsLive() {
        var found = new Drifted(now(), new Drift(List.of("the action is disabled")), false);
        SyntheticTest drifted =
                save(add(definition("drifted")).withDeployment(deployment(1).withDrifted(found)));
        SyntheticTest ignored =
                save(add(definition("ignored")).withDeployment(deployment(1).withDrifted(found.asIgnored())));
        SyntheticTest plain = add(definition("plain"));

        assertFound(query -> query.drifted(true), drifted);
        assertFound(query -> query.drifted(false), plain, ignored);

        SyntheticTest again = save(drifted.withDeployment(deployment(1)));

        assertFound(query -> query.drifted(true));
        assertFound(query -> query.drifted(false), plain, ignored, again);
    }

    @Test
    void testsAreFoundByHowTheyStand() {
        SyntheticTest failing = add(definition("failing"));
        run(failing, Verdict.PASSED);
        run(failing, Verdict.FAILED);
        SyntheticTest broken = add(definition("broken"));
        run(broken, Verdict.ERROR);
        SyntheticTest waiting = add(definition("waiting"));
        run(waiting, Verdict.FAILED);
        stores.executions().add(List.of(queued(waiting.id())));
        SyntheticTest fresh = add(definition("fresh"));

        assertFound(query -> query.standings(Set.of(Standing.FAILED)), failing);
        assertFound(query -> query.standings(Set.of(Standing.FAILED, Standing.ERROR)), broken, failing);
        assertFound(query -> query.standings(Set.of(Standing.PENDING)), waiting);
        assertFound(query -> query.standings(Set.of(Standing.NEVER_RUN)), fresh);
        assertFound(query -> query.standings(Set.of(Standing.PASSED)));
        assertSorted(Key.STANDING, failing, broken, waiting, fresh);
    }

    @Test
    void everyOrderIsPagedByKeyInBothDirections() {
        SyntheticTest b = add(definition("Beta"));
        SyntheticTest a = add(definition("alpha"));
        SyntheticTest c = add(definition("beta"));
        SyntheticTest d = add(definition("\u00e9clair"));
        run(c, Verdict.PASSED);
        run(a, Verdict.PASSED);

        assertSorted(Key.CREATED, b, a, c, d);
        assertSorted(Key.NAME, a, b, c, d);
        assertSorted(Key.LAST_EXECUTION, b, d, c, a);
        SyntheticTest changed =
                save(a.withRevision(new Revision(2, definition("alpha"), now().plusSeconds(60), "bob", "")));
        assertSorted(Key.UPDATED, b, c, d, changed);
    }

    private void assertSorted(Key key, SyntheticTest... ascending) {
        List<SyntheticTest> expected = new ArrayList<>(List.of(ascending));
        assertThat(paged(new Order(key, false))).isEqualTo(names(expected));
        Collections.reverse(expected);
        assertThat(paged(new Order(key, true))).isEqualTo(names(expected));
    }

    /** One by one, each behind the place of the one before. */
    private List<String> paged(Order order) {
        var found = new ArrayList<TestSummary>();
        TestQuery query = TestQuery.builder().order(order).limit(1).build();
        List<TestSummary> page = reports.tests(query);
        while (!page.isEmpty()) {
            found.addAll(page);
            page = reports.tests(query.after(page.get(0).place()));
        }
        assertThat(reports.tests(query.toBuilder().limit(100).build())).isEqualTo(found);
        return found.stream().map(line -> line.label().name()).toList();
    }

    private static List<String> names(List<SyntheticTest> tests) {
        return tests.stream().map(test -> test.definition().name()).toList();
    }

    private void assertFound(UnaryOperator<TestQuery.Builder> conditions, SyntheticTest... newestFirst) {
        TestQuery query = conditions.apply(TestQuery.builder()).build();
        assertThat(reports.tests(query))
                .extracting(TestSummary::id)
                .containsExactlyElementsOf(
                        List.of(newestFirst).stream().map(SyntheticTest::id).toList());
        assertThat(reports.count(query)).isEqualTo(newestFirst.length);
    }

    private SyntheticTest add(TestDefinition definition) {
        SyntheticTest one = test(definition);
        assertThat(stores.tests().add(one)).isEqualTo(Saved.STORED);
        return stored(one);
    }

    private SyntheticTest save(SyntheticTest next) {
        assertThat(stores.tests().save(next)).isEqualTo(Saved.STORED);
        return stored(next);
    }

    private ExecutionSummary run(SyntheticTest test, Verdict verdict) {
        Execution one = finished(claimed(queued(test.id())), verdict);
        stores.executions().add(List.of(one));
        return ExecutionSummary.of(one);
    }
}
