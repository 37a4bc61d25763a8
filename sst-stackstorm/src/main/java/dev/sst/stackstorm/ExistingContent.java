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
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Actions and workflows that a test merely names: looked for, and left as they are. Thread-safe. */
final class ExistingContent implements ContentDeployer {

    private final TestType type;
    private final DeploymentCheck check;
    private final Packs packs;
    private final InstantSource clock;

    ExistingContent(TestType type, DeploymentCheck check, Packs packs, InstantSource clock) {
        this.type = type;
        this.check = check;
        this.packs = packs;
        this.clock = clock;
    }

    @Override
    public String object() {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private String field() {
        return "stackstorm_" + object();
    }

    @Override
    public String ref(DeploymentOrder order) {
        return named(order);
    }

    /** What a test names that has no code of its own. */
    static String named(DeploymentOrder order) {
        String existing = order.definition().existing();
        if (existing == null) {
            throw new IllegalArgumentException("test " + order.testId() + " names no existing content");
        }
        return existing;
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        return plan(order, check.action(ref(order)));
    }

    private DeploymentPlan plan(DeploymentOrder order, Optional<LiveAction> live) {
        var change = new Change(Action.LEAVE, object() + " " + ref(order), "it is only executed");
        List<Problem> blockers = live.map(action -> blockers(order, action))
                .orElseGet(() -> List.of(Problem.of(field(), "StackStorm has no " + object() + " " + ref(order))));
        return new DeploymentPlan(List.of(change), blockers, List.of());
    }

    private List<Problem> blockers(DeploymentOrder order, LiveAction action) {
        List<Problem> blockers = new ArrayList<>();
        if (type == TestType.WORKFLOW && !ExecutionStatus.WORKFLOW_RUNNERS.contains(action.runner())) {
            blockers.add(Problem.of(
                    field(), action.ref() + " is an action of runner " + action.runner() + " and no workflow"));
        }
        if (action.runner().equals(ExecutionStatus.INQUIRER)) {
            blockers.add(Problem.of(field(), action.ref() + ExecutionStatus.NO_TEST));
        }
        if (!action.enabled()) {
            blockers.add(Problem.of(field(), object() + " " + action.ref() + " is disabled in StackStorm"));
        }
        blockers.addAll(check.shownInClear(action, order.definition().parameters()));
        return blockers;
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return Optional.empty();
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        String ref = ref(order);
        Optional<LiveAction> live = check.action(ref);
        DeploymentPlan plan = plan(order, live);
        if (plan.blocked()) {
            throw new InvalidInputException(plan.blockers());
        }
        int dot = ref.indexOf('.');
        return Deployment.builder(ref, type, order.revision(), StackStormEngine.NAME, clock.instant())
                .inputs(live.map(LiveAction::inputs).orElse(List.of()))
                .packVersion(
                        dot < 0 ? null : packs.version(ref.substring(0, dot)).orElse(null))
                .build();
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        String object = object() + " " + deployment.ref();
        Optional<LiveAction> live = check.action(deployment.ref());
        if (live.isEmpty()) {
            return new Drift(List.of(object + " does not exist"));
        }
        return new Drift(live.get().enabled() ? List.of() : List.of(object + " is disabled"));
    }

    @Override
    public ReadBack readBack(DeploymentOrder carriedOut) {
        return ReadBack.not(object() + " " + ref(carriedOut) + " was there before the test and is no part of it");
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        progress.step(object() + " " + deployment.ref() + " was there before and stays");
    }
}
