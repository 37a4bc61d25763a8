package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Outcome;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.Ending;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.Observation;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningTest {
    private static final String SLEEPS = "import time\nprint('working', flush=True)\ntime.sleep(60)\n";

    @TempDir
    static Path home;

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench(home, settings -> settings.maxRuns(10));
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void aScriptRunsAndItsOutputIsExact() {
        Outcome outcome = bench.run(Bench.definition("print('{\"status\": \"success\"}')\nprint('\u00e9', end='')"));

        assertThat(outcome.state()).isEqualTo(EngineState.SUCCEEDED);
        RunReport report = Bench.report(outcome);
        assertThat(report.ending()).isEqualTo(Ending.EXITED);
        assertThat(report.exitCode()).isZero();
        assertThat(report.stdout().text()).isEqualTo("{\"status\": \"success\"}\n\u00e9");
        assertThat(outcome.startedAt()).isNotNull().isBeforeOrEqualTo(outcome.endedAt());
    }

    @Test
    void anExitCodeIsAFailureAsStackStormSaysIt() {
        assertThat(bench.run(Bench.definition("raise SystemExit(3)")).state()).isEqualTo(EngineState.FAILED);
    }

    @Test
    void aClassRunsAndItsValueIsExact() {
        RunReport report = bench.report(Bench.definition("""
                from st2common.runners.base_action import Action
                class Probe(Action):
                    def run(self):
                        self.action_service.set_value('k', 'v')
                        return False, {'n': 2 ** 70, 'v': self.action_service.get_value('k'),
                                       'keys': [pair.name for pair in self.action_service.list_values()]}
                """));

        assertThat(report.ending()).isEqualTo(Ending.RETURNED);
        assertThat(report.flag()).isFalse();
        assertThat(report.value())
                .isEqualTo(JsonText.parse(
                        "{\"n\":1180591620717411303424,\"v\":\"v\",\"keys\":[\"synthetic_tests.Probe:k\"]}"));
    }

    @Test
    void parametersArriveExactlyHoweverLong() {
        JsonObject parameters = JsonObject.builder()
                .put("text", "{{ x }} '\"\\ \u00e9\ud83d\ude00")
                .put("number", new JsonNumber(new BigDecimal("123456789012345678901234567890.5")))
                .put("long", "x".repeat(300_000))
                .build();
        RunReport report = bench.report(
                Bench.definition("""
                        from st2common.runners.base_action import Action
                        class Probe(Action):
                            def run(self, text, number, long):
                                return {'text': text, 'length': len(long)}
                        """).toBuilder().parameters(parameters).build());

        assertThat(report.value())
                .isEqualTo(JsonObject.builder()
                        .put("text", parameters.get("text").orElseThrow())
                        .put("length", 300_000)
                        .build());
    }

    @Test
    void theEnvironmentIsTheContractsAndNothingOfTheServers() {
        RunReport report = bench.report(Bench.definition("""
                import json, os
                print(json.dumps([sorted(os.environ), os.getcwd() == os.environ['TMPDIR'], os.listdir('.')]))
                """).toBuilder()
                .metadata(JsonObject.builder()
                        .put(
                                "environment",
                                JsonObject.builder().put("MINE", "1").build())
                        .build())
                .build());

        assertThat(report.stdout().text().strip()).isEqualTo("""
                [["HOME", "LANG", "MINE", "PATH", "PWD", "PYTHONIOENCODING", "PYTHONUTF8", "SST_ATTEMPT", \
                "SST_EXECUTION_ID", "SST_KEYS", "SST_PARAMETERS", "SST_RUN", "SST_TEST_ID", \
                "ST2_ACTION_EXECUTION_ID", "ST2_ACTION_PACK_NAME", "TMPDIR"], true, []]""");
    }

    @Test
    void linesComeWhileItRuns() {
        EngineExecutionId id = bench.start(Bench.definition(SLEEPS));

        bench.awaitOutput(id, "working");
        OutputChunk more = bench.engine().runner().output(id, "working".length());

        assertThat(bench.engine().runner().observe(List.of(id)))
                .containsExactly(new Observation(id, EngineState.RUNNING));
        assertThat(more.complete()).isFalse();
        bench.engine().runner().cancel(id);
        bench.outcome(id);
        OutputChunk end = bench.engine().runner().output(id, 0);
        assertThat(end.text()).isEqualTo("working\n");
        assertThat(end.complete()).isTrue();
    }

    @Test
    void cancelEndsAllOfIt() {
        EngineExecutionId id = bench.start(Bench.definition("""
                import subprocess, sys, time
                subprocess.Popen(['sleep', '61'], start_new_session=True)
                print('working', flush=True)
                time.sleep(60)
                """));
        bench.awaitOutput(id, "working");

        bench.engine().runner().cancel(id);

        assertThat(bench.outcome(id).state()).isEqualTo(EngineState.CANCELLED);
        assertThat(Bench.processes(id)).isEmpty();
    }

    @Test
    void itsOwnDeadlineEndsIt() {
        EngineExecutionId id = bench.start(Bench.definition(SLEEPS).toBuilder()
                .timeout(Duration.ofMillis(300))
                .build());

        Outcome outcome = bench.outcome(id);

        assertThat(outcome.state()).isEqualTo(EngineState.TIMED_OUT);
        assertThat(Bench.report(outcome).ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(Bench.report(outcome).stdout().text()).isEqualTo("working\n");
    }

    @Test
    void aHarnessThatIsKilledLeavesNoProcessAndNoPass() {
        EngineExecutionId id = bench.start(Bench.definition("""
                import os, signal, subprocess, time
                subprocess.Popen(['sleep', '62'], start_new_session=True)
                os.kill(os.getppid(), signal.SIGKILL)
                time.sleep(60)
                """));

        Outcome outcome = bench.outcome(id);

        assertThat(outcome.state()).isEqualTo(EngineState.FAILED);
        assertThat(outcome.evidence())
                .isInstanceOfSatisfying(
                        Evidence.Unreported.class,
                        silent -> assertThat(silent.reason()).contains("did not report", "exit code 137"));
        Bench.awaitNoProcesses(id);
    }

    @Test
    void theEndIsToldAtOnce() throws Exception {
        var ended = new CompletableFuture<Observation>();
        TestDefinition definition = Bench.definition("pass");
        StartOrder order = Bench.order(bench.deploy(definition), definition, Set.of());
        EngineExecutionId expected = new EngineExecutionId(order.key());
        try (var signals = bench.engine().runner().signals(seen -> {
            if (seen.id().equals(expected)) {
                ended.complete(seen);
            }
        })) {
            assertThat(signals.healthy()).isTrue();
            bench.start(order);
            assertThat(ended.get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS).state())
                    .isEqualTo(EngineState.SUCCEEDED);
        }
    }

    @Test
    void theSameKeyTwiceIsOneRun() {
        TestDefinition definition = Bench.definition("pass");
        StartOrder order = Bench.order(bench.deploy(definition), definition, Set.of());

        assertThat(bench.start(order)).isEqualTo(bench.start(order));
        assertThat(bench.engine().runner().findByKey(order, Instant.EPOCH))
                .contains(new EngineExecutionId(order.key()));
        StartOrder another = Bench.order(order.deployment(), definition, Set.of());
        assertThat(bench.engine().runner().findByKey(another, Instant.EPOCH)).isEmpty();
    }

    @Test
    void aRunNobodyKnowsIsLost() {
        var id = new EngineExecutionId("nobody");

        assertThat(bench.engine().runner().observe(List.of(id))).containsExactly(new Observation(id, EngineState.LOST));
        assertThat(bench.outcome(id).state()).isEqualTo(EngineState.LOST);
        assertThat(bench.engine().runner().output(id, 7)).isEqualTo(new OutputChunk(7, "", 7, true));
        bench.engine().runner().cancel(id);
    }

    @Test
    void filesThatAreGoneAreSaidBeforeAnythingStarts() throws Exception {
        TestDefinition definition = Bench.definition("pass");
        Deployment deployment = bench.deploy(definition);
        Folders.delete(home.resolve("engine/content")
                .resolve(ContentFolders.of(deployment).orElseThrow()));

        assertThat(bench.engine().runner().start(Bench.order(deployment, definition, Set.of())))
                .isInstanceOfSatisfying(
                        StartAnswer.Rejected.class,
                        answer -> assertThat(answer.reason()).contains("deploy it again"));
    }

    @Test
    void aSecretIsInNoFileAndNoProcessList() throws Exception {
        TestDefinition definition = Bench.definition("""
                import os, json, sys
                assert json.loads(os.environ['SST_PARAMETERS'])['password'] == 'hunter2222'
                print(sys.argv[1:], 'working', flush=True)
                import time; time.sleep(60)
                """).toBuilder()
                .parameters(Bench.parameters("password", "hunter2222"))
                .build();
        EngineExecutionId id = bench.start(Bench.order(bench.deploy(definition), definition, Set.of("password")));
        bench.awaitOutput(id, "[] working");

        assertThat(Bench.processes(id))
                .isNotEmpty()
                .allSatisfy(process -> assertThat(
                                Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")))
                        .doesNotContain("hunter2222"));
        JsonObject shown = bench.engine().monitor().run(id.value()).orElseThrow();
        assertThat(shown.get("parameters")).contains(Bench.parameters("password", "********"));
        bench.engine().runner().cancel(id);
        bench.outcome(id);
        try (var files = Files.walk(home.resolve("engine/runs").resolve(id.value()))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("hunter2222"));
        }
    }

    @Test
    void itIsShownAsStackStormWouldShowIt() {
        EngineExecutionId id = bench.start(Bench.definition("import os\nos.kill(os.getpid(), 9)"));
        bench.outcome(id);

        JsonObject shown = bench.engine().monitor().run(id.value()).orElseThrow();

        assertThat(shown.text("status")).contains("failed");
        assertThat(shown.get("result"))
                .contains(JsonObject.builder()
                        .put("succeeded", false)
                        .put("failed", true)
                        .put("return_code", 137)
                        .put("stdout", "")
                        .put("stderr", "")
                        .build());
        assertThat(bench.engine().monitor().recent(100)).contains(shown);
        assertThat(shown.get("action").orElseThrow().toString()).contains("local-shell-script");
        assertThat(((JsonObject) shown.get("context").orElseThrow()).get("user"))
                .contains(new JsonString("sst"));
    }
}
