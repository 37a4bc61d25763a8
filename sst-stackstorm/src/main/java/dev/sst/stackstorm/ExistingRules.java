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
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Rules that a test merely names: looked for, made to fire, and left as they are. Thread-safe. */
final class ExistingRules implements ContentDeployer {

    private final Rules rules;
    private final InstantSource clock;

    ExistingRules(Rules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public String object() {
        return "rule";
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
        var change = new Change(Action.LEAVE, object() + " " + ref, "it is only made to fire");
        Optional<LiveRule> live = rules.rule(ref);
        List<Problem> blockers =
                live.isPresent() ? List.of() : List.of(Problem.of("stackstorm_rule", "StackStorm has no rule " + ref));
        List<Problem> warnings = live.filter(rule -> !rule.enabled()).isPresent()
                ? List.of(Problem.of("stackstorm_rule", "rule " + ref + " is disabled in StackStorm: it does not fire"))
                : List.of();
        return new DeploymentPlan(List.of(change), blockers, warnings);
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        DeploymentPlan plan = plan(order);
        if (plan.blocked()) {
            throw new InvalidInputException(plan.blockers());
        }
        return new Deployment(
                order.revision(),
                StackStormEngine.NAME,
                TestType.RULE,
                ref(order),
                null,
                "",
                List.of(),
                List.of(),
                List.of(),
                null,
                clock.instant());
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        Optional<LiveRule> live = rules.rule(deployment.ref());
        if (live.isEmpty()) {
            return new Drift(List.of("rule " + deployment.ref() + " does not exist"));
        }
        return new Drift(live.get().enabled() ? List.of() : List.of("rule " + deployment.ref() + " is disabled"));
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        progress.step("rule " + deployment.ref() + " was there before and stays");
    }
}
