package dev.sst.test;

import dev.sst.deployment.Deployment;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has to know to run and judge a test's live revision: the definition without its code, and the deployment.
 * Small, so that ten thousand running executions fit in memory.
 */
public record RunSettings(
        TestId testId,
        String testName,
        TestType type,
        JsonObject parameters,
        @Nullable JsonValue expectation,
        Duration timeout,
        RetryPolicy retries,
        JsonObject metadata,
        Deployment deployment) {
    public RunSettings {
        Objects.requireNonNull(testId, "testId");
        Objects.requireNonNull(testName, "testName");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(deployment, "deployment");
    }

    /** The settings of that definition under that deployment. */
    public static RunSettings of(TestId id, TestDefinition definition, Deployment deployment) {
        return new RunSettings(
                id,
                definition.name(),
                definition.type(),
                definition.parameters(),
                definition.expectation(),
                definition.timeout(),
                definition.retries(),
                definition.metadata(),
                deployment);
    }

    @Override
    public String toString() {
        return "RunSettings[" + testId + ", revision " + deployment.revision() + "]";
    }
}
