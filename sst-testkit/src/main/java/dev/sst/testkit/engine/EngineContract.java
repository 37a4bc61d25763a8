package dev.sst.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Outcome;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.Ending;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Engine;
import dev.sst.spi.Observation;
import dev.sst.spi.Runner;
import dev.sst.spi.StartOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Engine} does, whatever it is: its tests deploy real Python, run it and read what became of it. An adapter's
 * test extends this and gives its engine.
 */
public abstract class EngineContract extends HostileRunsContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CLASS = """
            from st2common.runners.base_action import Action


            class Probe(Action):
                def run(self, **given):
                    %s
            """;

    private static final JsonObject TRICKY = JsonObject.builder()
            .put("jinja", "{{ 1 + 1 }} {% if %}")
            .put("yaql", "<% 6 * 7 %>")
            .put("number_text", "007")
            .put("json_text", "{\"a\": [1]}")
            .put("unicode", "grün \uD83D\uDE00 \"quoted\" 'single' \\ back")
            .put("big", new JsonNumber(new BigDecimal("1180591620717411303424")))
            .put("fraction", new JsonNumber(new BigDecimal("0.1")))
            .put("nothing", JsonNull.NULL)
            .put("empty", "")
            .put("no", false)
            .put("list", JsonArray.of(JsonNumber.of(1), new JsonString("a"), JsonBoolean.TRUE, JsonNull.NULL))
            .put("map", JsonObject.builder().put("k", "{{ v }}").build())
            .put("timeout", 1)
            .put("env", "not the runner's")
            .build();

    @Test
    void aScriptIsReportedWithWhatItPrinted() {
        Deployment deployment = bench.deploy("print('{\"status\": \"success\"}')\n", CodeShape.SCRIPT);

        Outcome outcome = bench.run(bench.start(deployment));

        RunReport report = EngineWorkbench.report(outcome);
        assertThat(outcome.state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(report.ending()).isEqualTo(Ending.EXITED);
        assertThat(report.exitCode()).isZero();
        assertThat(report.stdout().text()).isEqualTo("{\"status\": \"success\"}\n");
        assertThat(outcome.startedAt()).isNotNull();
        assertThat(outcome.endedAt()).isNotNull();
    }

    @Test
    void aScriptsExitCodeIsReported() {
        Deployment deployment = bench.deploy("import sys\nsys.exit(3)\n", CodeShape.SCRIPT);

        RunReport report = EngineWorkbench.report(bench.run(bench.start(deployment)));

        assertThat(report.ending()).isEqualTo(Ending.EXITED);
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.exception()).isNull();
    }

    @Test
    void aScriptMayBeWrittenInShellAndWithCarriageReturns() {
        Deployment deployment = bench.deploy("#!/bin/sh\r\necho \"$0\" | grep -c test\r\n", CodeShape.SCRIPT);

        RunReport report = EngineWorkbench.report(bench.run(bench.start(deployment)));

        assertThat(report.exitCode()).isZero();
        assertThat(report.stdout().text()).isEqualTo("1\n");
    }

    @Test
    void anUncaughtExceptionOfAScriptIsReported() {
        Deployment deployment = bench.deploy("raise KeyError('gone')\n", CodeShape.SCRIPT);

        RunReport report = EngineWorkbench.report(bench.run(bench.start(deployment)));

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.exception()).isNotNull();
        assertThat(String.valueOf(report.exception())).contains("KeyError");
    }

    @Test
    void aScriptGetsItsParametersExactly() {
        Deployment deployment = bench.deploy("import os\nprint(os.environ['SST_PARAMETERS'])\n", CodeShape.SCRIPT);

        RunReport report =
                EngineWorkbench.report(bench.run(bench.start(deployment, TRICKY, Set.of(), Duration.ofSeconds(30))));

        assertThat(JsonText.parse(report.stdout().text().strip())).isEqualTo(TRICKY);
    }

    @Test
    void aClassGetsItsParametersExactly() {
        Deployment deployment = bench.deploy(CLASS.formatted("return given"), CodeShape.ACTION_CLASS);

        RunReport report =
                EngineWorkbench.report(bench.run(bench.start(deployment, TRICKY, Set.of(), Duration.ofSeconds(30))));

        assertThat(report.ending()).isEqualTo(Ending.RETURNED);
        assertThat(report.value()).isEqualTo(TRICKY);
    }

    @Test
    void aClassIsReportedWithItsFlagAndItsValue() {
        Deployment deployment =
                bench.deploy(CLASS.formatted("return (False, {'reason': 'slow'})"), CodeShape.ACTION_CLASS);

        RunReport report = EngineWorkbench.report(bench.run(bench.start(deployment)));

        assertThat(report.ending()).isEqualTo(Ending.RETURNED);
        assertThat(report.flag()).isFalse();
        assertThat(report.value())
                .isEqualTo(JsonObject.builder().put("reason", "slow").build());
    }

    @Test
    void aClassThatRaisesIsReportedWithItsException() {
        Deployment deployment = bench.deploy(CLASS.formatted("assert 1 == 2, 'odd'"), CodeShape.ACTION_CLASS);

        RunReport report = EngineWorkbench.report(bench.run(bench.start(deployment)));

        assertThat(report.ending()).isEqualTo(Ending.RAISED);
        assertThat(report.exception())
                .isNotNull()
                .satisfies(exception -> assertThat(exception.assertion()).isTrue());
    }

    @Test
    void aSecretParameterArrivesAndIsShownNowhere() {
        String secret = "not-for-eyes-4711";
        Deployment deployment = bench.deploy(
                "import json, os\nv = json.loads(os.environ['SST_PARAMETERS'])['password']\n"
                        + "print(len(v), v == 'not-for-eyes-' + '4711')\n",
                CodeShape.SCRIPT);
        StartOrder order = bench.start(
                deployment,
                JsonObject.builder().put("password", secret).put("plain", "x").build(),
                Set.of("password"),
                Duration.ofSeconds(30));

        EngineExecutionId id = bench.started(order);
        RunReport report = EngineWorkbench.report(bench.outcome(order, id));

        assertThat(report.stdout().text()).isEqualTo("17 True\n");
        assertThat(engine.monitor().run(id.value()))
                .isPresent()
                .get()
                .asString()
                .doesNotContain(secret);
        assertThat(engine.runner().output(id, 0).text()).doesNotContain(secret);
    }

    @Test
    void aRunOverItsDeadlineIsEndedAndReportedAsTimedOut() {
        Deployment deployment = bench.deploy(
                "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                        + "print('begun', flush=True)\ntime.sleep(600)\n",
                CodeShape.SCRIPT);
        StartOrder order = bench.start(deployment, JsonObject.empty(), Set.of(), Duration.ofSeconds(2));

        RunReport report = EngineWorkbench.report(bench.run(order));

        assertThat(report.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(report.stdout().text()).isEqualTo("begun\n");
        assertThat(report.duration()).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(20));
    }

    @Test
    void aCancelledRunEndsCancelled() {
        Deployment deployment = bench.deploy("import time\ntime.sleep(600)\n", CodeShape.SCRIPT);
        StartOrder order = bench.start(deployment);
        EngineExecutionId id = bench.started(order);
        bench.awaitState(id, EngineState.RUNNING);

        engine.runner().cancel(id);

        assertThat(bench.outcome(order, id).state()).isEqualTo(EngineState.CANCELLED);
    }

    @Test
    void cancellingWhatIsOverIsNoError() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        StartOrder order = bench.start(deployment);
        EngineExecutionId id = bench.started(order);
        bench.awaitState(id, EngineState.SUCCEEDED);

        engine.runner().cancel(id);

        assertThat(bench.state(id)).isEqualTo(EngineState.SUCCEEDED);
    }

    @Test
    void aRunIsFoundAgainByItsKey() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        Instant before = Instant.now();
        StartOrder order = bench.start(deployment);
        EngineExecutionId id = bench.started(order);

        assertThat(engine.runner().findByKey(order, before)).contains(id);
        assertThat(engine.runner().findByKey(bench.start(deployment), before)).isEmpty();
        bench.outcome(order, id);
    }

    @Test
    void whatTheEngineDoesNotKnowIsLostAndSpoilsNothing() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        StartOrder order = bench.start(deployment);
        EngineExecutionId known = bench.started(order);
        bench.awaitState(known, EngineState.SUCCEEDED);
        var unknown = new EngineExecutionId("5f0000000000000000000000");
        var foreign = new EngineExecutionId("of-another-engine");

        List<Observation> observations = engine.runner().observe(List.of(unknown, known, foreign));

        assertThat(observations)
                .containsExactlyInAnyOrder(
                        new Observation(unknown, EngineState.LOST),
                        new Observation(known, EngineState.SUCCEEDED),
                        new Observation(foreign, EngineState.LOST));
    }

    @Test
    void whatIsNotOverIsLeftOutWhenCollecting() {
        Deployment deployment = bench.deploy("import time\ntime.sleep(600)\n", CodeShape.SCRIPT);
        StartOrder order = bench.start(deployment);
        EngineExecutionId id = bench.started(order);
        bench.awaitState(id, EngineState.RUNNING);

        assertThat(bench.collected(order, id)).isEmpty();

        engine.runner().cancel(id);
        bench.outcome(order, id);
    }

    @Test
    void aReportWithAnotherNonceIsNone() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        StartOrder order = bench.start(deployment);
        EngineExecutionId id = bench.started(order);
        bench.awaitState(id, EngineState.SUCCEEDED);

        List<Outcome> outcomes = engine.runner().collect(List.of(new CollectOrder(id, "another", CodeShape.SCRIPT)));

        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.evidence()).isInstanceOf(Evidence.Unreported.class));
    }

    @Test
    void outputIsReadableWhileTheRunGoesOn() {
        Deployment deployment =
                bench.deploy("import time\nprint('first', flush=True)\ntime.sleep(600)\n", CodeShape.SCRIPT);
        StartOrder order = bench.start(deployment);
        EngineExecutionId id = bench.started(order);

        OutputChunk chunk = await().atMost(PATIENCE)
                .until(() -> engine.runner().output(id, 0), some -> some.text().contains("first"));

        assertThat(chunk.complete()).isFalse();
        assertThat(engine.runner().output(id, chunk.next()).text()).isEmpty();
        engine.runner().cancel(id);
        bench.outcome(order, id);
    }

    @Test
    void theOutputOfAFinishedRunIsCompleteAndHasNoReportInIt() {
        Deployment deployment = bench.deploy("print('said')\n", CodeShape.SCRIPT);
        StartOrder order = bench.start(deployment);
        EngineExecutionId id = bench.started(order);
        bench.outcome(order, id);

        OutputChunk chunk = await().atMost(PATIENCE)
                .until(() -> engine.runner().output(id, 0), some -> some.text().contains("said"));

        assertThat(chunk.complete()).isTrue();
        assertThat(chunk.text()).doesNotContain("#sst1");
    }

    @Test
    void whoListensHearsThatARunEnded() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        Queue<Observation> heard = new ConcurrentLinkedQueue<>();
        try (Runner.Signals signals = engine.runner().signals(heard::add)) {
            await().atMost(PATIENCE).until(signals::healthy);
            StartOrder order = bench.start(deployment);
            EngineExecutionId id = bench.started(order);

            await().atMost(PATIENCE).until(() -> heard.contains(new Observation(id, EngineState.SUCCEEDED)));
        }
    }

    @Test
    void theMonitorKnowsTheRun() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        StartOrder order = bench.start(deployment);
        EngineExecutionId id = bench.started(order);
        bench.outcome(order, id);

        assertThat(engine.monitor().status().usable()).isTrue();
        assertThat(engine.monitor().recent(50))
                .anySatisfy(run -> assertThat(run.get("id")).contains((JsonValue) new JsonString(id.value())));
        assertThat(engine.monitor().run(id.value())).isPresent();
        assertThat(engine.monitor().run("5f0000000000000000000000")).isEmpty();
    }
}
