package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.json.JsonObject;
import dev.sst.testkit.server.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on the embedded engine is killed while a run is going on: its runs are on this machine, and so are their processes. */
class KilledEmbeddedServerTest {
    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    private ServerProcess launch(String home) {
        return OwnJvm.launch(
                folder.resolve(home),
                Map.of("DATABASE_URL", "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres"),
                "--sst.engine=embedded",
                "--sst.execution.lease=3");
    }

    private ServerProcess start(String home) {
        return launch(home).ready();
    }

    @Test
    void theNextServerBringsARunToItsEndOnceAndLeavesNoProcess() {
        String mark = Long.toString(System.nanoTime());
        String code = "#!/usr/bin/env python3\nimport subprocess, time\n"
                + "subprocess.Popen(['sleep', '" + mark + "'])\n"
                + "time.sleep(8)\n"
                + "print('{\"status\": \"success\"}')\n";
        ServerProcess first = start("home");
        String execution;
        try (first) {
            execution = first.execute(first.deployedTest("interrupted", code));
            await().atMost(Duration.ofSeconds(30)).until(() -> running(mark) == 1);
            first.kill();
        }

        try (var second = start("home")) {
            JsonObject finished = second.awaitFinished(execution);

            assertThat(finished.text("verdict").orElseThrow()).isIn("passed", "infrastructure");
            await().atMost(Duration.ofSeconds(10)).until(() -> running(mark) == 0);
            assertThat(second.list("/incidents")).isEmpty();
        }
    }

    @Test
    void aSecondServerOnTheSameDatabaseRefusesToStart() {
        try (var one = start("home")) {
            ServerProcess other = launch("other-home");

            assertThat(other.awaitEnd()).isNotZero();
            assertThat(other.log()).contains("embedded engine");
            assertThat(one.list("/tests/")).isNotNull();
        }
    }

    private static long running(String mark) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("sleep " + mark))
                .count();
    }
}
