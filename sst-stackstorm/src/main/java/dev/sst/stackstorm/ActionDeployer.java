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
import org.jspecify.annotations.Nullable;

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
    private final DatabaseOnly databaseOnly;
    private final HelperActions helpers;

    /** @param helpers of the workflow that the test may have been before */
    ActionDeployer(PublishAction publishing, DatabaseOnly databaseOnly, HelperActions helpers) {
        this.publishing = publishing;
        this.databaseOnly = databaseOnly;
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
        Optional<Problem> refusal = databaseOnly.refusal(order, code(order));
        if (refusal.isPresent()) {
            return new DeploymentPlan(List.of(), List.of(refusal.get()), List.of());
        }
        ActionContent content = content(order);
        DeploymentPlan plan = publishing.plan(content, order);
        if (plan.blocked()) {
            return plan;
        }
        List<Change> changes = new ArrayList<>(plan.changes());
        changes.addAll(helpers.leaving(order, List.of()));
        List<Problem> warnings = new ArrayList<>(plan.warnings());
        if (databaseOnly.takes(order)) {
            warnings.add(databaseOnly.notice(order, content));
        }
        return new DeploymentPlan(changes, plan.blockers(), warnings);
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return Optional.of(publishing.intent(content(order), order));
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        databaseOnly.refusal(order, code(order)).ifPresent(problem -> {
            throw new InvalidInputException(List.of(problem));
        });
        ActionContent content = content(order);
        if (databaseOnly.takes(order)) {
            progress.step(databaseOnly.notice(order, content).message());
        }
        Deployment deployment = published(content, order, progress);
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
    private static String advice(ActionContent content, DeploymentOrder order, SstException failure) {
        boolean byFiles = order.shape() == CodeShape.SCRIPT
                && !content.files().isEmpty()
                && NO_FILES.matcher(String.valueOf(failure.getMessage())).find();
        return byFiles
                ? ". Where files do not reach the runners, scripts are deployed without any once \"Probe now\" on the"
                        + " page StackStorm has found that"
                : "";
    }

    private ActionContent content(DeploymentOrder order) {
        return databaseOnly.takes(order)
                ? databaseOnly.content(order, code(order))
                : ActionContent.behindHarness(order, shape(order), code(order), publishing.serverId());
    }

    private static String code(DeploymentOrder order) {
        return known(order.definition().code());
    }

    private static CodeShape shape(DeploymentOrder order) {
        return known(order.shape());
    }

    private static <T> T known(@Nullable T part) {
        if (part == null) {
            throw new InvalidInputException("test_code", "its shape is not known");
        }
        return part;
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
