package dev.sst.spring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sst.jpa.JpaSettings;
import dev.sst.jpa.JpaStores;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/** Opens the stores on PostgreSQL: on a pool of our own, or on one that the application has. */
public final class PostgresStores {
    private static final Duration CONNECTION_PATIENCE = Duration.ofSeconds(10);

    private PostgresStores() {}

    /** On the database at that address, with a pool that is closed with the stores. */
    public static OpenStores at(String url, SstProperties.Database properties) {
        DatabaseUrl address = DatabaseUrl.parse(url);
        var config = new HikariConfig();
        config.setPoolName("sst");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(Objects.requireNonNull(properties.poolSize(), "poolSize"));
        config.setConnectionTimeout(CONNECTION_PATIENCE.toMillis());
        config.setInitializationFailTimeout(CONNECTION_PATIENCE.toMillis());
        var pool = new HikariDataSource(config);
        try {
            JpaStores stores = open(pool, properties);
            return new OpenStores(stores.stores(), "postgresql", true, () -> {
                stores.close();
                pool.close();
            });
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** On a pool that stays the application's. */
    static OpenStores on(DataSource pool, SstProperties.Database properties) {
        JpaStores stores = open(pool, properties);
        return new OpenStores(stores.stores(), "postgresql", true, stores::close);
    }

    private static JpaStores open(DataSource pool, SstProperties.Database properties) {
        String schema = Objects.requireNonNull(properties.schema(), "schema");
        return JpaStores.open(JpaSettings.of(pool).withSchema(schema));
    }
}
