package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OldStackStormTest extends EngineScene {

    @BeforeEach
    void content() {
        stackStorm.addPack(Orders.PACK);
        stackStorm.addAction("core.noop", "noop");
    }

    @ParameterizedTest
    @EnumSource
    void beforeThreeSixNothingIsDeployed(TestType type) {
        stackStorm.version("3.5.0");
        DeploymentOrder order = order(type);

        assertThat(engine.deployer().plan(order).blockers())
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains("StackStorm 3.5 is older than 3.6"));
        assertThatThrownBy(() -> engine.deployer().deploy(order, DeploymentProgress.SILENT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("older than 3.6");

        assertThat(stackStorm.requests().writes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void beforeThreeEightIsAWarning(TestType type) {
        stackStorm.version("3.7.0");
        DeploymentPlan old = engine.deployer().plan(order(type));
        assertThat(old.warnings())
                .extracting(Problem::message)
                .contains("StackStorm 3.7 has known holes; 3.8 closes them");
        assertThat(old.blockers()).extracting(Problem::message).noneMatch(message -> message.contains("3.7"));

        stackStorm.version("3.10dev-abc");
        assertThat(engine.deployer().plan(order(type)).warnings())
                .extracting(Problem::message)
                .noneMatch(message -> message.contains("known holes"));
    }

    private static DeploymentOrder order(TestType type) {
        return switch (type) {
            case ACTION -> Orders.script("print(1)\n");
            case SENSOR -> SensorDeployments.order("class DiskSensor: pass\n");
            case WORKFLOW -> document(type, "{'version': 1.0, 'tasks': {'one': {'action': 'core.noop'}}}");
            case RULE -> document(type, "{'trigger': {'type': 'p.event'}, 'action': {'ref': 'core.noop'}}");
        };
    }

    private static DeploymentOrder document(TestType type, String content) {
        TestDefinition definition =
                TestDefinition.builder("Of its time", type).code("...").build();
        return new DeploymentOrder(
                Orders.TEST, 1, definition, null, new CodeDocument(RuleWorld.json(content), Map.of()), null);
    }
}
