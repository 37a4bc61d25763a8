package dev.sst.core;

import static dev.sst.testkit.engine.ScriptedEngine.printed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.Executions.Request;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.execution.Verdict;
import dev.sst.spi.Deployer;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Runner;
import dev.sst.spi.Stores;
import dev.sst.test.TestId;
import dev.sst.testkit.engine.ScriptedEngine;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Which servers may work on one set of stores, and who has an engine that lives in one place. */
class EngineHoldTest extends SstCoreScene {
    EngineHoldTest() {
        super(CoreSettings.defaults());
    }

    @Test
    void twoHoldersOfAnEngineThatLivesInOnePlaceDoNotStart() {
        try (SstCore first =
                SstCore.builder(engine).stores(stores).exclusiveTo("here").start()) {
            assertThat(first.engine()).isSameAs(engine);
            assertThat(reasonOf(() -> SstCore.builder(engine)
                            .stores(stores)
                            .exclusiveTo("there")
                            .start()))
                    .isEqualTo(Reason.HELD_ELSEWHERE);
        }
        SstCore.builder(engine).stores(stores).exclusiveTo("there").start().close();
    }

    @Test
    void serversWithDifferentEnginesDoNotRunOnTheSameStores() {
        Engine other = anotherEngine();

        assertThat(reasonOf(() -> SstCore.builder(other).stores(stores).start()))
                .isEqualTo(Reason.HELD_ELSEWHERE);
        assertThat(reasonOf(() -> SstCore.builder(other)
                        .stores(stores)
                        .exclusiveTo("here")
                        .start()))
                .isEqualTo(Reason.HELD_ELSEWHERE);
    }

    @Test
    void aServerThatStopsDoesNotGiveAwayTheStoresOfThoseThatWorkOn() {
        Engine other = anotherEngine();
        var lease = Duration.ofSeconds(2);
        Stores shared = MemoryStores.create(InstantSource.system());
        try (SstCore stays = onLease(engine, shared, lease)) {
            onLease(engine, shared, lease).close();

            assertThat(reasonOf(() -> onLease(other, shared, lease))).isEqualTo(Reason.HELD_ELSEWHERE);
            assertThat(stays.accepting()).isTrue();
        }
        await().ignoreException(ConflictException.class)
                .until(() -> onLease(other, shared, lease), SstCore::accepting)
                .close();
    }

    @Test
    void aServerAloneOnItsStoresChangesItsEngineAtOnce() {
        Stores own = MemoryStores.create(InstantSource.system());

        SstCore.builder(engine).stores(own).alone().start().close();
        try (SstCore next = SstCore.builder(anotherEngine()).stores(own).alone().start()) {
            assertThat(next.accepting()).isTrue();
        }
    }

    @Test
    void aServerWhoseExclusiveEngineWasTakenStartsNothingMore() {
        TestId id = deployed("login");
        sst.close();
        var left = new ScriptedEngine(InstantSource.system());
        var shortLease = CoreSettings.builder().lease(Duration.ofMillis(400)).build();
        try (SstCore first = SstCore.builder(left)
                .stores(stores)
                .settings(shortLease)
                .exclusiveTo("here")
                .start()) {
            stores.leases().release("engine/" + left.name(), "here");
            stores.leases().hold("engine/" + left.name(), "there", Duration.ofMinutes(1));
            await().until(() -> !first.accepting());
            assertThat(first.node().accepting()).isFalse();
            assertThat(first.node().troubles()).singleElement().asString().contains("restart this one");

            engine.endAtOnce(order -> printed("{}"));
            try (SstCore second =
                    SstCore.builder(engine).stores(stores).exclusiveTo("there").start()) {
                for (int i = 0; i < 5; i++) {
                    var execution = second.executions().execute(id, Request.manual());
                    assertThat(second.executions()
                                    .await(execution.id(), SOON)
                                    .verdict()
                                    .orElseThrow()
                                    .verdict())
                            .isEqualTo(Verdict.PASSED);
                }
            }
            assertThat(left.starts()).isZero();
        }
    }

    private static SstCore onLease(Engine engine, Stores stores, Duration lease) {
        return SstCore.builder(engine)
                .stores(stores)
                .settings(CoreSettings.builder().lease(lease).build())
                .start();
    }

    private Engine anotherEngine() {
        return new Engine() {
            @Override
            public String name() {
                return "another";
            }

            @Override
            public Deployer deployer() {
                return engine.deployer();
            }

            @Override
            public Runner runner() {
                return engine.runner();
            }

            @Override
            public EngineMonitor monitor() {
                return engine.monitor();
            }

            @Override
            public void close() {
                engine.close();
            }
        };
    }
}
