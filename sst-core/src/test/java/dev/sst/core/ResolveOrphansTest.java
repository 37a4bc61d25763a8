package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.incident.IncidentPolicy;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.Pause;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.spi.Stores;
import dev.sst.spi.TestStore;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import dev.sst.testkit.store.Samples;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResolveOrphansTest {
    private final InstantSource clock = InstantSource.system();
    private final Stores stores = MemoryStores.create(clock);
    private final CoreIncidents incidents =
            new CoreIncidents(stores, new IncidentPolicy(List.of(), null), clock, new Pause());
    private final ResolveOrphans orphans = new ResolveOrphans(stores.incidents(), stores.tests(), incidents);

    private SyntheticTest test(String name) {
        SyntheticTest added = Samples.test(name);
        stores.tests().add(added);
        return stores.tests().find(added.id()).orElseThrow();
    }

    /** As a process that dies right afterwards leaves it. */
    private TestId deleted(String name) {
        SyntheticTest test = test(name);
        assertThat(stores.tests().save(test.asDeleted())).isEqualTo(TestStore.Saved.STORED);
        return test.id();
    }

    private IncidentId broken(TestId test) {
        Incident opened = Samples.incident("key-" + test, test);
        assertThat(stores.incidents().save(opened, List.of())).isTrue();
        return opened.id();
    }

    private boolean resolved(IncidentId incident) {
        return incidents.get(incident).resolved();
    }

    @Test
    void whatADeletionLeftOpenIsResolvedWithANote() {
        IncidentId left = broken(deleted("login"));
        IncidentId taken = broken(deleted("logout"));
        incidents.acknowledge(taken, "ann");
        IncidentId ofATestThatIsNotDeployed = broken(test("search").id());

        orphans.step();

        assertThat(resolved(left)).isTrue();
        assertThat(incidents.get(left).notes()).extracting(Incident.Note::text).containsExactly("the test was deleted");
        assertThat(resolved(taken)).isTrue();
        assertThat(resolved(ofATestThatIsNotDeployed)).isFalse();
    }

    @Test
    void manyThatAreOpenAreLookedAtPageByPage() {
        IncidentId oldest = broken(deleted("oldest"));
        IntStream.range(0, 100).forEach(i -> broken(test("search" + i).id()));

        orphans.step();
        assertThat(resolved(oldest)).isFalse();
        orphans.step();
        assertThat(resolved(oldest)).isTrue();

        IncidentId newest = broken(deleted("newest"));
        orphans.step();
        assertThat(resolved(newest)).isTrue();
    }
}
