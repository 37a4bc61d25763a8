package dev.sst.jpa;

import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Verdict;
import dev.sst.incident.IncidentId;
import dev.sst.report.ExecutionSummary;
import dev.sst.test.TestId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Names and types of what a hand-written statement selects, and a row of it. Not thread-safe. */
final class Columns {
    private final Map<String, Class<?>> types = new LinkedHashMap<>();

    Columns and(String name, Class<?> type) {
        types.put(name, type);
        return this;
    }

    /** Those of an execution's summary, each behind that prefix. */
    Columns andExecution(String prefix) {
        return and(prefix + "id", String.class)
                .and(prefix + "test_id", String.class)
                .and(prefix + "kind", String.class)
                .and(prefix + "state", String.class)
                .and(prefix + "verdict", String.class)
                .and(prefix + "revision", Integer.class)
                .and(prefix + "created_at", Instant.class)
                .and(prefix + "finished_at", Instant.class)
                .and(prefix + "cancel_requested", Boolean.class)
                .and(prefix + "attempts", String.class)
                .and(prefix + "incident_id", String.class);
    }

    /** The columns of an execution's summary in SQL, each under its name behind that prefix. */
    static String ofExecution(String table, String prefix) {
        return String.join(
                ", ",
                new Columns()
                        .andExecution("").types.keySet().stream()
                                .map(name -> table + "." + name + " as " + prefix + name)
                                .toList());
    }

    NativeQuery<Object[]> query(StatelessSession session, String sql) {
        NativeQuery<Object[]> query = session.createNativeQuery(sql, Object[].class);
        types.forEach(query::addScalar);
        return query;
    }

    Row row(Object[] values) {
        return new Row(List.copyOf(types.keySet()), values);
    }

    /** One row, read by the names of its columns. */
    static final class Row {
        private final List<String> names;
        private final Object[] values;

        private Row(List<String> names, Object[] values) {
            this.names = names;
            this.values = values;
        }

        private @Nullable Object value(String name) {
            return values[names.indexOf(name)];
        }

        String text(String name) {
            return String.valueOf(value(name));
        }

        @Nullable
        String textOrNull(String name) {
            return (String) value(name);
        }

        boolean flag(String name) {
            return Boolean.TRUE.equals(value(name));
        }

        long number(String name) {
            return value(name) instanceof Number number ? number.longValue() : 0;
        }

        boolean isNull(String name) {
            return value(name) == null;
        }

        @Nullable
        Instant timeOrNull(String name) {
            return (Instant) value(name);
        }

        Instant time(String name) {
            return value(name) instanceof Instant time ? time : Instant.EPOCH;
        }

        /** {@code null} when there is none: nothing was joined. */
        @Nullable
        ExecutionSummary execution(String prefix) {
            String id = textOrNull(prefix + "id");
            String verdict = textOrNull(prefix + "verdict");
            String incident = textOrNull(prefix + "incident_id");
            return id == null
                    ? null
                    : new ExecutionSummary(
                            new ExecutionId(id),
                            new TestId(text(prefix + "test_id")),
                            ExecutionKind.valueOf(text(prefix + "kind")),
                            ExecutionState.valueOf(text(prefix + "state")),
                            verdict == null ? null : Verdict.valueOf(verdict),
                            (int) number(prefix + "revision"),
                            time(prefix + "created_at"),
                            timeOrNull(prefix + "finished_at"),
                            flag(prefix + "cancel_requested"),
                            Documents.attempts(text(prefix + "attempts")),
                            incident == null ? null : new IncidentId(incident));
        }
    }
}
