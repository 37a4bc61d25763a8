package dev.sst.web;

import dev.sst.execution.Standing;
import java.util.Arrays;
import java.util.Set;

/** The contract's {@code status} of a test: that of its newest execution, or that it has none. */
enum TestStatus {
    PENDING(Set.of(Standing.PENDING)),
    RUNNING(Set.of(Standing.RUNNING)),
    PASSED(Set.of(Standing.PASSED)),
    FAILED(Set.of(Standing.FAILED, Standing.ERROR, Standing.INFRASTRUCTURE)),
    TIMEOUT(Set.of(Standing.TIMEOUT)),
    CANCELLED(Set.of(Standing.CANCELLED, Standing.SKIPPED)),
    NEVER_RUN(Set.of(Standing.NEVER_RUN));

    private final Set<Standing> standings;

    TestStatus(Set<Standing> standings) {
        this.standings = standings;
    }

    static TestStatus of(Standing standing) {
        return Arrays.stream(values())
                .filter(status -> status.standings.contains(standing))
                .findFirst()
                .orElseThrow();
    }

    Set<Standing> standings() {
        return standings;
    }
}
