package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.test.TestId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Action tests by data files: a test is an action in its pack, whose entry point is the harness. Thread-safe.
 */
final class ActionDeployer implements ContentDeployer {

    private final DeploymentCheck check;
    private final ActionWrite write;
    private final ActionRemoval removal;
    private final Packs packs;
    private final PackFiles files;
    private final String serverId;
    private final InstantSource clock;

    ActionDeployer(
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
    public String object() {
        return "action";
    }

    @Override
    public String ref(DeploymentOrder order) {
        return content(order).ref();
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        return check.findings(content(order), order).plan();
    }

    private ActionContent content(DeploymentOrder order) {
        CodeShape shape = order.shape();
        String code = order.definition().code();
        if (shape == null || code == null) {
            throw new InvalidInputException("test_code", "its shape is not known");
        }
        return ActionContent.of(order, shape, code, serverId);
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        ActionContent content = content(order);
        DeploymentCheck.Findings findings = check.findings(content, order);
        if (findings.plan().blocked()) {
            throw new InvalidInputException(findings.plan().blockers());
        }
        if (findings.plan().nothingToDo()) {
            progress.step("action " + content.ref() + " is as it should be");
        } else {
            written(content, order, findings, progress);
        }
        return deployment(order, content);
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

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        Optional<LiveAction> live = check.action(deployment.ref());
        if (live.isEmpty()) {
            return new Drift(List.of("action " + deployment.ref() + " does not exist"));
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
        removal.remove(deployment.ref(), ActionContent.owner(serverId, testId), progress);
    }

    private static String pack(Deployment deployment) {
        return deployment.ref().substring(0, deployment.ref().indexOf('.'));
    }
}
