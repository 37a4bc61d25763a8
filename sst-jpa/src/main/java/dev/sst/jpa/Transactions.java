package dev.sst.jpa;

import dev.sst.StoreUnavailableException;
import dev.sst.jsontext.JsonTextException;
import jakarta.persistence.PersistenceException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in transactions of its own. Every transaction is bounded by the statement timeout and the idle timeout, set for
 * it alone, so that a shared pool is left as it was. What the database aborts to break a deadlock is run again.
 */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int TRIES = 5;

    /** Set both limits until the transaction ends. */
    private static final String LIMITS =
            "select set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)";

    /** What a transaction was refused for. */
    static final class Violated extends Exception {
        private static final long serialVersionUID = 1L;

        private final String constraint;

        Violated(ConstraintViolationException cause) {
            super(cause);
            constraint = Optional.ofNullable(cause.getConstraintName()).orElse("");
        }

        /** Whether it was that constraint or unique index. */
        boolean of(String name) {
            return constraint.endsWith(name);
        }
    }

    private final SessionFactory sessions;
    private final String statementTimeout;
    private final String idleTimeout;

    Transactions(SessionFactory sessions, JpaSettings settings) {
        this.sessions = sessions;
        statementTimeout = Long.toString(settings.statementTimeout().toMillis());
        idleTimeout = Long.toString(settings.idleTimeout().toMillis());
    }

    /** Runs work that breaks no constraint. */
    <R> R call(Function<StatelessSession, R> work) {
        try {
            return tryTo(work);
        } catch (Violated e) {
            throw unavailable(e);
        }
    }

    /** Runs work that may break a constraint; then nothing of it was done. */
    <R> R tryTo(Function<StatelessSession, R> work) throws Violated {
        for (int attempt = 1; ; attempt++) {
            try {
                return sessions.fromStatelessTransaction(session -> {
                    session.doWork(this::limit);
                    return work.apply(session);
                });
            } catch (PersistenceException e) {
                if (e instanceof ConstraintViolationException violation) {
                    throw new Violated(violation);
                }
                if (attempt == TRIES || !abortedForOthers(e)) {
                    throw unavailable(e);
                }
                LOG.debug("the database aborted a transaction for another; run again");
            } catch (IllegalStateException e) {
                throw sessions.isClosed() ? new StoreUnavailableException("the stores are closed", e) : e;
            } catch (JsonTextException e) {
                throw new StoreUnavailableException("a stored document cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private void limit(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIMITS)) {
            statement.setString(1, statementTimeout);
            statement.setString(2, idleTimeout);
            statement.execute();
        }
    }

    /** Deadlock and serialization failure: the database chose us to make way. */
    private static boolean abortedForOthers(Throwable failure) {
        return root(failure)
                .map(SQLException::getSQLState)
                .filter(state -> state.equals("40P01") || state.equals("40001"))
                .isPresent();
    }

    /**
     * Only what the server or the driver said first goes out: the exceptions around it repeat the statement, a batch with all
     * its values.
     */
    private static StoreUnavailableException unavailable(Exception failure) {
        Optional<SQLException> root = root(failure);
        String reason =
                root.map(Transactions::firstLine).orElse(failure.getClass().getSimpleName());
        return new StoreUnavailableException(
                "the database did not do as asked: " + reason, root.isPresent() ? root.get() : failure);
    }

    private static String firstLine(SQLException failure) {
        String message = failure.getMessage();
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        return line + " (SQLState " + failure.getSQLState() + ")";
    }

    private static Optional<SQLException> root(Throwable failure) {
        SQLException root = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BatchUpdateException batch && batch.getNextException() != null) {
                root = batch.getNextException();
            } else if (cause instanceof SQLException sql) {
                root = sql;
            }
        }
        return Optional.ofNullable(root);
    }
}
