package dev.sst.deployment;

import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One revision to be made live.
 *
 * @param shape how its code runs; {@code null} when the definition names existing content
 * @param live what is live of this test now, by our record; {@code null} when nothing is
 */
public record DeploymentOrder(
        TestId testId,
        int revision,
        TestDefinition definition,
        @Nullable CodeShape shape,
        @Nullable Deployment live) {
    public DeploymentOrder {
        Objects.requireNonNull(testId, "testId");
        Objects.requireNonNull(definition, "definition");
    }
}
