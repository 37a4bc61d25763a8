package dev.sst.deployment;

import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One revision to be made live.
 *
 * @param shape how its code runs; {@code null} for anything but an action's code
 * @param document what its code says of itself; {@code null} for an action, for existing content, and when it could not be read
 * @param live what is live of this test now, by our record; {@code null} when nothing is
 */
public record DeploymentOrder(
        TestId testId,
        int revision,
        TestDefinition definition,
        @Nullable CodeShape shape,
        @Nullable CodeDocument document,
        @Nullable Deployment live) {
    public DeploymentOrder {
        Objects.requireNonNull(testId, "testId");
        Objects.requireNonNull(definition, "definition");
    }

    /** Of a test whose code, if any, is an action's. */
    public DeploymentOrder(
            TestId testId,
            int revision,
            TestDefinition definition,
            @Nullable CodeShape shape,
            @Nullable Deployment live) {
        this(testId, revision, definition, shape, null, live);
    }

    /**
     * What it led to.
     *
     * @throws IllegalStateException when nothing is live
     */
    public Deployment carriedOut() {
        if (live == null) {
            throw new IllegalStateException("nothing of test " + testId + " is live");
        }
        return live;
    }
}
