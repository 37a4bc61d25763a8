package dev.sst.spi;

import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.test.TestId;
import java.util.Optional;

/**
 * Makes revisions live. Thread-safe; the caller keeps two deployments to one pack from running at once. All methods throw
 * {@link dev.sst.EngineUnavailableException}, {@link dev.sst.EngineRejectedException} or
 * {@link dev.sst.EngineOutcomeUnknownException}.
 */
public interface Deployer {
    /** What would be done. Writes nothing. */
    DeploymentPlan plan(DeploymentOrder order);

    /**
     * What {@link #deploy} of that order may leave behind when it does not return: as much as {@link #undeploy} needs to take
     * it away. Empty when nothing is written. Writes nothing itself; may ask the engine what it has.
     */
    Optional<Deployment> intent(DeploymentOrder order);

    /**
     * Writes, reads back, compares, and returns what is live. Twice the same is no write at all. On failure what this call
     * created is undone and what it changed is restored; what could not be undone is said in the exception.
     *
     * @throws dev.sst.InvalidInputException when the plan is blocked; nothing was written
     */
    Deployment deploy(DeploymentOrder order, DeploymentProgress progress);

    /** Compares what is there with what we wrote. */
    Drift inspect(TestId testId, Deployment deployment);

    /**
     * What is live, as the test's author would have to write it: for somebody who edited it there and wants to keep that. What
     * does not exist, is switched off, is not ours, or was changed in anything but what the author wrote is an obstacle. Writes
     * nothing.
     *
     * @param carriedOut the order that led to what is live, which is its {@code live}; its document may be {@code null} for
     *     an action or a sensor
     */
    ReadBack readBack(DeploymentOrder carriedOut);

    /** Takes away what we wrote; what is gone already counts as taken away. Never touches what is not ours. */
    void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress);
}
