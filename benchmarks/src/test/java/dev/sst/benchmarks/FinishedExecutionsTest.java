package dev.sst.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sst.core.SstCore;
import dev.sst.core.memory.MemoryStores;
import dev.sst.execution.ExecutionQuery;
import dev.sst.testkit.engine.ScriptedEngine;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class FinishedExecutionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void everyExecutionThatWasStoredAsFinishedIsKnown() throws Exception {
        assertThat(finishing("success").awaitFinished(3, PATIENCE)).hasSize(3);
    }

    @Test
    void oneThatDidNotPassSpoilsTheMeasurement() {
        FinishedExecutions finished = finishing("failed");

        assertThatIllegalStateException()
                .isThrownBy(() -> finished.awaitFinished(3, PATIENCE))
                .withMessage("3 executions did not pass");
    }

    @Test
    void fewerThanWereWantedAreNotPassedOffAsAll() {
        FinishedExecutions finished = finishing("success");

        assertThatIllegalStateException()
                .isThrownBy(() -> finished.awaitFinished(4, Duration.ofMillis(10)))
                .withMessageContaining("of 4 executions finished");
    }

    /** Three executions carried out. */
    private static FinishedExecutions finishing(String status) {
        var engine = new ScriptedEngine(InstantSource.system());
        engine.endAtOnce(order -> ScriptedEngine.printed("{\"status\": \"" + status + "\"}\n"));
        var stores = MemoryStores.create(InstantSource.system());
        DeployedTest test = DeployedTest.passingAfter(Duration.ZERO, engine, stores);
        var finished = new FinishedExecutions(stores.executions());
        test.queue(3, stores);
        try (SstCore core =
                SstCore.builder(engine).stores(finished.before(stores)).start()) {
            stores.executions()
                    .list(ExecutionQuery.newest(3))
                    .forEach(execution -> core.executions().await(execution.id(), PATIENCE));
        }
        return finished;
    }
}
