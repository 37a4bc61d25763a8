package dev.sst.server;

import dev.sst.Sst;
import dev.sst.core.SstCore;
import dev.sst.core.node.CoreSettings;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.Execution;
import dev.sst.stackstorm.StackStormEngine;
import dev.sst.stackstorm.StackStormSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Core and StackStorm's engine together, in front of a scripted StackStorm to which one test is deployed. What it runs goes on
 * until it is ended.
 */
abstract class DeployedTestScene {

    /** How far the core's clock is ahead of ours. */
    final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    final Sst sst;
    private final StackStormEngine engine;
    private final Duration timeout;
    TestId test;

    /**
     * @param requests how long StackStorm may take for an answer
     * @param timeout of the test
     */
    DeployedTestScene(Duration requests, CoreSettings settings, Duration timeout) {
        this.timeout = timeout;
        engine = StackStormEngine.at(
                StackStormSettings.behindNginx(stackStorm.root())
                        .apiKey(ScriptedStackStorm.API_KEY)
                        .requestTimeout(requests)
                        .build(),
                InstantSource.system());
        sst = SstCore.builder(engine)
                .clock(() -> Instant.now().plus(ahead.get()))
                .settings(settings)
                .start();
    }

    @BeforeEach
    void deploy() {
        stackStorm.addPack("synthetic_tests");
        stackStorm.behave(run -> ScriptedEnding.never(""));
        test = sst.tests()
                .create(
                        TestDefinition.builder("Login page", TestType.ACTION)
                                .code("print(1)\n")
                                .timeout(timeout)
                                .build(),
                        "me")
                .test()
                .id();
        sst.deployments().deploy(test, false, DeploymentProgress.SILENT);
    }

    @AfterEach
    void close() {
        sst.close();
        engine.close();
        stackStorm.close();
    }

    Execution now(Execution asked) {
        return sst.executions().get(asked.id());
    }

    boolean started(Execution execution) {
        return now(execution).lastAttempt().stream()
                .anyMatch(attempt -> attempt.engineExecution().isPresent());
    }
}
