package dev.sst.stackstorm;

import dev.sst.spi.Engine;
import dev.sst.testkit.engine.EngineContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * The engine's contract on a real StackStorm: {@code ./mvnw verify -Pstackstorm-live} with {@code ST2_API_URL}, {@code
 * ST2_AUTH_URL}, {@code ST2_STREAM_URL} and {@code ST2_API_KEY}.
 */
@Tag("live")
final class StackStormEngineLiveTest extends EngineContract {

    private static final String PACK = "sst_contract";

    private static StackStormEngine engine;

    @BeforeAll
    static void open() {
        engine = StackStormEngine.at(
                StackStormSettings.at(variable("ST2_API_URL"), variable("ST2_AUTH_URL"), variable("ST2_STREAM_URL"))
                        .apiKey(variable("ST2_API_KEY"))
                        .serverId("engine-contract")
                        .build(),
                InstantSource.system());
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the live tests need the variable " + name);
        }
        return value;
    }
}
