package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.json.JsonObject;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers share one database, and with it the work. */
class TwoServersTest {
    private static final int EXECUTIONS = 2000;

    @TempDir
    private Path folder;

    @Test
    void twoThousandExecutionsAreSharedNoneIsLostAndNoneDoubled() throws IOException, SQLException {
        try (var stackStorm = ScriptedStackStorm.start();
                var postgres = EmbeddedPostgres.builder().start()) {
            stackStorm.addPack("synthetic_tests");
            var variables = Map.of(
                    "DATABASE_URL", "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres",
                    "STACKSTORM_API_URL", stackStorm.root() + "/api",
                    "STACKSTORM_AUTH_URL", stackStorm.root() + "/auth",
                    "STACKSTORM_STREAM_URL", stackStorm.root() + "/stream",
                    "STACKSTORM_API_KEY", ScriptedStackStorm.API_KEY,
                    "MAX_CONCURRENT_TESTS", "100");
            String fast = "--sst.execution.starts-per-second=100000";
            try (var one = OwnJvm.start(folder.resolve("one"), variables, fast);
                    var two = OwnJvm.start(folder.resolve("two"), variables, fast)) {
                String test = one.deployedTest("shared", "#!/usr/bin/env python3\nprint('{}')\n");
                int deploying = stackStorm.createdPerKey().size();
                Set<String> asked = Collections.synchronizedSet(new HashSet<>());
                IntStream.range(0, EXECUTIONS)
                        .parallel()
                        .forEach(number -> asked.add((number % 2 == 0 ? one : two).execute(test)));
                assertThat(asked).hasSize(EXECUTIONS);

                await().atMost(Duration.ofSeconds(180))
                        .untilAsserted(() -> assertThat(
                                        count(postgres, "select count(*) from sst.execution where state = 'FINISHED'"))
                                .isEqualTo(EXECUTIONS));

                assertThat(stackStorm.createdPerKey()).hasSize(deploying + EXECUTIONS);
                assertThat(new HashSet<>(stackStorm.createdPerKey().values())).containsExactly(1);
                assertThat(count(postgres, "select count(*) from sst.execution where verdict = 'PASSED'"))
                        .isEqualTo(EXECUTIONS);
                JsonObject newest = two.list("/executions?limit=1").get(0);
                assertThat(newest.text("status")).contains("passed");
            }
        }
    }

    private static long count(EmbeddedPostgres postgres, String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
