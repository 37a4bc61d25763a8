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

/** Sensors that a test merely names: looked for, watched, and left as they are. Thread-safe. */
final class ExistingSensors implements ContentDeployer {

    private static final String FIELD = "stackstorm_sensor";

    private final Sensors sensors;
    private final InstantSource clock;

    ExistingSensors(Sensors sensors, InstantSource clock) {
        this.sensors = sensors;
        this.clock = clock;
    }

    @Override
    public String object() {
        return "sensor";
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
        var change = new Change(Action.LEAVE, object() + " " + ref, "it is only watched");
        Optional<LiveSensor> live = sensors.sensor(ref);
        List<Problem> blockers =
                live.isPresent() ? List.of() : List.of(Problem.of(FIELD, "StackStorm has no sensor " + ref));
        List<Problem> warnings = live.filter(sensor -> !sensor.enabled()).isPresent()
                ? List.of(Problem.of(FIELD, "sensor " + ref + " is disabled in StackStorm: it dispatches nothing"))
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
                TestType.SENSOR,
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
        Optional<LiveSensor> live = sensors.sensor(deployment.ref());
        if (live.isEmpty()) {
            return new Drift(List.of("sensor " + deployment.ref() + " does not exist"));
        }
        return new Drift(live.get().enabled() ? List.of() : List.of("sensor " + deployment.ref() + " is disabled"));
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        progress.step("sensor " + deployment.ref() + " was there before and stays");
    }
}
