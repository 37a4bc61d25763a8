package dev.sst.core.execution;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionState;
import dev.sst.spi.Claim;
import dev.sst.spi.TestStore;
import dev.sst.test.RunSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds, for executions just claimed, what has to be known to go on with them. */
final class HoldClaims {
    /** The reference of a deployment that is gone: the run it started is still followed. */
    private static final String GONE = "";

    private final TestStore tests;

    private final String engine;

    HoldClaims(TestStore tests, String engine) {
        this.tests = tests;
        this.engine = engine;
    }

    /**
     * Each claim with its settings. A run under way is judged by the revision it started with; one to be started runs what is
     * live now, and when nothing is, it is not {@link #live}.
     */
    List<Held> hold(List<Claim> claims, Instant now) {
        if (claims.isEmpty()) {
            return List.of();
        }
        Map<TestId, RunSettings> live = tests.runSettings(
                claims.stream().map(claim -> claim.execution().testId()).collect(Collectors.toSet()));
        Map<String, RunSettings> older = new HashMap<>();
        List<Held> held = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            held.add(new Held(claim.execution(), settings(claim.execution(), live, older), phase(claim), now));
        }
        return held;
    }

    /** Whether there is anything to start. */
    boolean live(Held held) {
        return here(held) && !held.settings.deployment().ref().equals(GONE);
    }

    /** Whether it belongs to the engine of this node. */
    boolean here(Held held) {
        return held.settings.deployment().engine().equals(engine);
    }

    private static Held.Phase phase(Claim claim) {
        if (claim.fresh()) {
            return Held.Phase.READY;
        }
        return claim.execution()
                        .lastAttempt()
                        .flatMap(attempt -> attempt.engineExecution())
                        .isPresent()
                ? Held.Phase.FOLLOWED
                : Held.Phase.UNCERTAIN;
    }

    private RunSettings settings(Execution execution, Map<TestId, RunSettings> live, Map<String, RunSettings> older) {
        RunSettings current = live.get(execution.testId());
        boolean startsNow = execution.state() == ExecutionState.STARTING;
        if (current != null && (startsNow || current.deployment().revision() == execution.revision())) {
            return current;
        }
        return older.computeIfAbsent(
                execution.testId() + "/" + execution.revision(), key -> asItWas(execution, current));
    }

    private RunSettings asItWas(Execution execution, @Nullable RunSettings current) {
        TestDefinition definition = tests.revision(execution.testId(), execution.revision())
                .orElseThrow(() -> new IllegalStateException(
                        "no revision " + execution.revision() + " of the test of " + execution))
                .definition();
        return RunSettings.of(
                execution.testId(), definition, current == null ? gone(execution, definition) : current.deployment());
    }

    private Deployment gone(Execution execution, TestDefinition definition) {
        boolean behindHarness = definition.type() == TestType.ACTION && definition.code() != null;
        return Deployment.builder(GONE, definition.type(), execution.revision(), engine, execution.createdAt())
                .shape(behindHarness ? CodeShape.SCRIPT : null)
                .build();
    }
}
