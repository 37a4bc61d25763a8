package dev.sst.embedded;

import dev.sst.deployment.Deployment;
import dev.sst.spi.Engine;
import dev.sst.testkit.engine.EngineContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
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

    @Override
    protected void edit(Deployment deployment, String name, String text) {
        Deployment.DeployedFile file = deployment.files().stream()
                .filter(each -> each.path().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
        try (Stream<Path> found = Files.walk(home)) {
            Path path =
                    found.filter(each -> each.endsWith(file.path())).findFirst().orElseThrow();
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
