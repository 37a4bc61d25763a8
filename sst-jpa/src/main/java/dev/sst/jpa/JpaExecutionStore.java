package dev.sst.jpa;

import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.RunOutput;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.HistoryEntry;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Executions on PostgreSQL: {@link ExecutionWrites} in transactions, and the reading. */
final class JpaExecutionStore implements ExecutionStore {
    private static final int TRIES = 3;

    private static final String FIND = "select * from {h-schema}execution where id = any(:ids)";

    private static final String NEWEST = """
            select e.*
            from unnest(:tests) as wanted (test_id)
            cross join lateral (
                select * from {h-schema}execution where execution.test_id = wanted.test_id order by id desc limit 1
            ) as e
            """;

    private static final String HISTORY = "from HistoryRow where executionId = :id order by version";

    private final Transactions transactions;
    private final ExecutionWrites writes;

    JpaExecutionStore(Transactions transactions, ExecutionWrites writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    @Override
    public void add(List<Execution> executions) {
        for (int attempt = 1; attempt < TRIES; attempt++) {
            try {
                transactions.tryTo(session -> writes.add(session, executions));
                return;
            } catch (Transactions.Violated e) {
                // Somebody else added one of them meanwhile; the next look finds it.
                continue;
            }
        }
        transactions.call(session -> writes.add(session, executions));
    }

    @Override
    public List<Boolean> save(List<ExecutionChange> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        try {
            return transactions.tryTo(session -> writes.save(session, changes));
        } catch (Transactions.Violated e) {
            return changes.size() == 1 ? List.of(false) : oneByOne(changes);
        }
    }

    /** So that the one that violates a constraint keeps no other out. */
    private List<Boolean> oneByOne(List<ExecutionChange> changes) {
        var stored = new ArrayList<Boolean>();
        changes.forEach(change -> stored.addAll(save(List.of(change))));
        return stored;
    }

    @Override
    public List<Execution> find(Collection<ExecutionId> ids) {
        String[] wanted = ids.stream().map(ExecutionId::value).toArray(String[]::new);
        return transactions.call(session -> session.createNativeQuery(FIND, ExecutionRow.class)
                .setParameter("ids", wanted)
                .getResultStream()
                .map(Rows::execution)
                .toList());
    }

    @Override
    public List<Execution> list(ExecutionQuery query) {
        return transactions.call(session -> ExecutionLists.list(session, query).stream()
                .map(Rows::execution)
                .toList());
    }

    @Override
    public Map<TestId, Execution> newest(Collection<TestId> tests) {
        String[] wanted = tests.stream().map(TestId::value).distinct().toArray(String[]::new);
        var found = new HashMap<TestId, Execution>();
        transactions
                .call(session -> session.createNativeQuery(NEWEST, ExecutionRow.class)
                        .setParameter("tests", wanted)
                        .getResultList())
                .forEach(row -> found.put(new TestId(row.testId), Rows.execution(row)));
        return found;
    }

    @Override
    public Optional<RunOutput> output(ExecutionId id) {
        return transactions.call(session -> Optional.ofNullable(session.get(ExecutionRow.class, id.value()))
                .map(Rows::execution)
                .filter(execution -> execution.state().finished())
                .map(execution ->
                        new OutputRow.Key(id.value(), execution.attempts().size()))
                .map(key -> session.get(OutputRow.class, key))
                .map(Rows::output));
    }

    @Override
    public List<HistoryEntry> history(ExecutionId id) {
        return transactions.call(session -> session.createSelectionQuery(HISTORY, HistoryRow.class)
                .setParameter("id", id.value())
                .getResultStream()
                .map(Rows::history)
                .toList());
    }
}
