package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.Executions.Request;
import dev.sst.core.node.CoreSettings;
import dev.sst.execution.Execution;
import dev.sst.execution.Verdict;
import dev.sst.incident.IncidentQuery;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Core and StackStorm's engine together, in front of a StackStorm that answers HTML, nothing, half a body, one of 2 GB, a
 * redirect, or never: the test is not judged, it does not hang, and nobody is blamed. Patience is not waited for: for the core an
 * hour passes at every look.
 */
final class BadAnswersTest extends DeployedTestScene {
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    BadAnswersTest() {
        super(
                Duration.ofSeconds(1),
                CoreSettings.builder()
                        .lease(Duration.ofDays(365))
                        .startPatience(PATIENCE)
                        .build(),
                PATIENCE.dividedBy(2));
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
        await().atMost(SOON).until(() -> started(asked));
        stackStorm.faults().always(fault);

        assertNotJudged(asked);
    }

    private void assertNotJudged(Execution asked) {
        await().atMost(SOON).until(() -> {
            ahead.getAndUpdate(PATIENCE::plus);
            return now(asked).state().finished();
        });
        Execution ended = now(asked);

        assertThat(ended.verdict()).hasValueSatisfying(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
            assertThat(verdict.cause()).isNotBlank().doesNotContainPattern("<html|Exception|java\\.");
        });
        assertThat(sst.incidents().list(IncidentQuery.newest(10))).isEmpty();
    }
}
