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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Rules and sensors that a test merely names: looked for, watched, and left as they are. Thread-safe. */
final class ExistingWatched implements ContentDeployer {

    private final TestType type;
    private final Function<String, Optional<Boolean>> enabled;
    private final String use;
    private final String disabled;
    private final InstantSource clock;

    /**
     * @param enabled whether that one is; empty when StackStorm has none of that name
     * @param use what is done with it
     * @param disabled what one that is disabled does not do
     */
    private ExistingWatched(
            TestType type,
            Function<String, Optional<Boolean>> enabled,
            String use,
            String disabled,
            InstantSource clock) {
        this.type = type;
        this.enabled = enabled;
        this.use = use;
        this.disabled = disabled;
        this.clock = clock;
    }

    static ExistingWatched rules(Rules rules, InstantSource clock) {
        return new ExistingWatched(
                TestType.RULE,
                ref -> rules.rule(ref).map(LiveRule::enabled),
                "it is only made to fire",
                "it does not fire",
                clock);
    }

    static ExistingWatched sensors(Sensors sensors, InstantSource clock) {
        return new ExistingWatched(
                TestType.SENSOR,
                ref -> sensors.sensor(ref).map(LiveSensor::enabled),
                "it is only watched",
                "it dispatches nothing",
                clock);
    }

    @Override
    public String object() {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String ref(DeploymentOrder order) {
        return ExistingContent.named(order);
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        return plan(order, enabled.apply(ref(order)));
    }

    private DeploymentPlan plan(DeploymentOrder order, Optional<Boolean> live) {
        String field = "stackstorm_" + object();
        String named = object() + " " + ref(order);
        var change = new Change(Action.LEAVE, named, use);
        List<Problem> blockers =
                live.isPresent() ? List.of() : List.of(Problem.of(field, "StackStorm has no " + named));
        List<Problem> warnings = live.filter(on -> !on).isPresent()
                ? List.of(Problem.of(field, named + " is disabled in StackStorm: " + disabled))
                : List.of();
        return new DeploymentPlan(List.of(change), blockers, warnings);
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return Optional.empty();
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        Optional<Boolean> live = enabled.apply(ref(order));
        DeploymentPlan plan = plan(order, live);
        if (plan.blocked()) {
            throw new InvalidInputException(plan.blockers());
        }
        return Deployment.builder(ref(order), type, order.revision(), StackStormEngine.NAME, clock.instant())
                .disabledThen(live.filter(on -> !on).isPresent())
                .build();
    }

    /** One that was disabled when it was deployed has not changed while it is. */
    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        String named = object() + " " + deployment.ref();
        return new Drift(enabled.apply(deployment.ref())
                .map(on -> on != deployment.disabledThen()
                        ? List.<String>of()
                        : List.of(named + (on ? " was enabled" : " is disabled")))
                .orElseGet(() -> List.of(named + " does not exist")));
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
