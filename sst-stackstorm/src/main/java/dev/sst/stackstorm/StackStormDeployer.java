package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.json.JsonObject;
import dev.sst.spi.Deployer;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link Deployer} by data files: a test is an action in its pack, written over the API alone. What is not tagged as ours is
 * never changed or deleted. Content that a test merely names is looked for and left as it is. Thread-safe.
 */
final class StackStormDeployer implements Deployer {

    private static final String CODE_FIELD = "test_code";

    private final DeploymentCheck check;
    private final ActionWrite write;
    private final ActionRemoval removal;
    private final Packs packs;
    private final PackFiles files;
    private final String serverId;
    private final InstantSource clock;

    StackStormDeployer(
            DeploymentCheck check,
            ActionWrite write,
            ActionRemoval removal,
            Packs packs,
            PackFiles files,
            String serverId,
            InstantSource clock) {
        this.check = check;
        this.write = write;
        this.removal = removal;
        this.packs = packs;
        this.files = files;
        this.serverId = serverId;
        this.clock = clock;
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        Optional<Problem> unable = unable(order.definition());
        if (unable.isPresent()) {
            return new DeploymentPlan(List.of(), List.of(unable.get()), List.of());
        }
        String existing = order.definition().existing();
        return existing == null
                ? check.findings(content(order), order).plan()
                : planExisting(existing, order.definition().parameters());
    }

    private static Optional<Problem> unable(TestDefinition definition) {
        if (definition.type() != TestType.ACTION) {
            return Optional.of(Problem.of("test_type", "only tests of type action can be deployed so far"));
        }
        return definition.code() == null && definition.existing() == null
                ? Optional.of(Problem.of(CODE_FIELD, "there is neither code nor a reference to existing content"))
                : Optional.empty();
    }

    private DeploymentPlan planExisting(String ref, JsonObject parameters) {
        var change = new Change(Action.LEAVE, "action " + ref, "it is only executed");
        return new DeploymentPlan(List.of(change), check.existing(ref, parameters), List.of());
    }

    private ActionContent content(DeploymentOrder order) {
        CodeShape shape = order.shape();
        String code = order.definition().code();
        if (shape == null || code == null) {
            throw new InvalidInputException(CODE_FIELD, "its shape is not known");
        }
        return ActionContent.of(order, shape, code, serverId);
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        String existing = order.definition().existing();
        if (unable(order.definition()).isPresent() || existing != null) {
            unblocked(plan(order));
            return named(order, existing == null ? "" : existing);
        }
        ActionContent content = content(order);
        DeploymentCheck.Findings findings = check.findings(content, order);
        unblocked(findings.plan());
        if (findings.plan().changes().stream().anyMatch(StackStormDeployer::writesAction)) {
            written(content, order, findings, progress);
        } else {
            progress.step("action " + content.ref() + " is as it should be");
        }
        if (findings.plan().changes().stream().anyMatch(change -> change.action() == Action.REMOVE)) {
            removeMoved(order, progress);
        }
        return deployment(order, content);
    }

    private static void unblocked(DeploymentPlan plan) {
        if (plan.blocked()) {
            throw new InvalidInputException(plan.blockers());
        }
    }

    private static boolean writesAction(Change change) {
        return change.action() == Action.CREATE || change.action() == Action.CHANGE;
    }

    private void written(
            ActionContent content,
            DeploymentOrder order,
            DeploymentCheck.Findings findings,
            DeploymentProgress progress) {
        if (findings.packKnown()) {
            packs.sweep(content.pack(), progress);
        } else {
            packs.create(content.pack(), Requirements.of(order.definition().metadata()), progress);
        }
        if (content.shape() == CodeShape.ACTION_CLASS) {
            packs.environment(content.pack(), progress);
        }
        write.write(content, findings.live(), progress);
    }

    private void removeMoved(DeploymentOrder order, DeploymentProgress progress) {
        Deployment live = order.live();
        if (live != null) {
            removal.remove(live.ref(), ActionContent.owner(serverId, order.testId()), progress);
        }
    }

    private Deployment deployment(DeploymentOrder order, ActionContent content) {
        return new Deployment(
                order.revision(),
                StackStormEngine.NAME,
                content.ref(),
                content.shape(),
                content.hash(),
                content.deployedFiles(),
                packs.version(content.pack()).orElse(null),
                clock.instant());
    }

    private Deployment named(DeploymentOrder order, String ref) {
        int dot = ref.indexOf('.');
        return new Deployment(
                order.revision(),
                StackStormEngine.NAME,
                ref,
                null,
                "",
                List.of(),
                dot < 0 ? null : packs.version(ref.substring(0, dot)).orElse(null),
                clock.instant());
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        Optional<LiveAction> live = check.action(deployment.ref());
        if (live.isEmpty()) {
            return new Drift(List.of("action " + deployment.ref() + " does not exist"));
        }
        if (deployment.shape() == null) {
            return new Drift(live.get().enabled() ? List.of() : List.of("action " + deployment.ref() + " is disabled"));
        }
        String entryPoint =
                deployment.files().isEmpty() ? "" : deployment.files().get(0).path();
        List<String> differences = new ArrayList<>(
                live.get().differences(ActionContent.owner(serverId, testId), deployment.contentHash(), entryPoint));
        differences.addAll(files.differences(pack(deployment), deployment.files()));
        return new Drift(differences);
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        if (deployment.shape() == null) {
            progress.step("action " + deployment.ref() + " was there before and stays");
            return;
        }
        removal.remove(deployment.ref(), ActionContent.owner(serverId, testId), progress);
    }

    private static String pack(Deployment deployment) {
        return deployment.ref().substring(0, deployment.ref().indexOf('.'));
    }
}
