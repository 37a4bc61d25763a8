package dev.sst.testkit.store;

import static dev.sst.testkit.store.Samples.test;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.report.TestLabel;
import dev.sst.spi.ReportStore;
import dev.sst.spi.Stores;
import dev.sst.spi.TestStore;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ReportStore} answers. */
public abstract class ReportStoreContract {
    private TestStore tests;
    private ReportStore reports;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        Stores stores = stores();
        tests = stores.tests();
        reports = stores.reports();
    }

    @Test
    void aTestIsKnownByItsNewestNameAlsoWhenItIsDeleted() {
        SyntheticTest live = test(TestDefinition.builder("n" + Samples.AWKWARD, TestType.RULE)
                .pack("p" + Samples.AWKWARD)
                .build());
        SyntheticTest gone = test("gone");
        tests.add(live);
        tests.add(gone);
        tests.save(Samples.stored(gone).asDeleted());

        assertThat(reports.labels(List.of(live.id(), gone.id(), testId(), live.id())))
                .isEqualTo(Map.of(
                        live.id(),
                        new TestLabel(live.id(), "n" + Samples.AWKWARD, TestType.RULE, "p" + Samples.AWKWARD, false),
                        gone.id(),
                        new TestLabel(gone.id(), "gone", TestType.ACTION, TestDefinition.DEFAULT_PACK, true)));
        assertThat(reports.labels(List.of())).isEmpty();
    }
}
