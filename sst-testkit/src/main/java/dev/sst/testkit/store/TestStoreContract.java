package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.definition;
import static dev.sst.testkit.store.Samples.deployment;
import static dev.sst.testkit.store.Samples.document;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.test;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Deployment;
import dev.sst.execution.Execution;
import dev.sst.json.JsonNull;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.Stores;
import dev.sst.spi.TestStore;
import dev.sst.spi.TestStore.Saved;
import dev.sst.test.RetryPolicy;
import dev.sst.test.Revision;
import dev.sst.test.RunSettings;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TestStore} does. */
public abstract class TestStoreContract {
    private TestStore tests;
    private ExecutionStore executions;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        Stores stores = stores();
        tests = stores.tests();
        executions = stores.executions();
    }

    @Test
    void everythingOfATestIsKeptExactly() {
        TestDefinition definition = TestDefinition.builder("n" + Samples.AWKWARD, TestType.SENSOR)
                .description("d" + Samples.AWKWARD)
                .pack("my_pack")
                .code("c" + Samples.AWKWARD)
                .parameters(document())
                .expectation(JsonNull.NULL)
                .timeout(Duration.ofSeconds(12, 345_678_901))
                .retries(new RetryPolicy(3, Duration.ofMillis(1_500)))
                .tags(List.of("t" + Samples.AWKWARD, ""))
                .enabled(false)
                .metadata(document())
                .build();
        SyntheticTest one = new SyntheticTest(
                testId(),
                0,
                new Revision(1, definition, now(), "b" + Samples.AWKWARD, "n" + Samples.AWKWARD),
                deployment(1),
                now().minusSeconds(9),
                "c" + Samples.AWKWARD,
                false);

        assertThat(tests.add(one)).isEqualTo(Saved.STORED);

        assertThat(tests.find(one.id())).contains(stored(one));
    }

    @Test
    void absentPartsStayAbsent() {
        SyntheticTest one = test(TestDefinition.builder("existing", TestType.ACTION)
                .existing("core.local")
                .build());

        tests.add(one);

        assertThat(tests.find(one.id())).contains(stored(one));
        assertThat(tests.find(testId())).isEmpty();
    }

    @Test
    void aDeploymentThatHasBegunIsKeptAndIsNotLive() {
        SyntheticTest one = add("login");
        Deployment intent = deployment(1);

        assertThat(tests.save(one.withBegun(intent))).isEqualTo(Saved.STORED);

        SyntheticTest begun = tests.find(one.id()).orElseThrow();
        assertThat(begun).isEqualTo(stored(one.withBegun(intent)));
        assertThat(begun.live()).isEmpty();
        assertThat(tests.runSettings(List.of(one.id()))).isEmpty();

        assertThat(tests.save(begun.withDeployment(intent).withBegun(null))).isEqualTo(Saved.STORED);
        assertThat(tests.find(one.id()).orElseThrow().begun()).isNull();
        assertThat(tests.runSettings(List.of(one.id()))).containsOnlyKeys(one.id());
    }

    @Test
    void aNameIsTakenOncePerPack() {
        SyntheticTest one = add("login");

        assertThat(tests.add(test("login"))).isEqualTo(Saved.NAME_TAKEN);
        assertThat(tests.add(test(definition("login").toBuilder().pack("other").build())))
                .isEqualTo(Saved.STORED);
        SyntheticTest other = add("logout");
        assertThat(tests.save(edited(other, "login"))).isEqualTo(Saved.NAME_TAKEN);
        assertThat(tests.find(other.id())).contains(other);
        assertThat(tests.find(one.id())).contains(one);
    }

    @Test
    void anIdIsAddedOnce() {
        SyntheticTest one = add("login");

        assertThat(tests.add(new SyntheticTest(one.id(), 0, edited(one, "else").revision(), null, now(), "bob", false)))
                .isEqualTo(Saved.STALE);
        assertThat(tests.find(one.id())).contains(one);
    }

    @Test
    void aDeletedTestGivesItsNameFreeAndStaysReadable() {
        SyntheticTest one = add("login");

        assertThat(tests.save(one.asDeleted())).isEqualTo(Saved.STORED);

        assertThat(tests.add(test("login"))).isEqualTo(Saved.STORED);
        assertThat(tests.find(one.id())).contains(stored(one.asDeleted()));
        assertThat(tests.revisions(one.id(), 0, 10)).hasSize(1);
    }

    @Test
    void aWriteFromAnOlderVersionIsStale() {
        SyntheticTest one = add("login");
        SyntheticTest next = save(edited(one, "signin"));

        assertThat(tests.save(edited(one, "signup"))).isEqualTo(Saved.STALE);
        assertThat(tests.save(test("unknown"))).isEqualTo(Saved.STALE);
        assertThat(tests.find(one.id())).contains(next);
    }

    @Test
    void revisionsAreKeptAndPagedNewestFirst() {
        SyntheticTest first = add("login");
        SyntheticTest second = save(edited(first, "signin"));
        SyntheticTest third = save(edited(second, "signup"));

        assertThat(tests.revisions(first.id(), 0, 10))
                .containsExactly(third.revision(), second.revision(), first.revision());
        assertThat(tests.revisions(first.id(), 0, 2)).containsExactly(third.revision(), second.revision());
        assertThat(tests.revisions(first.id(), 2, 2)).containsExactly(first.revision());
        assertThat(tests.revision(first.id(), 2)).contains(second.revision());
        assertThat(tests.revision(first.id(), 9)).isEmpty();
        assertThat(tests.revisions(testId(), 0, 10)).isEmpty();
    }

    @Test
    void anExecutionIsBegunWithTheDeploymentOrNotAtAll() {
        SyntheticTest one = add("login");
        Execution refused = queued(one.id());
        Execution begun = queued(one.id());
        SyntheticTest older = edited(one, "signin");
        save(edited(one, "signup"));

        assertThat(tests.save(older.withDeployment(deployment(1)), List.of(refused)))
                .isEqualTo(Saved.STALE);
        SyntheticTest now = tests.find(one.id()).orElseThrow();
        assertThat(tests.save(now.withDeployment(deployment(1)), List.of(begun)))
                .isEqualTo(Saved.STORED);

        assertThat(executions.find(List.of(refused.id(), begun.id()))).containsExactly(stored(begun));
    }

    @Test
    void aDeploymentIsStoredAndTakenAwayWithoutANewRevision() {
        SyntheticTest one = add("login");

        SyntheticTest live = save(one.withDeployment(deployment(1)));
        assertThat(tests.find(one.id())).contains(live);

        SyntheticTest gone = save(live.withDeployment(null));
        assertThat(tests.find(one.id())).contains(gone);
        assertThat(gone.version()).isEqualTo(3);
        assertThat(tests.revisions(one.id(), 0, 10)).hasSize(1);
    }

    @Test
    void runSettingsAreThoseOfTheLiveRevision() {
        SyntheticTest one = save(add("login").withDeployment(deployment(1)));
        SyntheticTest edited = save(edited(one, "signin"));
        SyntheticTest notLive = add("other");
        SyntheticTest deleted =
                save(save(add("gone").withDeployment(deployment(1))).asDeleted());

        Map<TestId, RunSettings> settings =
                tests.runSettings(List.of(edited.id(), notLive.id(), deleted.id(), testId()));

        assertThat(settings)
                .isEqualTo(Map.of(
                        one.id(),
                        RunSettings.of(one.id(), one.definition(), edited.live().orElseThrow())));
        assertThat(tests.runSettings(List.of())).isEmpty();
    }

    @Test
    void severalTestsAreFoundAtOnce() {
        SyntheticTest one = add("one");
        SyntheticTest gone = save(add("gone").asDeleted());
        add("other");

        assertThat(tests.find(List.of(one.id(), testId(), gone.id(), one.id()))).containsExactlyInAnyOrder(one, gone);
        assertThat(tests.find(List.of())).isEmpty();
    }

    private SyntheticTest add(String name) {
        return addTest(definition(name));
    }

    private SyntheticTest addTest(TestDefinition definition) {
        SyntheticTest one = test(definition);
        assertThat(tests.add(one)).isEqualTo(Saved.STORED);
        return stored(one);
    }

    private SyntheticTest save(SyntheticTest next) {
        assertThat(tests.save(next)).isEqualTo(Saved.STORED);
        return stored(next);
    }

    private static SyntheticTest edited(SyntheticTest test, String name) {
        return test.withRevision(new Revision(test.revision().number() + 1, definition(name), now(), "bob", "renamed"));
    }
}
