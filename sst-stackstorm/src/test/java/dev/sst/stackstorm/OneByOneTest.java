package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.test.TestType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One watch that StackStorm cannot tell of is no reason to know nothing of the others. */
final class OneByOneTest extends SensorScene {
    private static final String UNREADABLE = "7".repeat(24);

    private final RuleWorld rules = new RuleWorld();

    @Test
    void aSensorThatCannotBeReadDoesNotBlindTheOthers() {
        EngineExecutionId watch = started("k-1");

        assertThat(seen(sensorRuns(), List.of(unreadable("sensor"), watch))).containsExactly(watch);
    }

    @Test
    void aRuleThatCannotBeReadDoesNotBlindTheOthers() {
        EngineExecutionId watch = ruleWatch();

        assertThat(seen(ruleRuns(), List.of(unreadable("rule"), watch))).containsExactly(watch);
    }

    @Test
    void aRuleThatCannotBeReadDoesNotKeepTheOthersFromTheirOutcome() {
        var orders = List.of(
                new CollectOrder(unreadable("rule"), "nonce", null), new CollectOrder(ruleWatch(), "nonce", null));

        assertThat(ruleRuns().collect(orders)).as("the other is not over").isEmpty();
    }

    @Test
    void sensorsThatCannotBeReadDoNotBlindTheRules() {
        var client = client(rules);
        var executions = new Executions(client);
        var output = new LiveOutput(client, executions);
        var runner = new StackStormRunner(
                new ExecutionRuns(
                        new RunStart(client, Duration.ZERO),
                        executions,
                        new Cancellation(client, executions, () -> now),
                        output),
                Map.of(TestType.SENSOR, sensorRuns(), TestType.RULE, ruleRuns()),
                output,
                listener -> {
                    throw new AssertionError("nobody listens");
                });
        EngineExecutionId watch = ruleWatch();

        assertThat(runner.observe(List.of(unreadable("sensor"), watch)))
                .extracting(Observation::id)
                .containsExactly(watch);
    }

    @Test
    void whereNoneCanBeReadThatIsTold() {
        assertThatThrownBy(() -> sensorRuns().observe(List.of(unreadable("sensor"))))
                .isInstanceOf(EngineUnavailableException.class);
        assertThat(sensorRuns().observe(List.of())).isEmpty();
    }

    private static List<EngineExecutionId> seen(RunKind kind, List<EngineExecutionId> ids) {
        return kind.observe(ids).stream().map(Observation::id).toList();
    }

    private static EngineExecutionId unreadable(String kind) {
        return new WatchId(kind, UNREADABLE, BEGIN, Duration.ZERO, "k-0").id();
    }

    private EngineExecutionId ruleWatch() {
        JsonObject rule = rules.addRule(RuleWorld.json("{'name': 'r', 'pack': 'p',"
                + " 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': 'a/b'}},"
                + " 'action': {'ref': 'core.local'}}"));
        return new WatchId(WatchId.RULE, rule.text("id").orElseThrow(), BEGIN, Duration.ofSeconds(3), "k-1").id();
    }

    private SensorRuns sensorRuns() {
        return new SensorRuns(new Sensors(client(world)), () -> now, (delay, task) -> later.add(task));
    }

    private RuleRuns ruleRuns() {
        var client = client(rules);
        var executions = new Executions(client);
        return new RuleRuns(
                new Rules(client),
                new RuleEvent(client),
                new RuleChain(client, executions),
                new Cancellation(client, executions, () -> now),
                () -> now);
    }

    /** That world, but for one object that it fails to show. */
    private static StackStormClient client(Transport world) {
        Transport partly = request -> request.path().contains(UNREADABLE)
                ? new Answer(500, "{}".getBytes(StandardCharsets.UTF_8))
                : world.send(request);
        return new StackStormClient(partly, Credentials.NONE, () -> "request-1");
    }
}
