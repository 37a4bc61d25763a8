package dev.sst.jpa;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.HistoryEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.StatelessSession;

/**
 * Writes executions within a transaction. A batch of changes goes like this:
 *
 * <ol>
 *   <li>the work of these executions is locked, then the executions, each in the order of ids, then the keys of incidents:
 *       every transaction takes its locks in this order, so that none waits in a circle;
 *   <li>with everything locked, it is decided in memory which changes are admitted, one after another: a change made from
 *       another version is left out, and with it those that build on it;
 *   <li>what is admitted is written in batches, of several states of a row the last.
 * </ol>
 */
final class ExecutionWrites {
    private static final String EXISTING = "select id from {h-schema}execution where id = any(:ids)";

    private static final String LOCK_WORK = """
            select * from {h-schema}execution_work where execution_id = any(:ids) order by execution_id for update
            """;

    private static final String LOCK_EXECUTIONS = """
            select id, version from {h-schema}execution where id = any(:ids) order by id for no key update
            """;

    private static final String END_WORK = "delete from {h-schema}execution_work where execution_id = any(:ids)";

    private final IncidentWrites incidents;

    ExecutionWrites(IncidentWrites incidents) {
        this.incidents = incidents;
    }

    /** Adds those whose id is not there yet; the answer is how many. */
    int add(StatelessSession session, List<Execution> executions) {
        String[] ids =
                executions.stream().map(execution -> execution.id().value()).toArray(String[]::new);
        Set<String> known = new HashSet<>(session.createNativeQuery(EXISTING, String.class)
                .setParameter("ids", ids)
                .getResultList());
        List<Execution> added = executions.stream()
                .filter(execution -> known.add(execution.id().value()))
                .toList();
        var changes = new Changes();
        added.forEach(one -> changes.tell(Subject.EXECUTION, one.id().value()));
        session.insertMultiple(added.stream().map(Rows::row).toList());
        session.insertMultiple(added.stream()
                .filter(one -> !one.state().finished())
                .map(Rows::work)
                .toList());
        session.insertMultiple(added.stream()
                .map(one -> Rows.history(one, HistoryEntry.QUEUED, one.createdAt()))
                .toList());
        changes.write(session);
        return added.size();
    }

    /** @return for each change whether it was admitted */
    List<Boolean> save(StatelessSession session, List<ExecutionChange> batch) {
        String[] ids = batch.stream()
                .map(change -> change.execution().id().value())
                .distinct()
                .toArray(String[]::new);
        Map<String, WorkRow> work = new HashMap<>();
        session.createNativeQuery(LOCK_WORK, WorkRow.class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(row -> work.put(row.executionId, row));
        Map<String, Long> versions = new HashMap<>();
        session.createNativeQuery(LOCK_EXECUTIONS, Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(row -> versions.put((String) row[0], ((Number) row[1]).longValue()));
        IncidentFences fences = incidents.lock(
                session,
                batch.stream()
                        .map(ExecutionChange::incident)
                        .filter(Objects::nonNull)
                        .toList());
        var answers = new ArrayList<Boolean>();
        var admitted = new ArrayList<ExecutionChange>();
        for (ExecutionChange change : batch) {
            boolean yes = admit(change, versions, fences);
            answers.add(yes);
            if (yes) {
                admitted.add(change);
            }
        }
        write(session, admitted, work);
        return answers;
    }

    private static boolean admit(ExecutionChange change, Map<String, Long> versions, IncidentFences fences) {
        Execution next = change.execution();
        Incident incident = change.incident();
        if (!Objects.equals(versions.get(next.id().value()), next.version())
                || (incident != null && !fences.admits(incident))) {
            return false;
        }
        versions.put(next.id().value(), next.version() + 1);
        if (incident != null) {
            fences.admitted(incident);
        }
        return true;
    }

    private void write(StatelessSession session, List<ExecutionChange> admitted, Map<String, WorkRow> work) {
        if (admitted.isEmpty()) {
            return;
        }
        Map<ExecutionId, Execution> executions = new LinkedHashMap<>();
        Map<OutputRow.Key, OutputRow> outputs = new LinkedHashMap<>();
        var workChanges = new WorkChanges(work);
        var told = new ArrayList<Incident>();
        var deliveries = new ArrayList<Delivery>();
        var changes = new Changes();
        for (ExecutionChange change : admitted) {
            Execution next = change.execution();
            executions.put(next.id(), next);
            workChanges.follow(next);
            changes.tell(Subject.EXECUTION, next.id().value());
            if (change.output() != null) {
                OutputRow output = Rows.row(next, change.output());
                outputs.put(new OutputRow.Key(output.executionId, output.attempt), output);
            }
            if (change.incident() != null) {
                told.add(change.incident());
            }
            deliveries.addAll(change.deliveries());
        }
        session.updateMultiple(executions.values().stream().map(Rows::changed).toList());
        workChanges.write(session);
        session.insertMultiple(admitted.stream().map(Rows::history).toList());
        session.upsertMultiple(new ArrayList<>(outputs.values()));
        incidents.write(session, told, deliveries, changes);
        changes.write(session);
    }

    /** What becomes of the locked work. */
    private static final class WorkChanges {
        private final Map<String, WorkRow> locked;
        private final Map<String, WorkRow> added = new LinkedHashMap<>();
        private final Map<String, WorkRow> changed = new LinkedHashMap<>();
        private final Set<String> removed = new LinkedHashSet<>();

        WorkChanges(Map<String, WorkRow> locked) {
            this.locked = locked;
        }

        void follow(Execution next) {
            String id = next.id().value();
            WorkRow row = locked.get(id);
            if (next.state().finished()) {
                changed.remove(id);
                if (row != null) {
                    removed.add(id);
                }
                return;
            }
            WorkRow wanted = Rows.work(next);
            if (row == null) {
                added.put(id, wanted);
                return;
            }
            wanted.owner = next.state() == ExecutionState.QUEUED ? null : row.owner;
            if (!Objects.equals(wanted.owner, row.owner)
                    || wanted.cancelRequested != row.cancelRequested
                    || !wanted.dueAt.equals(row.dueAt)) {
                changed.put(id, wanted);
                locked.put(id, wanted);
            }
        }

        void write(StatelessSession session) {
            if (!removed.isEmpty()) {
                session.createNativeMutationQuery(END_WORK)
                        .setParameter("ids", removed.toArray(String[]::new))
                        .executeUpdate();
            }
            session.updateMultiple(new ArrayList<>(changed.values()));
            session.insertMultiple(new ArrayList<>(added.values()));
        }
    }
}
