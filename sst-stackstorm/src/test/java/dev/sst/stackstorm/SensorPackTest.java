package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.InvalidInputException;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonBoolean;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Into which pack a sensor may go, and what may go into its pack. */
final class SensorPackTest extends SensorDeployments {

    @Test
    void aPackOfSomebodyElseIsABlocker() {
        stackStorm.addPack(PACK);

        assertThat(blockers(order(CODE)))
                .containsExactly(
                        "pack " + PACK + " exists and was not made for this sensor: give the sensor a pack of its own");
        assertThatThrownBy(() -> deploy(order(CODE))).isInstanceOf(InvalidInputException.class);
        assertThat(runs()).isEmpty();
    }

    @Test
    void aPackOfAnotherSensorIsABlockerForSensorsActionsAndWorkflows() {
        deploy(order(CODE));
        DeploymentOrder other = new DeploymentOrder(
                new TestId("other"), 1, definition(CODE, METADATA), null, CodeDocument.sensor("A", true), null);
        TestDefinition action = TestDefinition.builder("x", TestType.ACTION)
                .pack(PACK)
                .code("print(1)")
                .build();

        assertThat(blockers(other))
                .singleElement()
                .asString()
                .contains("belongs to the sensor of test 01J8Z4QK7M", "a pack of its own");
        assertThat(blockers(new DeploymentOrder(new TestId("other"), 1, action, CodeShape.SCRIPT, null)))
                .singleElement()
                .asString()
                .contains("belongs to the sensor of test 01J8Z4QK7M", "choose another pack");
    }

    @Test
    void whatElseIsInThePackIsABlockerAndKeepsItWhenTheSensorGoes() {
        Deployment deployment = deploy(order(CODE));
        stackStorm.putAction(RuleWorld.json("{'ref': '%s.mine', 'pack': '%s'}".formatted(PACK, PACK)));

        assertThat(blockers(order(CODE + "x = 1\n"))).singleElement().asString().contains("action " + PACK + ".mine");
        deployer.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);

        assertThat(runs()).containsExactly("packs.install");
        assertThat(stackStorm.sensor(REF).orElseThrow().get("enabled")).contains(JsonBoolean.FALSE);
    }

    @Test
    void aPackOnTheDiskThatNobodyRegisteredIsNotReplacedUnlessItIsOurs() {
        stackStorm.addUnregisteredPack(PACK);

        assertThatThrownBy(() -> deploy(order(CODE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("was not made for this sensor");
        assertThat(runs()).isEmpty();
    }

    /** Installing makes the virtual environment before it registers; registering alone would start nothing, for good. */
    @Test
    void filesOfOursWithoutAVirtualEnvironmentAreInstalledBeforeTheSensorIsRegistered() {
        stackStorm.addUnregisteredPack(PACK);
        stackStorm.putFile(PACK, "pack.yaml", LivePack.yaml(PACK, "1.0.0", LivePack.keywords("server-1", Orders.TEST)));

        deploy(order(CODE));

        assertThat(stackStorm.requests().latest())
                .filteredOn(request -> request.path().equals("/v1/packs/register"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("\"types\":[\"config\"]"));
        assertThat(runs()).containsExactly("packs.install");
        assertThat(stackStorm.sensor(REF)).isPresent();
    }

    @Test
    void thePackThatOthersLandInIsNoPackForASensor() {
        for (String pack : List.of("default", "core", TestDefinition.DEFAULT_PACK)) {
            TestDefinition definition =
                    definition(CODE, METADATA).toBuilder().pack(pack).build();
            DeploymentOrder order = new DeploymentOrder(
                    Orders.TEST, 1, definition, null, CodeDocument.sensor("DiskSensor", true), null);

            assertThat(blockers(order)).singleElement().asString().contains("a pack of its own");
        }
    }
}
