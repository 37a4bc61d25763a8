package dev.sst.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sst.jpa.JpaSettings;
import dev.sst.jpa.JpaStores;
import dev.sst.spi.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Our stores on a PostgreSQL of their own, with fsync on as in production. */
final class Postgres implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final EmbeddedPostgres server;
    private final HikariDataSource pool;
    private final JpaStores stores;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
        var config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=true");
        config.setMaximumPoolSize(CONNECTIONS);
        pool = new HikariDataSource(config);
        stores = JpaStores.open(JpaSettings.of(pool).withStatementTimeout(PATIENCE));
    }

    /** The process that all others of it descend from. */
    long pid() throws IOException, SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet folder = statement.executeQuery("show data_directory")) {
            folder.next();
            return Long.parseLong(Files.readAllLines(Path.of(folder.getString(1), "postmaster.pid"))
                    .get(0));
        }
    }

    static Postgres start() throws IOException {
        return new Postgres(
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start());
    }

    Stores stores() {
        return stores.stores();
    }

    /** Runs statements in our schema, each by itself. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setSchema(JpaSettings.DEFAULT_SCHEMA);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws IOException {
        stores.close();
        pool.close();
        server.close();
    }
}
