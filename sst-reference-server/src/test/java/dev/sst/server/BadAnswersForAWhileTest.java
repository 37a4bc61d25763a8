package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.Executions.Request;
import dev.sst.core.node.CoreSettings;
import dev.sst.execution.Execution;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.incident.IncidentQuery;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedExecution;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Core and StackStorm's engine together, in front of a StackStorm that answers no request rightly for a while, as when a worker of
 * its API dies: the runs go on, each is judged by what it did, and none is started twice.
 */
final class BadAnswersForAWhileTest extends DeployedTestScene {
    private static final int RUNS = 8;
    private static final Duration SOON = Duration.ofSeconds(40);

    BadAnswersForAWhileTest() {
        super(
                Duration.ofSeconds(2),
                CoreSettings.builder()
                        .maxConcurrent(2 * RUNS)
                        .startsPerSecond(100)
                        .build(),
                Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET", "LOSE_ANSWER", "SERVER_ERROR", "UNAVAILABLE", "BAD_GATEWAY", "HTML"})
    void everyRunGoesOnAndIsJudgedOnce(Fault fault) {
        List<Execution> running = executed();
        await().atMost(SOON).until(() -> running.stream().allMatch(this::started));

        stackStorm.faults().always(fault);
        stackStorm.dropStreams();
        List<Execution> startedMeanwhile = executed();
        await().atMost(SOON).until(() -> stackStorm.requests().count(RequestKind.OBSERVE) > 2);
        await().atMost(SOON).until(() -> stackStorm.requests().count(RequestKind.START) > RUNS + 1);
        stackStorm.faults().clear();
        await().atMost(SOON).until(() -> startedMeanwhile.stream().allMatch(this::started));
        stackStorm.executions().stream().map(ScriptedExecution::id).forEach(stackStorm::finish);

        List<Execution> all =
                Stream.concat(running.stream(), startedMeanwhile.stream()).toList();
        await().atMost(SOON)
                .until(() -> all.stream().allMatch(one -> now(one).state().finished()));
        assertThat(all).allSatisfy(one -> {
            assertThat(now(one).verdict().map(Judgement::verdict)).contains(Verdict.PASSED);
            assertThat(now(one).attempts()).hasSize(1);
        });
        assertThat(stackStorm.createdPerKey()).hasSize(1 + 2 * RUNS);
        assertThat(stackStorm.createdPerKey().values()).containsOnly(1);
        assertThat(sst.incidents().list(IncidentQuery.newest(10))).isEmpty();
    }

    private List<Execution> executed() {
        return IntStream.range(0, RUNS)
                .mapToObj(number -> sst.executions().execute(test, Request.manual()))
                .toList();
    }
}
