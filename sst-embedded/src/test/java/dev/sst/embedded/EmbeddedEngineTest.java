package dev.sst.embedded;

import dev.sst.spi.Engine;
import dev.sst.testkit.engine.EngineContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The engine as every other: with the defaults, so in bubblewrap where that works. */
final class EmbeddedEngineTest extends EngineContract {
    @TempDir
    static Path home;

    private static EmbeddedEngine engine;

    @BeforeAll
    static void open() {
        engine = EmbeddedEngine.open(EmbeddedSettings.in(home), InstantSource.system());
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Override
    protected Engine engine() {
        return engine;
    }
}
