package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineUnavailableException;
import dev.sst.spi.EngineMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine says and does about its sandbox and its Python where they are not as wanted. */
final class SandboxTest {
    @TempDir
    Path home;

    @Test
    void aRequiredSandboxThatIsMissingKeepsTheEngineFromStarting() throws Exception {
        Path path = pathWithPythonAlone();

        assertThatThrownBy(() -> EmbeddedEngine.open(
                        EmbeddedSettings.builder(home)
                                .sandbox(Sandbox.REQUIRED)
                                .searchPath(path.toString())
                                .build(),
                        InstantSource.system()))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("bwrap is not installed")
                .hasMessageContaining("apt-get install bubblewrap");
    }

    @Test
    void aSandboxThatIsWelcomeButMissingIsSaid() throws Exception {
        Path path = pathWithPythonAlone();
        try (var bench =
                new Bench(home, settings -> settings.sandbox(Sandbox.AUTO).searchPath(path.toString()))) {
            EngineMonitor.Status status = bench.engine().monitor().status();

            assertThat(status.usable()).isTrue();
            assertThat(status.connected()).isFalse();
            assertThat(status.details().text("engine")).contains("embedded");
            assertThat(status.details().text("sandbox"))
                    .contains("none: tests run with the server's rights (bwrap is not installed)");
        }
    }

    @Test
    void withoutPythonTheEngineOpensAndSaysWhatIsMissing() {
        try (var bench = new Bench(home, settings -> settings.python("no-such-python"))) {
            EngineMonitor.Status status = bench.engine().monitor().status();

            assertThat(status.usable()).isFalse();
            assertThat(status.error()).contains("no-such-python", "install Python 3.8 or newer");
            assertThatThrownBy(() -> bench.deploy(Bench.definition("print(1)")))
                    .isInstanceOf(EngineUnavailableException.class);
        }
    }

    private Path pathWithPythonAlone() throws Exception {
        Path folder = Files.createDirectories(home.resolve("bin"));
        Path python = Interpreter.program("python3", EmbeddedSettings.DEFAULT_SEARCH_PATH)
                .orElseThrow();
        Files.writeString(folder.resolve("python3"), "#!/bin/sh\nexec " + python + " \"$@\"\n");
        assertThat(folder.resolve("python3").toFile().setExecutable(true)).isTrue();
        return folder;
    }
}
