package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server's own PostgreSQL. */
@Timeout(300)
final class EmbeddedDatabaseTest {
    @TempDir
    Path folder;

    private static Connection connect(String url, String password) throws SQLException {
        URI uri = URI.create(url);
        String address = "jdbc:postgresql://127.0.0.1:" + uri.getPort() + uri.getPath();
        return DriverManager.getConnection(address, "postgres", password);
    }

    private static String password(String url) {
        return URI.create(url).getUserInfo().split(":", 2)[1];
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = connect(url, password(url));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void rowsSurviveARestartAndAKilledServersPostgresIsTakenOver() throws Exception {
        EmbeddedDatabase first = EmbeddedDatabase.start(folder);
        String url = first.url();
        try (Connection connection = connect(url, password(url));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 7 AS n");
        }
        assertThat(ask(first.url(), "SHOW fsync")).isEqualTo("on");
        assertThat(ask(first.url(), "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(first.url(), "SHOW server_version")).startsWith("18.");
        assertThatThrownBy(() -> connect(url, "guessed")).isInstanceOf(SQLException.class);
        first.close();

        EmbeddedDatabase second = EmbeddedDatabase.start(folder);
        assertThat(ask(second.url(), "SELECT n FROM kept")).isEqualTo("7");
        // As after kill -9 of the server: nobody stops this one; the next start has to.
        List<String> orphan = Files.readAllLines(folder.resolve("data/postmaster.pid"));
        OrphanedPostmaster.end(folder.resolve("data"));
        assertThat(ProcessHandle.of(Long.parseLong(orphan.get(0)))).isEmpty();
        second.close();
        EmbeddedDatabase third = EmbeddedDatabase.start(folder);
        try {
            assertThat(ask(third.url(), "SELECT n FROM kept")).isEqualTo("7");
            assertThat(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0))
                    .isNotEqualTo(orphan.get(0));
        } finally {
            third.close();
        }
    }

    @Test
    void aFileThatNamesAnotherProcessEndsNothing() throws Exception {
        long self = ProcessHandle.current().pid();
        Path rows = Files.createDirectories(folder.resolve("data"));
        Files.writeString(rows.resolve("postmaster.pid"), self + "\n" + rows + "\n");
        OrphanedPostmaster.end(rows);
        Files.writeString(rows.resolve("postmaster.pid"), "not a number");
        OrphanedPostmaster.end(rows);
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }
}
