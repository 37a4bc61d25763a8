package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Workflow tests: an action of runner orquesta in the test's pack whose entry point is the author's text. StackStorm inspects
 * it before anything is written, because it takes any text for a workflow and finds out at the first run. Thread-safe.
 */
final class WorkflowDeployer implements ContentDeployer {

    private final PublishAction publishing;
    private final WorkflowInspection inspection;

    WorkflowDeployer(PublishAction publishing, WorkflowInspection inspection) {
        this.publishing = publishing;
        this.inspection = inspection;
    }

    @Override
    public String object() {
        return "workflow";
    }

    @Override
    public String ref(DeploymentOrder order) {
        return ActionContent.ref(order);
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        Optional<CodeDocument> document = Optional.ofNullable(order.document());
        if (document.isEmpty()) {
            return new DeploymentPlan(List.of(), List.of(unread()), List.of());
        }
        WorkflowContent content = content(order, document.get());
        DeploymentPlan plan = publishing.plan(content.action(), order);
        List<Problem> blockers = new ArrayList<>(blockers(order, content, document.get()));
        blockers.addAll(plan.blockers());
        List<Problem> warnings = new ArrayList<>(plan.warnings());
        warnings.addAll(content.warnings(order.definition().parameters()));
        return new DeploymentPlan(plan.changes(), blockers, warnings);
    }

    private static Problem unread() {
        return Problem.of("test_code", "what the workflow takes as input is not known, because its YAML was not read");
    }

    private WorkflowContent content(DeploymentOrder order, CodeDocument document) {
        return WorkflowContent.of(order, code(order), document, publishing.serverId());
    }

    private static String code(DeploymentOrder order) {
        String code = order.definition().code();
        if (code == null) {
            throw new IllegalArgumentException("test " + order.testId() + " has no code");
        }
        return code;
    }

    private List<Problem> blockers(DeploymentOrder order, WorkflowContent content, CodeDocument document) {
        List<Problem> blockers =
                new ArrayList<>(content.blockers(order.definition().parameters()));
        blockers.addAll(inspection.problems(code(order), document));
        return blockers;
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        CodeDocument document = order.document();
        if (document == null) {
            throw new InvalidInputException(List.of(unread()));
        }
        WorkflowContent content = content(order, document);
        progress.step("having StackStorm inspect the workflow");
        List<Problem> blockers = blockers(order, content, document);
        if (!blockers.isEmpty()) {
            throw new InvalidInputException(blockers);
        }
        return publishing.publish(content.action(), order, content.inputs(), progress);
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        return publishing.inspect(testId, deployment);
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        publishing.remove(testId, deployment, progress);
    }
}
