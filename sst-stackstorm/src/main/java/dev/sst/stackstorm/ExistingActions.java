package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.test.TestId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Actions that a test merely names: looked for, and left as they are. Thread-safe. */
final class ExistingActions implements ContentDeployer {

    private final DeploymentCheck check;
    private final Packs packs;
    private final InstantSource clock;

    ExistingActions(DeploymentCheck check, Packs packs, InstantSource clock) {
        this.check = check;
        this.packs = packs;
        this.clock = clock;
    }

    @Override
    public String object() {
        return "action";
    }

    @Override
    public String ref(DeploymentOrder order) {
        String existing = order.definition().existing();
        if (existing == null) {
            throw new IllegalArgumentException("test " + order.testId() + " names no existing content");
        }
        return existing;
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        String ref = ref(order);
        var change = new Change(Action.LEAVE, object() + " " + ref, "it is only executed");
        return new DeploymentPlan(
                List.of(change), check.existing(ref, order.definition().parameters()), List.of());
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        DeploymentPlan plan = plan(order);
        if (plan.blocked()) {
            throw new InvalidInputException(plan.blockers());
        }
        String ref = ref(order);
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
        return new Drift(live.get().enabled() ? List.of() : List.of("action " + deployment.ref() + " is disabled"));
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        progress.step("action " + deployment.ref() + " was there before and stays");
    }
}
