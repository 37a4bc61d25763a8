package dev.sst;

import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.execution.Execution;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes tests live. Thread-safe. The engine's failures come as its three exceptions. */
public interface Deployments {
    /**
     * What was made live.
     *
     * @param plan what had to be done
     * @param warnings what its author should know
     * @param execution the one that was begun with it; {@code null} when none was
     */
    record Deployed(
            Deployment deployment,
            DeploymentPlan plan,
            List<Problem> warnings,
            @Nullable Execution execution) {
        public Deployed {
            Objects.requireNonNull(deployment, "deployment");
            Objects.requireNonNull(plan, "plan");
            warnings = List.copyOf(warnings);
        }
    }

    /** What deploying the newest revision would do, with every blocker. Writes nothing. */
    DeploymentPlan plan(TestId id, boolean force);

    /**
     * Deploys the newest revision, and returns when it has been read back.
     *
     * @param force in spite of Python that does not parse here
     * @throws InvalidInputException with the blockers; nothing was written
     * @throws ConflictException DEPLOYMENT_IN_PROGRESS while another deployment holds the pack
     */
    Deployed deploy(TestId id, boolean force, DeploymentProgress progress);

    /**
     * Deploys it, and executes it once to see whether what was deployed works: of kind {@code DEPLOY_VERIFICATION}, with the
     * test's own parameters. The execution is stored with the record of the deployment or not at all, so a process that dies
     * leaves both or neither, and whatever node works on executions carries it out. Where only what was deployed says that it
     * cannot be executed, it is live all the same, and a warning tells why there is no execution.
     *
     * @param context who asks and why; kept with the execution
     * @throws ConflictException also DISABLED; nothing was written
     * @throws InvalidInputException also when the test declares a parameter that has no value; nothing was written
     */
    Deployed deployAndExecute(TestId id, boolean force, JsonObject context, DeploymentProgress progress);

    /** Takes it away again; nothing live is no error. */
    void undeploy(TestId id, DeploymentProgress progress);

    /**
     * What differs from what we wrote; empty when nothing is live. It is kept with the deployment
     * ({@link Deployment#drifted}), but not while an execution of the test goes on, which may change what is live for its time.
     */
    Optional<Drift> inspect(TestId id);

    /**
     * What somebody edited at the engine, as the test would say it: what {@link Tests#adopt} would store. Nothing is stored. What
     * cannot be read whole, and what would be no news, has obstacles.
     *
     * @throws ConflictException NOT_DEPLOYED when nothing is live on this engine
     */
    ReadBack readBack(TestId id);

    /**
     * Says that what was found to differ may be so, until something else does. Nothing that differs any more is no error.
     *
     * @param seen what whoever says so has seen to differ
     * @throws ConflictException OVERTAKEN when something else was found by now
     */
    void ignoreDrift(TestId id, Drift seen);
}
