package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.Executions;
import dev.sst.InvalidInputException;
import dev.sst.Sst;
import dev.sst.core.SstCore;
import dev.sst.core.node.CoreSettings;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.Check;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentQuery;
import dev.sst.incident.IncidentStatus;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every recorded case of an action test, through the whole framework on this engine: create, deploy, execute, compare. */
final class RecordedCasesTest {
    private static final int PARALLEL = 4;

    @TempDir
    static Path home;

    private static EmbeddedEngine engine;
    private static Sst sst;
    private static ExecutorService pool;

    @BeforeAll
    static void open() {
        EmbeddedSettings settings = EmbeddedSettings.in(home);
        engine = EmbeddedEngine.open(settings, InstantSource.system());
        sst = SstCore.builder(engine)
                .inspector(new PythonCodeInspector(settings))
                .settings(CoreSettings.builder()
                        .maxConcurrent(PARALLEL)
                        .startsPerSecond(1000)
                        .build())
                .start();
        pool = Executors.newFixedThreadPool(PARALLEL);
    }

    @AfterAll
    static void close() {
        pool.shutdownNow();
        sst.close();
        engine.close();
    }

    @Test
    void thereAreNinetyEightCases() throws Exception {
        assertThat(RecordedCase.all()).hasSize(98);
    }

    @TestFactory
    Stream<DynamicTest> whatWasRecordedIsJudgedAsExpected() throws Exception {
        List<RecordedCase> cases = RecordedCase.all();
        List<CompletableFuture<Void>> checked = cases.stream()
                .map(recorded -> CompletableFuture.runAsync(() -> check(recorded), pool))
                .toList();
        return Stream.iterate(0, i -> i < cases.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest(
                        cases.get(i).toString(), () -> checked.get(i).get()));
    }

    private static void check(RecordedCase recorded) {
        TestId id = sst.tests().create(recorded.definition(), "corpus").test().id();
        String stage = recorded.refusedAt().orElse("");
        if (stage.equals("deploy")) {
            assertThatThrownBy(() -> deploy(id))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            refused -> assertThat(refused.problems())
                                    .anySatisfy(problem ->
                                            assertThat(problem.place()).isNotNull()));
            return;
        }
        deploy(id);
        var request = new Executions.Request(ExecutionKind.API, recorded.overrides(), JsonObject.empty());
        if (stage.equals("execute")) {
            assertThatThrownBy(() -> sst.executions().execute(id, request)).isInstanceOf(InvalidInputException.class);
            return;
        }
        Execution execution = sst.executions().execute(id, request);
        if (recorded.verdict() == Verdict.CANCELLED) {
            cancelWhenItPrints(execution);
        }
        Execution finished = sst.executions().await(execution.id(), Duration.ofSeconds(120));
        compare(recorded, id, finished.verdict().orElseThrow());
    }

    /** One at a time: all of them are of one pack. */
    private static synchronized void deploy(TestId id) {
        sst.deployments().deploy(id, false, DeploymentProgress.SILENT);
    }

    private static void cancelWhenItPrints(Execution execution) {
        Awaitility.await()
                .atMost(Bench.PATIENCE)
                .until(() ->
                        !sst.executions().output(execution.id(), 0, 1).text().isEmpty());
        sst.executions().cancel(execution.id());
    }

    private static void compare(RecordedCase recorded, TestId id, Judgement judgement) {
        assertThat(judgement.verdict()).as(judgement.cause()).isEqualTo(recorded.verdict());
        assertThat(judgement.checks().stream().filter(check -> !check.passed()).map(Check::path))
                .containsAll(recorded.recorded().failingChecks());
        recorded.recorded().document().ifPresent(expected -> {
            if (recorded.recorded().documentMayHoldMore()) {
                assertThat(judgement.document().members()).containsAllEntriesOf(expected.members());
            } else {
                assertThat(judgement.document()).isEqualTo(expected);
            }
        });
        List<Incident> open = sst.incidents().list(new IncidentQuery(IncidentStatus.OPEN, id, null, null, null, 10));
        assertThat(open).hasSize(judgement.verdict().bad() ? 1 : 0);
    }
}
