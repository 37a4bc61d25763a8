package dev.sst.jpa;

import dev.sst.deployment.Deployment;
import dev.sst.execution.Execution;
import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.spi.TestStore;
import dev.sst.test.Revision;
import dev.sst.test.RunSettings;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/** Tests and their revisions on PostgreSQL. */
final class JpaTestStore implements TestStore {
    private static final String TESTS =
            "select t, r from TestRow t join RevisionRow r on r.testId = t.id and r.number = t.revision where t.id in :ids";

    /** Of one test: what is in a list is translated anew with every call, and people wait for this one. */
    private static final String TEST =
            "select t, r from TestRow t join RevisionRow r on r.testId = t.id and r.number = t.revision where t.id = :id";

    private static final String REVISIONS =
            "from RevisionRow where testId = :test and number < :before order by number desc";

    private static final String NAME_TAKEN = """
            select count(*) from TestRow
            where pack = :pack and name = :name and id <> :id and deleted = false
            """;

    private static final String HAS_REVISION =
            "select count(*) from RevisionRow where testId = :test and number = :number";

    private static final String SETTINGS = """
            select t.id, t.deployment, r.definition, r.parameters, r.expectation, r.metadata
            from {h-schema}test t join {h-schema}revision r on r.test_id = t.id and r.number = t.live
            where t.id = any(:tests) and not t.deleted
            """;

    private final Transactions transactions;
    private final ExecutionWrites executions;

    JpaTestStore(Transactions transactions, ExecutionWrites executions) {
        this.transactions = transactions;
        this.executions = executions;
    }

    @Override
    public Saved add(SyntheticTest test) {
        try {
            return transactions.tryTo(session -> add(session, test));
        } catch (Transactions.Violated e) {
            return refused(e);
        }
    }

    private static Saved add(StatelessSession session, SyntheticTest test) {
        TestRow row = Rows.row(test);
        if (session.get(TestRow.class, row.id) != null) {
            return Saved.STALE;
        }
        if (nameTaken(session, row)) {
            return Saved.NAME_TAKEN;
        }
        session.insert(row);
        session.insert(Rows.row(test.id(), test.revision()));
        new Changes().tell(Subject.TEST, row.id).write(session);
        return Saved.STORED;
    }

    @Override
    public Saved save(SyntheticTest test, List<Execution> begun) {
        try {
            return transactions.tryTo(session -> {
                Saved saved = save(session, test);
                if (saved == Saved.STORED && !begun.isEmpty()) {
                    executions.add(session, begun);
                }
                return saved;
            });
        } catch (Transactions.Violated e) {
            return refused(e);
        }
    }

    private static Saved save(StatelessSession session, SyntheticTest test) {
        TestRow stored = session.get(TestRow.class, test.id().value(), LockMode.PESSIMISTIC_WRITE);
        if (stored == null || stored.version != test.version()) {
            return Saved.STALE;
        }
        TestRow next = Rows.row(test);
        if (nameTaken(session, next)) {
            return Saved.NAME_TAKEN;
        }
        session.update(next);
        if (!hasRevision(session, test.id(), test.revision().number())) {
            session.insert(Rows.row(test.id(), test.revision()));
        }
        var changes = new Changes().tell(Subject.TEST, next.id);
        if (!Objects.equals(stored.deployment, next.deployment)) {
            changes.tell(Subject.DEPLOYMENT, next.id);
        }
        changes.write(session);
        return Saved.STORED;
    }

    private static boolean nameTaken(StatelessSession session, TestRow row) {
        return !row.deleted
                && session.createSelectionQuery(NAME_TAKEN, Long.class)
                                .setParameter("pack", row.pack)
                                .setParameter("name", row.name)
                                .setParameter("id", row.id)
                                .getSingleResult()
                        > 0;
    }

    /** Somebody was faster: the unique indexes decide. */
    private static Saved refused(Transactions.Violated violation) {
        return violation.of("test_name") ? Saved.NAME_TAKEN : Saved.STALE;
    }

    private static boolean hasRevision(StatelessSession session, TestId test, int number) {
        return session.createSelectionQuery(HAS_REVISION, Long.class)
                        .setParameter("test", test.value())
                        .setParameter("number", number)
                        .getSingleResult()
                > 0;
    }

    @Override
    public Optional<SyntheticTest> find(TestId id) {
        return transactions.call(session ->
                session
                        .createSelectionQuery(TEST, Object[].class)
                        .setParameter("id", id.value())
                        .getResultList()
                        .stream()
                        .map(JpaTestStore::test)
                        .findFirst());
    }

    @Override
    public List<SyntheticTest> find(Collection<TestId> ids) {
        List<String> wanted = ids.stream().map(TestId::value).distinct().toList();
        return transactions.call(session -> session.createSelectionQuery(TESTS, Object[].class)
                .setParameter("ids", wanted)
                .getResultStream()
                .map(JpaTestStore::test)
                .toList());
    }

    private static SyntheticTest test(Object[] row) {
        return Rows.test((TestRow) row[0], (RevisionRow) row[1]);
    }

    @Override
    public List<Revision> revisions(TestId id, int before, int limit) {
        return transactions.call(session -> session.createSelectionQuery(REVISIONS, RevisionRow.class)
                .setParameter("test", id.value())
                .setParameter("before", before > 0 ? before : Integer.MAX_VALUE)
                .setMaxResults(limit)
                .getResultStream()
                .map(Rows::revision)
                .toList());
    }

    @Override
    public Optional<Revision> revision(TestId id, int number) {
        return transactions.call(session -> Optional.ofNullable(
                        session.get(RevisionRow.class, new RevisionRow.Key(id.value(), number)))
                .map(Rows::revision));
    }

    @Override
    public Map<TestId, RunSettings> runSettings(Collection<TestId> ids) {
        String[] wanted = ids.stream().map(TestId::value).distinct().toArray(String[]::new);
        var settings = new HashMap<TestId, RunSettings>();
        transactions
                .call(session -> session.createNativeQuery(SETTINGS, Object[].class)
                        .setParameter("tests", wanted)
                        .getResultList())
                .forEach(row -> {
                    var test = new TestId((String) row[0]);
                    Deployment live = Objects.requireNonNull(Documents.deployment((String) row[1]));
                    settings.put(
                            test, Rows.settings(test, live, (String) row[2], (String) row[3], (String) row[4], (String)
                                    row[5]));
                });
        return settings;
    }
}
