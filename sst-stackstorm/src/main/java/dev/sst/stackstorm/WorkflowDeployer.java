package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.SstException;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Workflow tests: an action of runner orquesta in the test's pack whose entry point is the author's text. StackStorm inspects
 * it before anything is written, because it takes any text for a workflow and finds out at the first run; with helper actions
 * once more when these are there, because it knows what they take only then. Thread-safe.
 */
final class WorkflowDeployer implements ContentDeployer {

    private final PublishAction publishing;
    private final WorkflowInspection inspection;
    private final HelperActions helpers;

    WorkflowDeployer(PublishAction publishing, WorkflowInspection inspection, HelperActions helpers) {
        this.publishing = publishing;
        this.inspection = inspection;
        this.helpers = helpers;
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
        List<DeploymentPlan> beside = helpers.plans(content.helpers(), order);
        List<Problem> blockers = new ArrayList<>(blockers(order, content, document.get(), beside));
        List<DeploymentPlan> plans = new ArrayList<>(beside);
        plans.add(publishing.plan(content.action(), order));
        List<Problem> warnings = new ArrayList<>(all(plans, DeploymentPlan::warnings));
        warnings.addAll(content.warnings(order.definition().parameters()));
        blockers.addAll(all(plans, DeploymentPlan::blockers));
        List<Change> changes = new ArrayList<>(all(plans, DeploymentPlan::changes));
        if (blockers.isEmpty()) {
            changes.addAll(helpers.leaving(order, content.helpers()));
        }
        return new DeploymentPlan(changes, blockers, warnings);
    }

    /** What each of them says, once: they share their pack. */
    private static <T> List<T> all(List<DeploymentPlan> plans, Function<DeploymentPlan, List<T>> of) {
        return plans.stream()
                .flatMap(plan -> of.apply(plan).stream())
                .distinct()
                .toList();
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

    /** Without what StackStorm has against calls of helpers that are not there yet, or not as they will be. */
    private List<Problem> blockers(
            DeploymentOrder order, WorkflowContent content, CodeDocument document, List<DeploymentPlan> beside) {
        List<Problem> blockers =
                new ArrayList<>(content.blockers(order.definition().parameters()));
        Set<String> unlike = HelperActions.unlike(content.helpers(), beside);
        inspection.problems(content.text(), document).stream()
                .filter(problem ->
                        unlike.stream().noneMatch(ref -> problem.message().contains('"' + ref + '"')))
                .forEach(blockers::add);
        return blockers;
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return Optional.ofNullable(order.document()).map(document -> {
            WorkflowContent content = content(order, document);
            return HelperActions.with(content.helpers(), publishing.intent(content.action(), order));
        });
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        CodeDocument document = order.document();
        if (document == null) {
            throw new InvalidInputException(List.of(unread()));
        }
        WorkflowContent content = content(order, document);
        progress.step("having StackStorm inspect the workflow");
        refuse(blockers(order, content, document, helpers.plans(content.helpers(), order)));
        HelperActions.Progress beside = helpers.write(content.helpers(), order, progress);
        Deployment deployment;
        try {
            if (!beside.none()) {
                progress.step("having StackStorm inspect the workflow with its helper actions");
                refuse(inspection.problems(content.text(), document));
            }
            deployment = publishing.publish(content.action(), order, content.inputs(), progress);
        } catch (SstException e) {
            throw beside.takenBack(e);
        }
        helpers.removeOthers(order, content.helpers(), progress);
        return HelperActions.with(content.helpers(), deployment);
    }

    private static void refuse(List<Problem> blockers) {
        if (!blockers.isEmpty()) {
            throw new InvalidInputException(blockers);
        }
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        List<String> differences =
                new ArrayList<>(publishing.inspect(testId, deployment).differences());
        differences.addAll(helpers.differences(testId, deployment));
        return new Drift(differences);
    }

    @Override
    public ReadBack readBack(DeploymentOrder carriedOut) {
        List<String> beside = helpers.differences(carriedOut.testId(), carriedOut.carriedOut());
        return beside.isEmpty()
                ? publishing.readBack(
                        carriedOut, WorkflowContent.FILE, text -> HelperContent.authored(text, carriedOut))
                : ReadBack.not(beside);
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        publishing.remove(testId, deployment, progress);
        helpers.remove(testId, deployment, progress);
    }
}
