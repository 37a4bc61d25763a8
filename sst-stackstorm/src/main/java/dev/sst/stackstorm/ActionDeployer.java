package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.SstException;
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
import java.util.regex.Pattern;

/**
 * Action tests: an action in the test's pack whose entry point is the harness, or, where no file reaches the runners, one whose
 * command is. Thread-safe.
 */
final class ActionDeployer implements ContentDeployer {

    /** What a deployment fails with where files cannot be written, or are not seen; an internal error may be just that. */
    private static final Pattern NO_FILES = Pattern.compile(
            RunnerFiles.NOT_SEEN + "|permission denied|read-only file system|internal server error",
            Pattern.CASE_INSENSITIVE);

    private final PublishAction publishing;
    private final ActionChoice choice;
    private final HelperActions helpers;

    /** @param helpers of the workflow that the test may have been before */
    ActionDeployer(PublishAction publishing, ActionChoice choice, HelperActions helpers) {
        this.publishing = publishing;
        this.choice = choice;
        this.helpers = helpers;
    }

    @Override
    public String object() {
        return "action";
    }

    @Override
    public String ref(DeploymentOrder order) {
        return choice.of(order).content().ref();
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        ActionChoice.Chosen chosen = choice.of(order);
        if (chosen.blocker().isPresent()) {
            return new DeploymentPlan(List.of(), List.of(chosen.blocker().get()), List.of());
        }
        DeploymentPlan plan = publishing.plan(chosen.content(), order);
        if (plan.blocked()) {
            return plan;
        }
        List<Change> changes = new ArrayList<>(plan.changes());
        changes.addAll(helpers.leaving(order, List.of()));
        List<Problem> warnings = new ArrayList<>(plan.warnings());
        chosen.notice().ifPresent(warnings::add);
        return new DeploymentPlan(changes, plan.blockers(), warnings);
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return Optional.of(publishing.intent(choice.of(order).content(), order));
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        ActionChoice.Chosen chosen = choice.of(order);
        chosen.blocker().ifPresent(problem -> {
            throw new InvalidInputException(List.of(problem));
        });
        chosen.notice().map(Problem::message).ifPresent(progress::step);
        Deployment deployment = published(chosen.content(), order, progress);
        helpers.removeOthers(order, List.of(), progress);
        return deployment;
    }

    private Deployment published(ActionContent content, DeploymentOrder order, DeploymentProgress progress) {
        try {
            return publishing.publish(content, order, List.of(), progress);
        } catch (EngineRejectedException e) {
            throw new EngineRejectedException(e.getMessage() + advice(content, order, e), e);
        } catch (EngineOutcomeUnknownException e) {
            throw new EngineOutcomeUnknownException(e.getMessage() + advice(content, order, e), e);
        }
    }

    /** What else there is for a script that failed by its files. */
    private String advice(ActionContent content, DeploymentOrder order, SstException failure) {
        boolean byFiles = choice.mayDoWithoutFiles()
                && order.shape() == CodeShape.SCRIPT
                && !content.files().isEmpty()
                && NO_FILES.matcher(String.valueOf(failure.getMessage())).find();
        return byFiles
                ? ". Where files do not reach the runners, scripts are deployed without any once \"Probe now\" on the"
                        + " page StackStorm has found that"
                : "";
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        return publishing.inspect(testId, deployment);
    }

    /** The author's text is the file beside the harness, or what the command has of it. */
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
