package dev.sst.core.execution;

import dev.sst.core.incident.IncidentPolicy;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.core.node.Node;
import dev.sst.core.node.Pause;
import dev.sst.core.node.SystemIdentifiers;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentQuery;
import dev.sst.spi.Stores;
import dev.sst.test.RetryPolicy;
import dev.sst.test.Revision;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.engine.ScriptedEngine;
import dev.sst.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A worker turned by hand, over stores in memory and an engine that does what it is told. */
final class WorkerScene {
    static final String GOOD = "{\"status\":\"success\"}\n";
    static final String BAD = "{\"status\":\"failed\"}\n";

    final ManualClock clock = new ManualClock();
    final ScriptedEngine engine = new ScriptedEngine(clock);
    final Stores stores = MemoryStores.create(clock);
    final ExecutionWorker worker = newWorker("first");

    private final SystemIdentifiers ids = new SystemIdentifiers(clock);

    ExecutionWorker newWorker(String owner) {
        return newWorker(
                owner,
                CoreSettings.builder().startsPerSecond(1000).maxConcurrent(1000).build());
    }

    ExecutionWorker newWorker(String owner, CoreSettings settings) {
        return newWorker(owner, settings, Runnable::run);
    }

    /** @param calls carries out the calls to the engine, when it likes */
    ExecutionWorker newWorker(String owner, CoreSettings settings, Executor calls) {
        var node = new Node(owner, engine.name(), settings, clock, new SystemIdentifiers(clock), new Pause());
        var made = new ExecutionWorker(stores, engine.runner(), calls, new IncidentPolicy(List.of("sink"), null), node);
        engine.runner().signals(made::signal);
        return made;
    }

    TestId deployedTest() {
        return deployedTest(RetryPolicy.NONE, CodeShape.SCRIPT);
    }

    /** @param shape {@code null} for content that was there before */
    TestId deployedTest(RetryPolicy retries, @Nullable CodeShape shape) {
        var id = new TestId(ids.next());
        var definition = TestDefinition.builder("test " + id, TestType.ACTION)
                .code("print()")
                .timeout(Duration.ofSeconds(20))
                .retries(retries)
                .build();
        var deployment = Deployment.builder("scripted." + id, TestType.ACTION, 1, engine.name(), clock.instant())
                .shape(shape)
                .contentHash("hash")
                .build();
        stores.tests()
                .add(new SyntheticTest(
                        id,
                        0,
                        new Revision(1, definition, clock.instant(), "me", ""),
                        deployment,
                        clock.instant(),
                        "me",
                        false));
        return id;
    }

    ExecutionId queue(TestId test) {
        var id = new ExecutionId(ids.next());
        stores.executions().add(List.of(Execution.queued(id, test, ExecutionKind.MANUAL, 1, clock.instant())));
        worker.wake();
        return id;
    }

    Execution get(ExecutionId id) {
        return stores.executions().find(List.of(id)).get(0);
    }

    void cancel(ExecutionId id, ExecutionWorker holder) {
        stores.executions()
                .save(List.of(CancelRequest.of(get(id), clock.instant()).orElseThrow()));
        holder.touch(id);
    }

    List<Incident> incidents() {
        return stores.incidents().list(IncidentQuery.newest(100));
    }

    /** Turns until nothing happens any more. */
    void settle(ExecutionWorker turned) {
        for (int turns = 0; turns < 100; turns++) {
            if (!turned.step(engine.isSignalling())) {
                return;
            }
        }
        throw new AssertionError("the worker does not come to rest");
    }

    void settle() {
        settle(worker);
    }

    /** Lets time pass second by second, with the worker turning. */
    void pass(Duration time, ExecutionWorker turned) {
        for (long seconds = 0; seconds < time.toSeconds(); seconds++) {
            clock.advance(Duration.ofSeconds(1));
            settle(turned);
        }
    }

    void pass(Duration time) {
        pass(time, worker);
    }
}
