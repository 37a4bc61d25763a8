package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.harness.AuthorCode;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Action tests: an action in the test's pack whose entry point is the harness. Thread-safe. */
final class ActionDeployer implements ContentDeployer {

    private final PublishAction publishing;
    private final HelperActions helpers;

    /** @param helpers of the workflow that the test may have been before */
    ActionDeployer(PublishAction publishing, HelperActions helpers) {
        this.publishing = publishing;
        this.helpers = helpers;
    }

    @Override
    public String object() {
        return "action";
    }

    @Override
    public String ref(DeploymentOrder order) {
        return content(order).ref();
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        DeploymentPlan plan = publishing.plan(content(order), order);
        if (plan.blocked()) {
            return plan;
        }
        List<Change> changes = new ArrayList<>(plan.changes());
        changes.addAll(helpers.leaving(order, List.of()));
        return new DeploymentPlan(changes, plan.blockers(), plan.warnings());
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return Optional.of(publishing.intent(content(order), order));
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        Deployment deployment = publishing.publish(content(order), order, List.of(), progress);
        helpers.removeOthers(order, List.of(), progress);
        return deployment;
    }

    private ActionContent content(DeploymentOrder order) {
        CodeShape shape = order.shape();
        String code = order.definition().code();
        if (shape == null || code == null) {
            throw new InvalidInputException("test_code", "its shape is not known");
        }
        return ActionContent.behindHarness(order, shape, code, publishing.serverId());
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        return publishing.inspect(testId, deployment);
    }

    /** The author's text is the file beside the harness. */
    @Override
    public ReadBack readBack(DeploymentOrder carriedOut) {
        CodeShape shape = carriedOut.carriedOut().shape();
        String before = carriedOut.definition().code();
        return shape == null || before == null
                ? ReadBack.not("how its code runs is not known")
                : publishing.readBack(carriedOut, AuthorCode.FILE, text -> AuthorCode.authors(text, before, shape));
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        publishing.remove(testId, deployment, progress);
        helpers.remove(testId, deployment, progress);
    }
}
