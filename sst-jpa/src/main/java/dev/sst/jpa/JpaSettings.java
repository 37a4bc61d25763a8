package dev.sst.jpa;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * What the stores need to know.
 *
 * @param dataSource a pool of connections to PostgreSQL 14 or newer, made and closed by the caller; give its URL
 *     {@code reWriteBatchedInserts=true}, which makes batched inserts cheaper, and {@code logServerErrorDetail=false}, so that
 *     no exception repeats a row
 * @param schema the schema that holds the tables; made when it is missing
 * @param statementTimeout after how long the database gives a statement up
 * @param idleTimeout after how long the database ends a transaction that does nothing: an old one slows every queue down
 */
public record JpaSettings(DataSource dataSource, String schema, Duration statementTimeout, Duration idleTimeout) {
    /** The schema unless another is named. */
    public static final String DEFAULT_SCHEMA = "sst";

    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(10);

    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    public JpaSettings {
        Objects.requireNonNull(dataSource, "dataSource");
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("schema must match " + SCHEMA + ", was " + schema);
        }
        requirePositive(statementTimeout, "statementTimeout");
        requirePositive(idleTimeout, "idleTimeout");
    }

    /** The defaults over that pool. */
    public static JpaSettings of(DataSource dataSource) {
        return new JpaSettings(dataSource, DEFAULT_SCHEMA, DEFAULT_STATEMENT_TIMEOUT, DEFAULT_IDLE_TIMEOUT);
    }

    /** The same in another schema. */
    public JpaSettings withSchema(String other) {
        return new JpaSettings(dataSource, other, statementTimeout, idleTimeout);
    }

    /** The same with another limit for a statement. */
    public JpaSettings withStatementTimeout(Duration other) {
        return new JpaSettings(dataSource, schema, other, idleTimeout);
    }

    private static void requirePositive(Duration value, String name) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 ms, was " + value);
        }
    }
}
