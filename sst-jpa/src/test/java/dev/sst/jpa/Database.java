package dev.sst.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sst.spi.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A schema of its own for a test class, on the one PostgreSQL server that this JVM starts. */
final class Database implements BeforeAllCallback, AfterAllCallback {
    private static final String TABLES = "test, revision, execution, execution_work, execution_owner, execution_output,"
            + " execution_history, incident, delivery, change, lease, access_token";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final String schema = "s" + SCHEMAS.incrementAndGet();
    private HikariDataSource pool;
    private JpaStores stores;

    @Override
    public void beforeAll(ExtensionContext context) {
        pool = pool();
        stores = JpaStores.open(settings());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stores.close();
        pool.close();
    }

    private static HikariDataSource pool() {
        var config = new HikariConfig();
        config.setJdbcUrl(Server.POSTGRES.getJdbcUrl("postgres", "postgres")
                + "&reWriteBatchedInserts=true&logServerErrorDetail=false");
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }

    JpaSettings settings() {
        return JpaSettings.of(pool).withSchema(schema);
    }

    DataSource dataSource() {
        return pool;
    }

    /** The stores, with nothing in them. */
    Stores emptied() {
        execute("truncate " + TABLES);
        return stores.stores();
    }

    void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setSchema(schema);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of what a query finds. */
    List<String> query(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setSchema(schema);
            var found = new ArrayList<String>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
