package dev.sst.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.ReadBack;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.spi.Engine;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The deploying half of {@link EngineContract}: what is written, what is left alone when it is there already, what a run keeps
 * while its test changes, and what is gone afterwards.
 */
public abstract class DeployerContract {

    Engine engine;
    EngineWorkbench bench;

    /** The engine under test; the same one each time or a new one. The suite does not close it. */
    protected abstract Engine engine();

    /** The pack that the suite's tests are deployed to; made by the engine when it is not there. */
    protected String pack() {
        return "sst_contract";
    }

    /**
     * Puts that text in place of what that deployment has under that name, as somebody does who works at the engine itself.
     *
     * @param name {@code test.py}, the author's text, or {@code sst_harness.py}
     */
    protected abstract void edit(Deployment deployment, String name, String text);

    @BeforeEach
    final void newBench() {
        engine = engine();
        bench = new EngineWorkbench(engine, pack());
    }

    @AfterEach
    final void takeEverythingAway() {
        bench.close();
    }

    @Test
    void deployingTheSameTwiceWritesNothing() {
        DeploymentOrder order = bench.order("print(1)\n", CodeShape.SCRIPT, JsonObject.empty());
        Deployment first = bench.deploy(order);

        assertThat(engine.deployer().plan(order).nothingToDo()).isTrue();
        Deployment second = bench.deploy(order);

        assertThat(second.contentHash()).isEqualTo(first.contentHash());
        assertThat(second.ref()).isEqualTo(first.ref());
    }

    @Test
    void otherCodeIsAChangeOfTheSameContent() {
        Deployment first = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        DeploymentOrder order = bench.order("print(2)\n", CodeShape.SCRIPT, JsonObject.empty());

        assertThat(engine.deployer().plan(order).nothingToDo()).isFalse();
        Deployment second = bench.deploy(order);

        assertThat(second.ref()).isEqualTo(first.ref());
        assertThat(second.contentHash()).isNotEqualTo(first.contentHash());
        assertThat(EngineWorkbench.report(bench.run(bench.start(second)))
                        .stdout()
                        .text())
                .isEqualTo("2\n");
    }

    @Test
    void aRunKeepsTheCodeItWasStartedWith() {
        Meanwhile run = runningFor(3);

        bench.deploy("print('new')\n", CodeShape.SCRIPT);

        assertThat(EngineWorkbench.report(bench.outcome(run.order(), run.id()))
                        .stdout()
                        .text())
                .isEqualTo("old\n");
    }

    private record Meanwhile(StartOrder order, EngineExecutionId id) {}

    /** A run seen to go on; where an engine's answers take longer than the run, one that takes longer. */
    private Meanwhile runningFor(int seconds) {
        assertThat(seconds)
                .as("how long it would have to run to be seen running")
                .isLessThan(30);
        Deployment first = bench.deploy("import time\ntime.sleep(" + seconds + ")\nprint('old')\n", CodeShape.SCRIPT);
        StartOrder order = bench.start(first);
        EngineExecutionId id = bench.started(order);
        EngineState seen = bench.awaitBegun(id);
        return seen == EngineState.RUNNING ? new Meanwhile(order, id) : runningFor(3 * seconds);
    }

    /** Otherwise code would be judged by what was expected of other code: it runs as it was, or not at all. */
    @Test
    void aRunIsNeverThatOfARevisionDeployedMeanwhile() {
        Deployment first = bench.deploy("print('old')\n", CodeShape.SCRIPT);
        bench.deploy("print('new')\n", CodeShape.SCRIPT);

        StartOrder order = bench.start(first);
        StartAnswer answer = engine.runner().start(order);

        String printed = answer instanceof StartAnswer.Started run
                ? EngineWorkbench.report(bench.outcome(order, run.id()))
                        .stdout()
                        .text()
                : "";
        assertThat(printed).isIn("", "old\n");
    }

    /** For a process that died after it wrote and before it recorded that. */
    @Test
    void whatItWasGoingToWriteIsEnoughToTakeItAway() {
        DeploymentOrder order = bench.order("print(1)\n", CodeShape.SCRIPT, JsonObject.empty());
        Deployment intent = engine.deployer().intent(order).orElseThrow();
        assertThat(engine.deployer().inspect(bench.testId(), intent).differences())
                .as("before anything is written")
                .isNotEmpty();
        Deployment written = bench.deploy(order);

        engine.deployer().undeploy(bench.testId(), intent, DeploymentProgress.SILENT);

        assertThat(engine.deployer().inspect(bench.testId(), written).differences())
                .isNotEmpty();
        assertThat(intent.ref()).isEqualTo(written.ref());
    }

    @Test
    void whatWasDeployedHasNotDrifted() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);

        assertThat(engine.deployer().inspect(bench.testId(), deployment).differences())
                .isEmpty();
    }

    @Test
    void whatWasNotEditedIsReadBackAsTheAuthorWroteIt() {
        Deployment deployment = bench.deploy("print(1)\r\n", CodeShape.SCRIPT);

        assertThat(readBack("print(1)\r\n", deployment)).isEqualTo(ReadBack.of("print(1)\r\n", ""));
    }

    /** Deployed once more it is as it lies there, but for what the framework adds. */
    @Test
    void whatWasEditedIsReadBackAndRunsOnceItIsDeployed() {
        Deployment first = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        edit(first, "test.py", "#!/usr/bin/env python3\nprint('by hand')\n");

        assertThat(engine.deployer().inspect(bench.testId(), first).none()).isFalse();
        assertThat(readBack("print(1)\n", first)).isEqualTo(ReadBack.of("print('by hand')\n", ""));

        Deployment second = bench.deploy("print('by hand')\n", CodeShape.SCRIPT);
        assertThat(engine.deployer().inspect(bench.testId(), second).differences())
                .isEmpty();
        assertThat(EngineWorkbench.report(bench.run(bench.start(second)))
                        .stdout()
                        .text())
                .isEqualTo("by hand\n");
    }

    @Test
    void whatIsOursAndWasEditedIsNoTextOfTheAuthor() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        edit(deployment, "sst_harness.py", "print('no harness')\n");

        ReadBack found = readBack("print(1)\n", deployment);

        assertThat(found.found()).isEmpty();
        assertThat(found.obstacles()).singleElement().asString().containsPattern("sst_harness\\.py|command");
    }

    @Test
    void whatIsGoneIsNotReadBack() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);
        engine.deployer().undeploy(bench.testId(), deployment, DeploymentProgress.SILENT);

        assertThat(readBack("print(1)\n", deployment).found()).isEmpty();
    }

    private ReadBack readBack(String code, Deployment deployment) {
        DeploymentOrder order = bench.order(code, CodeShape.SCRIPT, JsonObject.empty());
        return engine.deployer()
                .readBack(new DeploymentOrder(
                        order.testId(), order.revision(), order.definition(), CodeShape.SCRIPT, deployment));
    }

    @Test
    void whatIsUndeployedIsGoneAndCannotBeStarted() {
        Deployment deployment = bench.deploy("print(1)\n", CodeShape.SCRIPT);

        engine.deployer().undeploy(bench.testId(), deployment, DeploymentProgress.SILENT);

        assertThat(engine.deployer().inspect(bench.testId(), deployment).none()).isFalse();
        assertThat(engine.runner().start(bench.start(deployment))).isInstanceOf(StartAnswer.Rejected.class);
        engine.deployer().undeploy(bench.testId(), deployment, DeploymentProgress.SILENT);
    }

    @Test
    void naturalParametersOfAnyNameAreDeployable() {
        JsonObject parameters = JsonObject.builder()
                .put("url", "https://x.test")
                .put("count", 3)
                .put("timeout", 5)
                .put("nothing", JsonNull.NULL)
                .build();

        Deployment deployment = bench.deploy(bench.order("print(1)\n", CodeShape.SCRIPT, parameters));

        assertThat(EngineWorkbench.report(bench.run(bench.start(deployment))).exitCode())
                .isZero();
    }
}
