package dev.sst.benchmarks;

import dev.sst.core.SstCore;
import dev.sst.core.node.SystemIdentifiers;
import dev.sst.deployment.Deployment;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.spi.Engine;
import dev.sst.spi.Stores;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A test that is live on an engine, and passes when it is executed. */
record DeployedTest(TestId id, Deployment deployment) {
    private static final int ADDED_AT_ONCE = 500;
    private static final SystemIdentifiers IDS = new SystemIdentifiers(InstantSource.system());

    /** Creates and deploys it the way everybody does. */
    static DeployedTest passingAfter(Duration duration, Engine engine, Stores stores) {
        return of(List.of(BenchmarkedTests.action(duration)), engine, stores).get(0);
    }

    /** Creates and deploys each of them the way everybody does. */
    static List<DeployedTest> of(List<TestDefinition> definitions, Engine engine, Stores stores) {
        try (SstCore core = SstCore.builder(engine)
                .stores(stores)
                .inspector(BenchmarkedTests.INSPECTOR)
                .start()) {
            return definitions.stream()
                    .map(definition -> {
                        TestId id = core.tests()
                                .create(definition, "benchmarks")
                                .test()
                                .id();
                        return new DeployedTest(
                                id,
                                core.deployments().deploy(id, false, step -> {}).deployment());
                    })
                    .toList();
        }
    }

    /** Stores so many wishes to execute it, due at once. */
    void queue(int count, Stores stores) {
        queue(List.of(this), count, stores);
    }

    /** Stores so many wishes to execute these in turn. */
    static void queue(List<DeployedTest> tests, int count, Stores stores) {
        List<Execution> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DeployedTest test = tests.get(i % tests.size());
            batch.add(Execution.queued(
                    new ExecutionId(IDS.next()),
                    test.id,
                    ExecutionKind.API,
                    test.deployment.revision(),
                    InstantSource.system().instant()));
            if (batch.size() == ADDED_AT_ONCE || i == count - 1) {
                stores.executions().add(batch);
                batch.clear();
            }
        }
    }
}
