package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Outcome;
import dev.sst.test.TestDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Runs in the real sandbox. */
@EnabledIf(value = "works", disabledReason = "bubblewrap is not installed here, or may not make namespaces")
final class BubblewrapTest {
    private static final String STAYS = """
            import os, subprocess, time
            subprocess.Popen(["sleep", "600"], start_new_session=True)
            print("working", flush=True)
            while not os.path.exists("../go"):
                time.sleep(0.02)
            print("done")
            """;

    @TempDir
    Path home;

    private Bench bench;

    static boolean works() throws IOException {
        Path folder = Files.createTempDirectory("sst-bubblewrap");
        try {
            var settings =
                    EmbeddedSettings.builder(folder).sandbox(Sandbox.AUTO).build();
            Interpreter python = Interpreter.find("python3", settings.searchPath());
            return Bubblewrap.find(settings, Home.in(folder), Optional.of(python))
                    .active();
        } finally {
            Folders.delete(folder);
        }
    }

    @BeforeEach
    void open() {
        bench = new Bench(home, settings -> settings.sandbox(Sandbox.REQUIRED));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theServersTokenIsNotThereAndOnlyTheWorkFolderIsWritable() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "of the administrator");

        Outcome outcome = bench.run(Bench.definition("""
                import os
                home = HOME
                for path in (home + "/token", home + "/engine/id", home + "/engine/lock"):
                    print(os.path.exists(path))
                open("mine", "w").close()
                for path in (home + "/x", home + "/engine/content/x", "/etc/sst-x"):
                    try:
                        open(path, "w").close()
                        print("written", path)
                    except OSError:
                        print(False)
                """.replace("HOME", "'" + home + "'")));

        assertThat(Bench.report(outcome).stdout().text()).isEqualTo("False\n".repeat(6));
        assertThat(token).content().isEqualTo("of the administrator");
    }

    @Test
    void aCancelledRunLeavesNothingBehind() {
        EngineExecutionId id = bench.start(Bench.definition(STAYS));
        bench.awaitOutput(id, "working");

        bench.engine().runner().cancel(id);

        assertThat(bench.outcome(id).state()).isEqualTo(EngineState.CANCELLED);
        Bench.awaitNoProcesses(id);
    }

    @Test
    void aRunOverItsDeadlineLeavesNothingBehind() {
        TestDefinition definition = Bench.definition(STAYS).toBuilder()
                .timeout(Duration.ofSeconds(2))
                .build();
        EngineExecutionId id = bench.start(definition);

        assertThat(bench.outcome(id).state()).isEqualTo(EngineState.TIMED_OUT);
        Bench.awaitNoProcesses(id);
    }

    @Test
    void aRunIsAdoptedByTheServerThatComesNext() throws Exception {
        EngineExecutionId id = bench.start(Bench.definition(STAYS));
        bench.awaitOutput(id, "working");

        bench.reopen();
        Files.createFile(home.resolve("engine/runs").resolve(id.value()).resolve("work/go"));

        Outcome outcome = bench.outcome(id);
        assertThat(outcome.state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(Bench.report(outcome).stdout().text()).isEqualTo("working\ndone\n");
        Bench.awaitNoProcesses(id);
    }
}
