package dev.sst.jpa;

import dev.sst.report.TestLabel;
import dev.sst.spi.ReportStore;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reports on PostgreSQL. */
final class JpaReportStore implements ReportStore {
    private static final String LABELS =
            "select id, name, type, pack, deleted from {h-schema}test where id = any(:tests)";

    private final Transactions transactions;

    JpaReportStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<TestId, TestLabel> labels(Collection<TestId> tests) {
        var labels = new HashMap<TestId, TestLabel>();
        transactions
                .call(session -> session.createNativeQuery(LABELS, Object[].class)
                        .setParameter("tests", ids(tests))
                        .getResultList())
                .forEach(row -> {
                    var id = new TestId((String) row[0]);
                    labels.put(
                            id,
                            new TestLabel(
                                    id,
                                    EscapedText.unescape((String) row[1]),
                                    TestType.valueOf((String) row[2]),
                                    EscapedText.unescape((String) row[3]),
                                    (Boolean) row[4]));
                });
        return labels;
    }

    private static String[] ids(Collection<TestId> tests) {
        return tests.stream().map(TestId::value).distinct().toArray(String[]::new);
    }
}
