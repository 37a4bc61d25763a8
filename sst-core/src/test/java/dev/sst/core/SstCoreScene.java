package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonObject;
import dev.sst.spi.Stores;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.engine.ScriptedEngine;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

/** The whole core, at work over stores in memory and an engine that does what it is told. */
abstract class SstCoreScene {
    static final Duration SOON = Duration.ofSeconds(20);
    static final String ME = "me";

    final ScriptedEngine engine = new ScriptedEngine(InstantSource.system());
    final Stores stores = MemoryStores.create(InstantSource.system());
    final SstCore sst;

    SstCoreScene(CoreSettings settings) {
        sst = SstCore.builder(engine).stores(stores).settings(settings).start();
    }

    @AfterEach
    void close() {
        sst.close();
    }

    static TestDefinition definition(String name) {
        return TestDefinition.builder(name, TestType.ACTION)
                .code("print('{}')")
                .parameters(JsonObject.builder().put("host", "db1").build())
                .build();
    }

    TestId deployed(String name) {
        TestId id = sst.tests().create(definition(name), ME).test().id();
        sst.deployments().deploy(id, false, DeploymentProgress.SILENT);
        return id;
    }

    static Reason reasonOf(Runnable call) {
        try {
            call.run();
        } catch (ConflictException e) {
            return e.reason();
        }
        throw new AssertionError("no conflict");
    }
}
