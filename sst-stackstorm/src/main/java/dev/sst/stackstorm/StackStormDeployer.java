package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.spi.Deployer;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Deployer} over the API alone: each type of test is made live by its own {@link ContentDeployer}, content that a test
 * merely names is looked for and left as it is. What is live of a test and is not what is wanted any more goes once the new
 * content is there. What is not tagged as ours is never changed or deleted. Thread-safe.
 */
final class StackStormDeployer implements Deployer {

    private final Map<TestType, ContentDeployer> written;
    private final Map<TestType, ContentDeployer> existing;

    /**
     * @param written by whom the content of each type is written
     * @param existing by whom existing content of each type is named
     */
    StackStormDeployer(Map<TestType, ContentDeployer> written, Map<TestType, ContentDeployer> existing) {
        this.written = Map.copyOf(written);
        this.existing = Map.copyOf(existing);
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        Optional<Problem> unable = unable(order.definition());
        if (unable.isPresent()) {
            return new DeploymentPlan(List.of(), List.of(unable.get()), List.of());
        }
        DeploymentPlan plan = deployer(order).plan(order);
        List<Change> changes = new ArrayList<>(plan.changes());
        leftBehind(order, deployer(order).ref(order))
                .map(live -> new Change(
                        Action.REMOVE,
                        deployer(live).object() + " " + live.ref(),
                        "it is not what the test is any more"))
                .ifPresent(changes::add);
        return new DeploymentPlan(changes, plan.blockers(), plan.warnings());
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return deployer(order).intent(order);
    }

    private static Optional<Problem> unable(TestDefinition definition) {
        return definition.code() == null && definition.existing() == null
                ? Optional.of(Problem.of("test_code", "there is neither code nor a reference to existing content"))
                : Optional.empty();
    }

    private Map<TestType, ContentDeployer> deployers(TestDefinition definition) {
        return definition.existing() == null ? written : existing;
    }

    private ContentDeployer deployer(DeploymentOrder order) {
        return of(deployers(order.definition()), order.definition().type());
    }

    private ContentDeployer deployer(Deployment live) {
        return of(live.ours() ? written : existing, live.type());
    }

    private static ContentDeployer of(Map<TestType, ContentDeployer> deployers, TestType type) {
        ContentDeployer deployer = deployers.get(type);
        if (deployer == null) {
            throw new IllegalStateException("nobody deploys tests of type " + type);
        }
        return deployer;
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        unable(order.definition()).ifPresent(problem -> {
            throw new InvalidInputException(List.of(problem));
        });
        Deployment deployment = deployer(order).deploy(order, progress);
        leftBehind(order, deployment.ref()).ifPresent(live -> deployer(live).undeploy(order.testId(), live, progress));
        return deployment;
    }

    /** What is live of the test, ours, and not what will be. */
    private static Optional<Deployment> leftBehind(DeploymentOrder order, String ref) {
        return Optional.ofNullable(order.live())
                .filter(Deployment::ours)
                .filter(live -> !live.ref().equals(ref));
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        return deployer(deployment).inspect(testId, deployment);
    }

    @Override
    public ReadBack readBack(DeploymentOrder carriedOut) {
        return deployer(carriedOut.carriedOut()).readBack(carriedOut);
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        deployer(deployment).undeploy(testId, deployment, progress);
    }
}
