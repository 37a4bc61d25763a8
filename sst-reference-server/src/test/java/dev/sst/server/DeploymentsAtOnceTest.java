package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Sst;
import dev.sst.core.SstCore;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.stackstorm.StackStormEngine;
import dev.sst.stackstorm.StackStormSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.ScriptedExecution;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** StackStorm loses entries when several write into one pack at once, so core and engine together see to it that they do not. */
final class DeploymentsAtOnceTest {

    private static final int DEPLOYMENTS = 8;

    @Test
    void eightIntoOnePackThatIsNotThereYetAreOneAfterTheOtherAndAllRight() {
        try (var stackStorm = ScriptedStackStorm.start();
                var engine = StackStormEngine.at(
                        StackStormSettings.behindNginx(stackStorm.root())
                                .apiKey(ScriptedStackStorm.API_KEY)
                                .build(),
                        InstantSource.system());
                Sst sst = SstCore.builder(engine).start()) {
            List<TestId> tests = IntStream.range(0, DEPLOYMENTS)
                    .mapToObj(number -> created(sst, number))
                    .toList();

            List<Deployment> deployments = atOnce(sst, tests);

            assertThat(stackStorm.executions())
                    .extracting(ScriptedExecution::ref)
                    .containsOnlyOnce("packs.install");
            assertThat(deployments).extracting(Deployment::ref).doesNotHaveDuplicates();
            for (int number = 0; number < DEPLOYMENTS; number++) {
                assertThat(engine.deployer()
                                .inspect(tests.get(number), deployments.get(number))
                                .differences())
                        .isEmpty();
                assertThat(stackStorm.files())
                        .containsEntry(
                                "synthetic_tests/actions/"
                                        + deployments.get(number).files().get(1).path(),
                                "#!/usr/bin/env python3\nprint(" + number + ")\n");
            }
        }
    }

    private static TestId created(Sst sst, int number) {
        return sst.tests()
                .create(
                        TestDefinition.builder("Test " + number, TestType.ACTION)
                                .code("print(" + number + ")\n")
                                .build(),
                        "me")
                .test()
                .id();
    }

    private static List<Deployment> atOnce(Sst sst, List<TestId> tests) {
        var threads = Executors.newFixedThreadPool(DEPLOYMENTS);
        try {
            List<CompletableFuture<Deployment>> deploying = tests.stream()
                    .map(test -> CompletableFuture.supplyAsync(() -> live(sst, test), threads))
                    .toList();
            return deploying.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Deployment live(Sst sst, TestId test) {
        return sst.deployments().deploy(test, false, DeploymentProgress.SILENT).deployment();
    }
}
