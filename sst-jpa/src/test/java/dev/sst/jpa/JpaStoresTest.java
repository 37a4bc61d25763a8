package dev.sst.jpa;

import static dev.sst.testkit.store.Samples.LONG_LEASE;
import static dev.sst.testkit.store.Samples.SHORT_LEASE;
import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.finished;
import static dev.sst.testkit.store.Samples.incident;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.test;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.StoreUnavailableException;
import dev.sst.execution.Attempt;
import dev.sst.execution.Execution;
import dev.sst.execution.Verdict;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentQuery;
import dev.sst.json.JsonObject;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.Stores;
import dev.sst.spi.TestStore.Saved;
import dev.sst.testkit.store.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is PostgreSQL's business alone. */
final class JpaStoresTest {
    @RegisterExtension
    static final Database DATABASE = new Database();

    private Stores stores;

    @BeforeEach
    void emptyTheStores() {
        stores = DATABASE.emptied();
    }

    @Test
    void anotherNodeSeesWhatIsStored() {
        Execution one = queued(testId());
        stores.executions().add(List.of(one));

        try (JpaStores other = JpaStores.open(DATABASE.settings())) {
            assertThat(other.stores().executions().find(List.of(one.id()))).containsExactly(stored(one));
        }
    }

    @Test
    void nodesThatStartAtOnceOnAnEmptyDatabaseAllCome() throws Exception {
        JpaSettings empty = DATABASE.settings().withSchema("started_at_once");
        List<Callable<Boolean>> nodes = List.of(() -> opened(empty), () -> opened(empty), () -> opened(empty));

        assertThat(together(nodes)).containsExactly(false, false, false);
    }

    private static boolean opened(JpaSettings settings) {
        try (JpaStores node = JpaStores.open(settings)) {
            return node.stores().tokens().any();
        }
    }

    @Test
    void closedStoresAreUnavailable() {
        JpaStores node = JpaStores.open(DATABASE.settings());
        node.close();

        assertThatThrownBy(() -> node.stores().tokens().any()).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void whatGoesWrongIsToldWithoutValues() {
        Execution one = queued(testId());
        stores.executions().add(List.of(one));
        DATABASE.execute(
                "alter table execution add constraint canary check (parameters not like '%canary%' and attempts not like '%canary%')");

        try {
            Execution moved = claimed(stored(one)).toBuilder()
                    .attempt(Attempt.intended(1, "canary", "nonce", now()))
                    .build();
            assertThat(stores.executions().save(List.of(ExecutionChange.of(moved, "moved", now()))))
                    .containsExactly(false);
            assertThatThrownBy(() -> stores.executions()
                            .add(List.of(withCanary(queued(testId())), withCanary(queued(testId())))))
                    .isInstanceOf(StoreUnavailableException.class)
                    .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("password"));
        } finally {
            DATABASE.execute("alter table execution drop constraint canary");
        }
    }

    private static String stackTrace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static Execution withCanary(Execution execution) {
        return execution.toBuilder()
                .parameters(JsonObject.builder().put("password", "canary").build())
                .build();
    }

    @Test
    void aDatabaseThatIsAwayIsUnavailableAndNothingElse() {
        DataSource away = new AwayDataSource();

        assertThatThrownBy(() -> JpaStores.open(JpaSettings.of(away))).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aStatementThatWaitsTooLongIsGivenUp() throws SQLException {
        Execution one = queued(testId());
        stores.executions().add(List.of(one));
        try (JpaStores impatient = JpaStores.open(DATABASE.settings().withStatementTimeout(Duration.ofMillis(100)));
                Connection holder = DATABASE.dataSource().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table " + DATABASE.settings().schema() + ".execution in access exclusive mode");

            assertThatThrownBy(() -> impatient.stores().executions().find(List.of(one.id())))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("statement timeout");
            holder.rollback();
        }
    }

    @Test
    void theLimitsEndWithTheTransaction() {
        stores.tokens().any();

        assertThat(IntStream.range(0, 8)
                        .mapToObj(i -> DATABASE.query("show statement_timeout").get(0)))
                .containsOnly("0");
    }

    @Test
    void oldChangesAreForgotten() {
        String start = stores.changes().end();
        stores.executions().add(List.of(queued(testId()), queued(testId())));
        DATABASE.execute("update change set at = at - interval '61 minutes' where seq = (select min(seq) from change)");

        stores.changes().forgetOld();

        assertThat(stores.changes().after(start, 10)).hasSize(1);
    }

    @Test
    void finishedExecutionsLeaveNoWorkBehind() {
        stores.executions().add(List.of(queued(testId()), queued(testId())));
        Execution one =
                stores.claims().claim("ann", 1, LONG_LEASE, Samples.KEYS).get(0).execution();
        stores.executions().save(List.of(ExecutionChange.of(finished(one, Verdict.PASSED), "judged", now())));

        assertThat(DATABASE.query("select execution_id from execution_work")).hasSize(1);
    }

    @Test
    void anOwnerWhoRenewsWhileOthersFreeTheDeadKeepsEverything() throws Exception {
        stores.executions()
                .add(IntStream.range(0, 20).mapToObj(i -> queued(testId())).toList());
        int held = stores.claims().claim("ann", 20, SHORT_LEASE, Samples.KEYS).size();
        List<Callable<Integer>> both = new ArrayList<>();
        both.add(() -> {
            int least = held;
            for (int i = 0; i < 100; i++) {
                least = Math.min(
                        least, stores.claims().renew("ann", LONG_LEASE).held().size());
            }
            return least;
        });
        both.add(() -> IntStream.range(0, 100)
                .map(i -> stores.claims()
                        .claim("bob", 1, LONG_LEASE, Samples.KEYS)
                        .size())
                .sum());

        List<Integer> outcome = together(both);

        assertThat(outcome).as("ann keeps all, or bob takes all").isIn(List.of(20, 0), List.of(0, 20));
    }

    @Test
    void manyNodesAtOnceOpenOneIncidentPerKey() throws Exception {
        List<Execution> all =
                IntStream.range(0, 240).mapToObj(i -> queued(testId())).toList();
        stores.executions().add(all);
        var random = new Random(7);
        List<Callable<Integer>> nodes = IntStream.range(0, 4)
                .mapToObj(node -> {
                    List<Execution> mine = new ArrayList<>(all);
                    Collections.shuffle(mine, random);
                    return (Callable<Integer>) () -> saved(mine);
                })
                .toList();

        int admitted = together(nodes).stream().mapToInt(Integer::intValue).sum();

        List<Incident> open = stores.incidents().list(IncidentQuery.newest(100));
        assertThat(open).hasSize(12).extracting(Incident::key).doesNotHaveDuplicates();
        assertThat(admitted).isEqualTo(12);
    }

    /** Each node tries to finish every execution with a new incident of one of twelve keys. */
    private int saved(List<Execution> mine) {
        int admitted = 0;
        for (int from = 0; from < mine.size(); from += 40) {
            List<ExecutionChange> batch = mine.subList(from, from + 40).stream()
                    .map(one -> new ExecutionChange(
                            finished(claimed(stored(one)), Verdict.FAILED),
                            "judged",
                            now(),
                            null,
                            incident("key-" + Math.floorMod(one.id().hashCode(), 12), one.testId()),
                            List.of()))
                    .toList();
            admitted += (int)
                    stores.executions().save(batch).stream().filter(yes -> yes).count();
        }
        return admitted;
    }

    @Test
    void ofTwoWhoTakeANameAtOnceOneGetsIt() throws Exception {
        for (int i = 0; i < 10; i++) {
            String name = "login " + i;
            List<Callable<Saved>> both = List.of(
                    () -> stores.tests().add(test(name)), () -> stores.tests().add(test(name)));

            assertThat(together(both)).containsExactlyInAnyOrder(Saved.STORED, Saved.NAME_TAKEN);
        }
    }

    @Test
    void theSameAddedByTwoAtOnceIsThereOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            List<Execution> batch =
                    IntStream.range(0, 20).mapToObj(j -> queued(testId())).toList();
            List<Callable<Integer>> both = List.of(() -> added(batch), () -> added(batch));

            together(both);

            assertThat(stores.executions()
                            .find(batch.stream().map(Execution::id).toList()))
                    .hasSize(20)
                    .allSatisfy(one -> assertThat(one.version()).isEqualTo(1));
        }
    }

    private int added(List<Execution> batch) {
        stores.executions().add(batch);
        return batch.size();
    }

    private static <T> List<T> together(List<Callable<T>> work) throws Exception {
        var threads = Executors.newFixedThreadPool(work.size());
        try {
            var answers = new ArrayList<T>();
            for (var each : threads.invokeAll(work)) {
                answers.add(each.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
