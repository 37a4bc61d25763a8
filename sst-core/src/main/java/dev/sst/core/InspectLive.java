package dev.sst.core;

import dev.sst.deployment.Deployment;
import dev.sst.deployment.Drift;
import dev.sst.deployment.Drifted;
import dev.sst.execution.Execution;
import dev.sst.spi.Engine;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.TestStore;
import dev.sst.test.SyntheticTest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks whether what is live of a test is what was written, and keeps what it found where that is news. Thread-safe. */
final class InspectLive {
    private final TestStore tests;
    private final ExecutionStore executions;
    private final Engine engine;
    private final InstantSource clock;

    InspectLive(TestStore tests, ExecutionStore executions, Engine engine, InstantSource clock) {
        this.tests = tests;
        this.executions = executions;
        this.engine = engine;
        this.clock = clock;
    }

    /** What differs; empty when nothing is live. */
    Optional<Drift> look(SyntheticTest test) {
        Optional<Drift> found = test.live().map(live -> engine.deployer().inspect(test.id(), live));
        found.ifPresent(drift -> keep(test, test.live().orElseThrow(), drift));
        return found;
    }

    /** Where somebody changed the test meanwhile, it is not kept: the next look tells. */
    private void keep(SyntheticTest test, Deployment live, Drift drift) {
        Drifted next = next(live.drifted(), drift);
        if (next != live.drifted() && live.engine().equals(engine.name()) && !runs(test)) {
            tests.save(test.withDeployment(live.withDrifted(next)));
        }
    }

    /** What was known, where it is the same still. */
    private @Nullable Drifted next(@Nullable Drifted known, Drift drift) {
        if (drift.none()) {
            return null;
        }
        return known != null && known.drift().equals(drift) ? known : new Drifted(clock.instant(), drift, false);
    }

    private boolean runs(SyntheticTest test) {
        Execution newest = executions.newest(List.of(test.id())).get(test.id());
        return newest != null && !newest.state().finished();
    }
}
