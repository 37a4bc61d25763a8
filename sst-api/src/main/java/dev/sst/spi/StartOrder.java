package dev.sst.spi;

import dev.sst.deployment.Deployment;
import dev.sst.execution.ExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * One run to be started.
 *
 * @param key our name of it; goes along as trace tag
 * @param nonce what the harness repeats in its report
 * @param deployment what to run
 * @param parameters all values, defaults resolved
 * @param secrets the names of those that must be shown nowhere
 * @param timeout our deadline, kept by the harness where there is one
 * @param metadata the test's metadata
 */
public record StartOrder(
        String key,
        String nonce,
        TestId testId,
        ExecutionId executionId,
        int attempt,
        Deployment deployment,
        JsonObject parameters,
        Set<String> secrets,
        Duration timeout,
        JsonObject metadata) {
    public StartOrder {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(testId, "testId");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(metadata, "metadata");
        secrets = Set.copyOf(secrets);
    }

    /** Without values and nonce. */
    @Override
    public String toString() {
        return "StartOrder[" + key + ", " + deployment.ref() + "]";
    }
}
