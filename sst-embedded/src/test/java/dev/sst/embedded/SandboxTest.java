package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.spi.EngineMonitor;
import java.io.IOException;
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
    void inTheSandboxOnlyWhatTheRunNeedsIsThereAndOnlyItsWorkFolderIsWritable() throws Exception {
        Path path = pathWithPythonAlone();
        Path words = home.resolve("words");
        executable(path.resolve("bwrap"), "echo \"$@\" > " + words + """

                while [ "$1" != "--" ]; do shift; done
                shift
                exec "$@"
                """);
        try (var bench =
                new Bench(home, settings -> settings.sandbox(Sandbox.REQUIRED).searchPath(path + ":/usr/bin:/bin"))) {
            EngineExecutionId id = bench.start(Bench.definition("pass"));

            assertThat(bench.outcome(id).state()).isEqualTo(EngineState.SUCCEEDED);
            assertThat(bench.engine().monitor().status().details().text("sandbox"))
                    .contains("bubblewrap");
            Path engine = home.resolve("engine");
            Path work = engine.resolve("runs").resolve(id.value()).resolve("work");
            assertThat(words)
                    .content()
                    .contains("--unshare-pid", "--cap-drop ALL", "--ro-bind / /", "--tmpfs " + home)
                    .contains("--bind " + work + " " + work, "--remount-ro " + home)
                    .doesNotContain("--unshare-net")
                    .doesNotContain("bind " + home + " ")
                    .doesNotContain("bind " + engine + " ")
                    .doesNotContain("bind " + engine.resolve("runs") + " ");
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
        executable(folder.resolve("python3"), "exec " + python + " \"$@\"\n");
        return folder;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
