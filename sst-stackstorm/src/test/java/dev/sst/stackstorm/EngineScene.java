package dev.sst.stackstorm;

import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import org.junit.jupiter.api.AfterEach;

/** A scripted StackStorm and the engine in front of it. */
abstract class EngineScene {

    final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    final StackStormEngine engine = Orders.engine(stackStorm);

    @AfterEach
    void close() {
        engine.close();
        stackStorm.close();
    }
}
