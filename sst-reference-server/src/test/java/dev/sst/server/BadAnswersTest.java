package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.Executions.Request;
import dev.sst.Sst;
import dev.sst.core.SstCore;
import dev.sst.core.node.CoreSettings;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.Execution;
import dev.sst.execution.Verdict;
import dev.sst.incident.IncidentQuery;
import dev.sst.stackstorm.StackStormEngine;
import dev.sst.stackstorm.StackStormSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Core and StackStorm's engine together, in front of a StackStorm that answers HTML, nothing, half a body, one of 2 GB, a
 * redirect, or never: the test is not judged, it does not hang, and nobody is blamed. Patience is not waited for: for the core an
 * hour passes at every look.
 */
final class BadAnswersTest {
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());
    private final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    private final StackStormEngine engine = StackStormEngine.at(
            StackStormSettings.behindNginx(stackStorm.root())
                    .apiKey(ScriptedStackStorm.API_KEY)
                    .requestTimeout(Duration.ofSeconds(1))
                    .build(),
            InstantSource.system());
    private final Sst sst = SstCore.builder(engine)
            .clock(clock)
            .settings(CoreSettings.builder()
                    .lease(Duration.ofDays(365))
                    .startPatience(PATIENCE)
                    .build())
            .start();
    private TestId test;

    @BeforeEach
    void deploy() {
        stackStorm.addPack("synthetic_tests");
        stackStorm.behave(run -> ScriptedEnding.never(""));
        test = sst.tests()
                .create(
                        TestDefinition.builder("Login page", TestType.ACTION)
                                .code("print(1)\n")
                                .timeout(PATIENCE.dividedBy(2))
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

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "DEAD_STREAM")
    void aStartThatIsAnsweredSoIsInfrastructure(Fault fault) {
        stackStorm.faults().always(fault);
        long before = stackStorm.requests().count(RequestKind.START);
        Execution asked = sst.executions().execute(test, Request.manual());
        await().atMost(SOON).until(() -> stackStorm.requests().count(RequestKind.START) > before);

        assertNotJudged(asked);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "DEAD_STREAM")
    void aRunThatCannotBeFollowedIsInfrastructure(Fault fault) {
        Execution asked = sst.executions().execute(test, Request.manual());
        await().atMost(SOON)
                .until(() -> sst.executions().get(asked.id()).lastAttempt().stream()
                        .anyMatch(attempt -> attempt.engineExecution().isPresent()));
        stackStorm.faults().always(fault);

        assertNotJudged(asked);
    }

    private void assertNotJudged(Execution asked) {
        await().atMost(SOON).until(() -> {
            ahead.getAndUpdate(PATIENCE::plus);
            return sst.executions().get(asked.id()).state().finished();
        });
        Execution ended = sst.executions().get(asked.id());

        assertThat(ended.verdict()).hasValueSatisfying(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
            assertThat(verdict.cause()).isNotBlank().doesNotContainPattern("<html|Exception|java\\.");
        });
        assertThat(sst.incidents().list(IncidentQuery.newest(10))).isEmpty();
    }
}
