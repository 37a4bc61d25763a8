package dev.sst.core;

import dev.sst.core.incident.IncidentPolicy;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import dev.sst.incident.IncidentStatus;
import dev.sst.spi.IncidentStore;
import dev.sst.spi.TestStore;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Resolves incidents of deleted tests that a deletion has missed, because its process died before it came to them or because
 * an execution opened one at that moment: nothing else ever would. One {@link #step} looks at one page of the unresolved
 * ones, the next step at the page after it, and after the last at the first again. Not thread-safe.
 */
final class ResolveOrphans {
    private static final int PAGE = 100;

    private final IncidentStore store;
    private final TestStore tests;
    private final CoreIncidents incidents;
    private final Map<IncidentStatus, IncidentId> seen = new EnumMap<>(IncidentStatus.class);

    ResolveOrphans(IncidentStore store, TestStore tests, CoreIncidents incidents) {
        this.store = store;
        this.tests = tests;
        this.incidents = incidents;
    }

    void step() {
        look(IncidentStatus.OPEN);
        look(IncidentStatus.ACKNOWLEDGED);
    }

    private void look(IncidentStatus status) {
        List<Incident> page = store.list(new IncidentQuery(status, null, null, null, seen.get(status), PAGE));
        if (page.size() < PAGE) {
            seen.remove(status);
        } else {
            seen.put(status, page.get(PAGE - 1).id());
        }
        Set<TestId> concerned = page.stream().map(Incident::testId).collect(Collectors.toSet());
        Set<TestId> live = tests.runSettings(concerned).keySet();
        concerned.stream()
                .filter(test -> !live.contains(test))
                .filter(test -> tests.find(test).filter(SyntheticTest::deleted).isPresent())
                .forEach(test -> incidents.resolveBecauseDeleted(test, IncidentPolicy.FRAMEWORK));
    }
}
