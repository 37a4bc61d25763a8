package dev.sst.jpa;

import dev.sst.report.Facets;
import dev.sst.report.Overview;
import dev.sst.report.TestHistory;
import dev.sst.report.TestLabel;
import dev.sst.report.TestSummary;
import dev.sst.spi.ReportStore;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reports on PostgreSQL. */
final class JpaReportStore implements ReportStore {
    private static final Columns LABEL = new Columns()
            .and("id", String.class)
            .and("name", String.class)
            .and("type", String.class)
            .and("pack", String.class)
            .and("deleted", Boolean.class);

    private static final String LABELS =
            "select id, name, type, pack, deleted from {h-schema}test where id = any(:tests)";

    private final Transactions transactions;

    JpaReportStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<TestId, TestLabel> labels(Collection<TestId> tests) {
        return transactions.call(session -> LABEL.query(session, LABELS)
                .setParameter("tests", ids(tests))
                .getResultStream()
                .map(row -> TestLists.label(LABEL.row(row)))
                .collect(Collectors.toMap(TestLabel::id, Function.identity())));
    }

    @Override
    public List<TestSummary> tests(TestQuery query) {
        return transactions.call(session -> TestLists.list(session, query));
    }

    @Override
    public long count(TestQuery query) {
        return transactions.call(session -> TestLists.count(session, query));
    }

    @Override
    public Map<TestId, TestHistory> histories(Collection<TestId> tests, Instant now) {
        return transactions.call(session -> Histories.of(session, ids(tests), now));
    }

    @Override
    public Overview overview(Instant now) {
        return transactions.call(session -> Counts.overview(session, now));
    }

    @Override
    public Facets facets() {
        return transactions.call(Counts::facets);
    }

    private static String[] ids(Collection<TestId> tests) {
        return tests.stream().map(TestId::value).distinct().toArray(String[]::new);
    }
}
