package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.ConflictException;
import dev.sst.deployment.CodeShape;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Outcome;
import dev.sst.spi.Observation;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server finds that follows one which was stopped or killed. */
final class RestartTest {
    private static final String WAITS = """
            import os, time
            print('working', flush=True)
            while not os.path.exists(os.environ['GO']):
                time.sleep(0.02)
            print('done')
            """;

    @TempDir
    Path home;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(
                home, settings -> settings.margin(Duration.ofSeconds(1)).grace(Duration.ofSeconds(1)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aRunThatGoesOnIsAdoptedAndItsEndIsSeen() throws Exception {
        TestDefinition definition = definition(WAITS);
        StartOrder order = Bench.order(bench.deploy(definition), definition, Set.of());
        EngineExecutionId id = bench.start(order);
        bench.awaitOutput(id, "working");

        bench.reopen();

        assertThat(bench.engine().runner().observe(List.of(id)))
                .containsExactly(new Observation(id, EngineState.RUNNING));
        assertThat(bench.engine().runner().findByKey(order, Instant.EPOCH)).contains(id);
        go();
        Outcome outcome = bench.outcome(id);
        assertThat(outcome.state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(Bench.report(outcome).stdout().text()).isEqualTo("working\ndone\n");
    }

    @Test
    void aRunThatEndedMeanwhileIsReadFromItsReport() throws Exception {
        EngineExecutionId id = startWaiting();
        bench.engine().close();
        go();
        Bench.awaitNoProcesses(id);

        bench.reopen();

        Outcome outcome = bench.outcome(id);
        assertThat(outcome.state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(Bench.report(outcome).stdout().text()).endsWith("done\n");
    }

    @Test
    void aRunThatDiedWithoutAReportIsAbandonedAndLeavesNoProcess() throws Exception {
        EngineExecutionId id = bench.start(definition("""
                import subprocess, time
                subprocess.Popen(['sleep', '63'], start_new_session=True)
                print('working', flush=True)
                time.sleep(60)
                """));
        bench.awaitOutput(id, "working");
        bench.engine().close();
        ProcessHandle harness = new RunFolder(home.resolve("engine/runs").resolve(id.value()))
                .process()
                .flatMap(ProcessIdentity::alive)
                .orElseThrow();
        harness.destroyForcibly();
        Awaitility.await().atMost(Bench.PATIENCE).until(() -> !harness.isAlive());

        bench.reopen();

        Outcome outcome = bench.outcome(id);
        assertThat(outcome.state()).isEqualTo(EngineState.ABANDONED);
        assertThat(outcome.evidence()).isInstanceOf(Evidence.Unreported.class);
        assertThat(Bench.processes(id)).isEmpty();
    }

    @Test
    void aFinishedRunIsRememberedAsItWas() {
        EngineExecutionId id = bench.start(definition("raise SystemExit(4)"));
        Outcome before = bench.outcome(id);

        bench.reopen();

        assertThat(bench.outcome(id)).isEqualTo(before);
    }

    @Test
    void anOrderThatWasNeverHandedOverIsForgotten() throws Exception {
        TestDefinition definition = definition("pass");
        StartOrder order = Bench.order(bench.deploy(definition), definition, Set.of());
        EngineExecutionId id = new EngineExecutionId(order.key());
        bench.engine().close();
        new RunFolder(home.resolve("engine/runs").resolve(id.value()))
                .create(RunRecord.of(order, CodeShape.SCRIPT, "p/t/0123456789abcdef", Instant.EPOCH));

        bench.reopen();

        assertThat(bench.engine().runner().findByKey(order, Instant.EPOCH)).isEmpty();
        assertThat(bench.outcome(bench.start(order)).state()).isEqualTo(EngineState.SUCCEEDED);
    }

    @Test
    void anAdoptedRunIsEndedByTheBackstopWhenItsHarnessHangs() throws Exception {
        EngineExecutionId id = bench.start(
                definition("""
                import os, signal, time
                print('working', flush=True)
                os.kill(os.getppid(), signal.SIGSTOP)
                time.sleep(60)
                """).toBuilder().timeout(Duration.ofSeconds(1)).build());
        bench.reopen();

        assertThat(bench.outcome(id).state()).isEqualTo(EngineState.TIMED_OUT);
        Bench.awaitNoProcesses(id);
    }

    @Test
    void whatIsNoRunDoesNotKeepTheEngineFromOpening() throws Exception {
        Path runs = home.resolve("engine/runs");
        Files.writeString(runs.resolve("stray"), "x");
        Files.writeString(Files.createDirectory(runs.resolve("broken")).resolve("order.json"), "{");

        bench.reopen();

        assertThat(bench.engine().monitor().recent(10)).isEmpty();
        assertThat(runs.resolve("broken")).doesNotExist();
        assertThat(bench.run(definition("pass")).state()).isEqualTo(EngineState.SUCCEEDED);
    }

    @Test
    void onlyOneEngineHasAHomeOpen() {
        assertThatThrownBy(() -> EmbeddedEngine.open(EmbeddedSettings.in(home), InstantSource.system()))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        conflict -> assertThat(conflict.reason()).isEqualTo(ConflictException.Reason.HELD_ELSEWHERE));
    }

    @Test
    void aHomeKeepsItsName() {
        String name = bench.engine().homeId();

        bench.reopen();

        assertThat(bench.engine().homeId()).isEqualTo(name).hasSize(36);
    }

    @Test
    void aKilledServersRunIsTakenOverByTheNext() throws Exception {
        bench.engine().close();
        Path go = home.resolve("go");
        Process server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneRunMain.class.getName(),
                        home.toString(),
                        WAITS,
                        go.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("server.log").toFile())
                .start();
        Path runs = home.resolve("engine/runs");
        Awaitility.await().atMost(Bench.PATIENCE).until(() -> running(runs));
        server.destroyForcibly();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();

        bench.reopen();

        EngineExecutionId id = new EngineExecutionId(OneRunMain.KEY);
        assertThat(bench.engine().runner().observe(List.of(id)))
                .containsExactly(new Observation(id, EngineState.RUNNING));
        go();
        assertThat(Bench.report(bench.outcome(id)).stdout().text()).isEqualTo("working\ndone\n");
        Bench.awaitNoProcesses(id);
    }

    private static boolean running(Path runs) throws IOException {
        Path output = runs.resolve(OneRunMain.KEY).resolve("output");
        return Files.exists(output) && Files.readString(output).contains("working");
    }

    private EngineExecutionId startWaiting() {
        EngineExecutionId id = bench.start(definition(WAITS));
        bench.awaitOutput(id, "working");
        return id;
    }

    private TestDefinition definition(String code) {
        return OneRunMain.definition(code, home.resolve("go"));
    }

    private void go() throws IOException {
        Files.createFile(home.resolve("go"));
    }
}
