package dev.sst.server;

import dev.sst.StoreUnavailableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of the server's own, in its folder: durable ({@code fsync} on), on loopback only, and behind a password that is
 * kept in the folder, since other users of the machine reach loopback as well.
 *
 * <p>A server that was killed leaves its postmaster running. The next one, which holds the folder's lock, ends that one
 * properly and starts its own.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** A crashed database replays its log first. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private static final String USER = "postgres";
    private static final String ACCESS_RULES = """
            # Written by the server: a password from loopback, nothing else.
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres postgres, String password) {
        this.postgres = postgres;
        this.password = password;
    }

    /** @param folder holds data, programs and password; nobody else uses it */
    static EmbeddedDatabase start(Path folder) {
        try {
            Path rows = folder.resolve("data");
            OrphanedPostmaster.end(rows);
            String password = password(folder.resolve("password"));
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(rows)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(folder.resolve("programs").toFile())
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_PATIENCE)
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setConnectConfig("password", password)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "60")
                    .start();
            var database = new EmbeddedDatabase(postgres, password);
            database.lock(rows.resolve("pg_hba.conf"));
            return database;
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new StoreUnavailableException("the embedded PostgreSQL could not be started: " + e.getMessage(), e);
        }
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFile.write(file, SystemTokens.newSecret());
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /** A new database trusts everybody on the machine until this has been done once. */
    private void lock(Path accessRules) throws IOException, SQLException {
        if (Files.readString(accessRules, StandardCharsets.UTF_8).equals(ACCESS_RULES)) {
            return;
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER USER " + USER + " PASSWORD '" + password + "'");
            PrivateFile.write(accessRules, ACCESS_RULES);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** Its address, password included. */
    String url() {
        return "postgresql://" + USER + ":" + password + "@127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL could not be stopped: {}", e.getMessage());
        }
    }
}
