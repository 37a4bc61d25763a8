package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence.Dispatched;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** One sensor, the watches of it on this node and on others, and a clock that is turned by hand. */
abstract class SensorScene {
    static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    static final String HASH = "a".repeat(64);

    final SensorWorld world = new SensorWorld();
    Instant now = BEGIN;
    final List<Runnable> later = new ArrayList<>();
    final SensorRuns runs = node();

    SensorRuns node() {
        return new SensorRuns(new Sensors(world.client()), () -> now, (delay, task) -> later.add(task));
    }

    EngineExecutionId started(String key) {
        return ((StartAnswer.Started) runs.start(order(key, HASH))).id();
    }

    static StartOrder order(String key, String hash) {
        return order(key, hash, JsonObject.empty());
    }

    static StartOrder order(String key, String hash, JsonObject metadata) {
        var deployment = Deployment.builder(SensorWorld.REF, TestType.SENSOR, 1, "stackstorm", BEGIN)
                .contentHash(hash)
                .build();
        return new StartOrder(
                key,
                "nonce",
                Orders.TEST,
                new ExecutionId("x"),
                1,
                deployment,
                JsonObject.empty(),
                Set.of(),
                Duration.ofSeconds(60),
                metadata);
    }

    Observation look(EngineExecutionId watch) {
        return runs.observe(List.of(watch)).get(0);
    }

    Dispatched soFar(EngineExecutionId watch) {
        return (Dispatched) Objects.requireNonNull(look(watch).soFar());
    }

    void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    static Outcome collect(SensorRuns node, EngineExecutionId watch) {
        List<Outcome> outcomes = node.collect(List.of(new CollectOrder(watch, "nonce", null)));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    static Dispatched evidence(Outcome outcome) {
        return (Dispatched) outcome.evidence();
    }
}
