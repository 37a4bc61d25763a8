package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence.Fired;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A rule, the watches of it on this node and on others, and a clock that is turned by hand. */
abstract class RuleScene {
    static final String KEY = "sst-x-1";
    static final String AT = "2026-11-23T10:00:01Z";

    final RuleWorld world = new RuleWorld();
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    final RuleRuns runs = node();

    RuleRuns node() {
        var client = world.client();
        var executions = new Executions(client);
        return new RuleRuns(
                new Rules(client),
                new RuleEvent(client),
                new RuleChain(client, executions),
                new Cancellation(client, executions, () -> now),
                () -> now);
    }

    JsonObject webhook() {
        return world.addRule(tagged("'core.st2.webhook', 'parameters': {'url': 'a/b'}"));
    }

    static JsonObject tagged(String trigger) {
        return RuleWorld.json("{'name': 'r', 'pack': 'p', 'enabled': true, 'trigger': {'type': " + trigger
                + "}, 'action': {'ref': 'core.local'},"
                + " 'tags': [{'name': 'sst_owner', 'value': 's/t'}, {'name': 'sst_hash', 'value': 'h1'}]}");
    }

    StartOrder order(JsonObject rule, String hash) {
        return order(rule, hash, JsonObject.empty());
    }

    StartOrder order(JsonObject rule, String hash, JsonObject metadata) {
        var deployment = Deployment.builder(rule.text("ref").orElseThrow(), TestType.RULE, 1, "stackstorm", now)
                .contentHash(hash)
                .build();
        return order(deployment, KEY, metadata);
    }

    static StartOrder order(Deployment deployment, String key, JsonObject metadata) {
        return new StartOrder(
                key,
                "nonce",
                Orders.TEST,
                new ExecutionId("x"),
                1,
                deployment,
                JsonObject.builder().put("a", JsonNumber.of(1)).build(),
                Set.of(),
                Duration.ofSeconds(60),
                metadata);
    }

    EngineExecutionId started(StartOrder order) {
        return ((StartAnswer.Started) runs.start(order)).id();
    }

    EngineState stateOf(EngineExecutionId watch) {
        return runs.observe(List.of(watch)).get(0).state();
    }

    /** The event is processed at once, and the rule fires executions in these states. */
    void fires(JsonObject rule, String... states) {
        world.onEvent = event -> {
            world.heard(rule, KEY, "processed", AT);
            for (String state : states) {
                world.fired(rule, KEY, state, AT);
            }
        };
    }

    void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    /** All executions of now. */
    void ends(String status) {
        world.executions.replaceAll((id, execution) -> execution.text("status").equals(Optional.of("running"))
                ? RuleWorld.execution(id, KEY, status)
                : execution);
    }

    static Outcome collect(RuleRuns node, EngineExecutionId watch) {
        List<Outcome> outcomes = node.collect(List.of(new CollectOrder(watch, "nonce", null)));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    static Fired evidence(RuleRuns node, EngineExecutionId watch) {
        return (Fired) Objects.requireNonNull(collect(node, watch).evidence());
    }
}
