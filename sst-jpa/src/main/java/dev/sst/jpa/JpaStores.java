package dev.sst.jpa;

import dev.sst.StoreUnavailableException;
import dev.sst.spi.Stores;
import jakarta.persistence.PersistenceException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * The stores on PostgreSQL, which any number of nodes share. Thread-safe. Times are kept to the microsecond. Everything
 * throws {@link StoreUnavailableException} when the database cannot be asked; no other exception of its own comes out.
 */
public final class JpaStores implements AutoCloseable {
    private final SessionFactory sessions;
    private final Stores stores;

    private JpaStores(SessionFactory sessions, Stores stores) {
        this.sessions = sessions;
        this.stores = stores;
    }

    /**
     * Brings the schema up to date and opens the stores.
     *
     * @throws StoreUnavailableException when the database cannot be reached or its schema cannot be brought up to date
     */
    public static JpaStores open(JpaSettings settings) {
        try {
            migrate(settings);
            SessionFactory sessions = boot(settings);
            return new JpaStores(sessions, stores(new Transactions(sessions, settings)));
        } catch (FlywayException | PersistenceException e) {
            throw new StoreUnavailableException("the database could not be opened: " + e.getMessage(), e);
        }
    }

    private static void migrate(JpaSettings settings) {
        Flyway.configure()
                .dataSource(settings.dataSource())
                .schemas(settings.schema())
                .defaultSchema(settings.schema())
                .table("schema_history")
                .locations("classpath:dev/sst/jpa/migration")
                .load()
                .migrate();
    }

    private static SessionFactory boot(JpaSettings settings) {
        return new HibernatePersistenceConfiguration("sst")
                .managedClasses(List.of(
                        TestRow.class,
                        RevisionRow.class,
                        ExecutionRow.class,
                        WorkRow.class,
                        OutputRow.class,
                        HistoryRow.class,
                        IncidentRow.class,
                        DeliveryRow.class))
                .defaultSchema(settings.schema())
                .property("jakarta.persistence.nonJtaDataSource", settings.dataSource())
                // Hibernate would log values; what went wrong is in the exception.
                .property("hibernate.jdbc.log.errors", false)
                .createEntityManagerFactory();
    }

    private static Stores stores(Transactions transactions) {
        var incidents = new IncidentWrites();
        var executions = new ExecutionWrites(incidents);
        return new Stores(
                new JpaTestStore(transactions, executions),
                new JpaExecutionStore(transactions, executions),
                new JpaExecutionClaims(transactions),
                new JpaIncidentStore(transactions, incidents),
                new JpaOutbox(transactions),
                new JpaChangeFeed(transactions),
                new JpaLeases(transactions),
                new JpaAccessTokens(transactions),
                new JpaReportStore(transactions),
                new JpaExecutionReports(transactions));
    }

    public Stores stores() {
        return stores;
    }

    /** Lets go of what the stores hold; the pool stays open. */
    @Override
    public void close() {
        sessions.close();
    }
}
