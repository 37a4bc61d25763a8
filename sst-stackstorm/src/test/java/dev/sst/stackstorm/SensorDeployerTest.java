package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.Written;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.Behaviour;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import org.junit.jupiter.api.Test;

final class SensorDeployerTest extends SensorDeployments {

    @Test
    void aSensorIsAPackOfItsOwnThatIsRegisteredAndSwitchedOff() {
        DeploymentPlan plan = deployer.plan(order(CODE));
        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.changes())
                .extracting(Change::action, Change::object)
                .containsExactly(
                        tuple(Action.CREATE, "pack " + PACK),
                        tuple(Action.CREATE, "trigger type " + PACK + ".full"),
                        tuple(Action.CREATE, "sensor " + REF));

        Deployment deployment = deploy(order(CODE));

        assertThat(deployment.ref()).isEqualTo(REF);
        assertThat(deployment.type()).isEqualTo(TestType.SENSOR);
        assertThat(deployment.shape()).isNull();
        assertThat(deployment.packVersion())
                .isEqualTo("1.0.0+" + deployment.contentHash().substring(0, 12));
        assertThat(deployment.objects())
                .containsExactly(new Written("pack", PACK), new Written("trigger type", PACK + ".full"));
        JsonObject sensor = stackStorm.sensor(REF).orElseThrow();
        assertThat(sensor.get("enabled")).contains(JsonBoolean.FALSE);
        assertThat(SensorContent.isOf(new LiveSensor(sensor), deployment)).isTrue();
        assertThat(new LiveSensor(sensor).className()).isEqualTo("DiskSensor_j8z4qk7m");
        assertThat(deployer.inspect(Orders.TEST, deployment).differences()).isEmpty();
    }

    @Test
    void theAuthorsTextIsAModuleOfItsOwnThatOursDerivesFrom() {
        String cut = deploy(order(CODE)).contentHash().substring(0, 12);

        assertThat(file("sensors/sst_code_" + cut + ".py")).isEqualTo("class DiskSensor:\n    pass\n");
        assertThat(file("sensors/sst_sensor_" + cut + ".py"))
                .startsWith("from sst_code_" + cut + " import DiskSensor as _Author\n")
                .contains("class DiskSensor_j8z4qk7m(_Author):\n");
        assertThat(metadata().text("entry_point")).contains("sst_sensor_" + cut + ".py");
        assertThat(metadata().get("poll_interval")).contains(JsonNumber.of(5));
        assertThat(file("pack.yaml"))
                .contains("version: 1.0.0+" + cut, "\"sst-owner-server-1\"", "\"sst-test-01J8Z4QK7M\"");
    }

    @Test
    void aSensorThatRunsByItselfHasNoInterval() {
        deploy(order(CODE, METADATA, CodeDocument.sensor("DiskSensor", false), null));

        assertThat(metadata().get("poll_interval")).isEmpty();
    }

    @Test
    void nothingStagedStaysBehind() {
        deploy(order(
                CODE,
                METADATA.with(
                        "requirements",
                        RuleWorld.json("{'a': ['httpx==0.28']}").get("a").orElseThrow())));

        assertThat(file("requirements.txt")).isEqualTo("httpx==0.28\n");
        assertThat(stackStorm.files().keySet()).allMatch(path -> path.startsWith(PACK + "/"));
        assertThat(stackStorm.action("default.sst_stage_" + PACK)).isEmpty();
        assertThat(stackStorm.action("default.sst_stage2_" + PACK)).isEmpty();
        assertThat(stackStorm.action("default.sst_stage3_" + PACK)).isEmpty();
    }

    @Test
    void carriersThatCouldNotBeDeletedGoWithTheSensor() {
        stackStorm.faults().always(RequestKind.DELETE_ACTION, Fault.SERVER_ERROR);
        Deployment deployment = deploy(order(CODE));
        assertThat(stackStorm.action("default.sst_stage2_" + PACK)).isPresent();
        stackStorm.faults().clear();

        deployer.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);

        assertThat(stackStorm.files()).isEmpty();
        assertThat(stackStorm.action("default.sst_stage_" + PACK)).isEmpty();
        assertThat(stackStorm.action("default.sst_stage2_" + PACK)).isEmpty();
    }

    @Test
    void theSameOnceMoreWritesNothing() {
        Deployment deployment = deploy(order(CODE));
        DeploymentOrder again = order(CODE, METADATA, CodeDocument.sensor("DiskSensor", true), deployment);

        assertThat(deployer.plan(again).nothingToDo()).isTrue();
        assertThat(deploy(again).contentHash()).isEqualTo(deployment.contentHash());
        assertThat(runs()).containsExactly("packs.install");
    }

    @Test
    void otherCodeIsAnotherVersionOfThePack() {
        Deployment first = deploy(order(CODE));
        Deployment second = deploy(order(CODE + "\nx = 1\n", METADATA, CodeDocument.sensor("DiskSensor", true), first));

        assertThat(second.ref()).isEqualTo(first.ref());
        assertThat(second.packVersion()).isNotEqualTo(first.packVersion());
        assertThat(runs()).containsExactly("packs.install", "packs.install");
        assertThat(stackStorm.files().keySet())
                .noneMatch(path -> path.contains(first.contentHash().substring(0, 12)));
        assertThat(deployer.inspect(Orders.TEST, first).differences())
                .anySatisfy(difference -> assertThat(difference).contains("is of version"));
    }

    @Test
    void aClassThatIsRenamedTakesTheOldOneAwayWithItsKeys() {
        Deployment first = deploy(order(CODE));
        stackStorm.putKey(REF + ":seen");
        Deployment second = deploy(order(CODE, METADATA, CodeDocument.sensor("OtherSensor", true), first));

        assertThat(second.ref()).isEqualTo(PACK + ".OtherSensor_j8z4qk7m");
        assertThat(stackStorm.sensor(second.ref())).isPresent();
        assertThat(stackStorm.sensor(first.ref())).isEmpty();
        assertThat(stackStorm.keys()).isEmpty();
        assertThat(runs()).containsExactly("packs.install", "packs.uninstall", "packs.install");
    }

    @Test
    void whatItWasGoingToWriteIsEnoughToTakeItAway() {
        Deployment intent = deployer.intent(order(CODE)).orElseThrow();
        deploy(order(CODE));

        deployer.undeploy(Orders.TEST, intent, DeploymentProgress.SILENT);

        assertThat(stackStorm.sensor(REF)).isEmpty();
        assertThat(stackStorm.files()).isEmpty();
    }

    @Test
    void undeployingLeavesNothing() {
        Deployment deployment = deploy(order(CODE));
        stackStorm.putKey(REF + ":seen");
        stackStorm.putKey(REF + "2:others");

        deployer.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        deployer.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);

        assertThat(stackStorm.sensor(REF)).isEmpty();
        assertThat(stackStorm.files()).isEmpty();
        assertThat(stackStorm.keys()).containsOnlyKeys(REF + "2:others");
        assertThat(runs()).containsExactly("packs.install", "packs.uninstall");
        assertThat(deployer.inspect(Orders.TEST, deployment).differences())
                .contains("pack " + PACK + " does not exist", "sensor " + REF + " does not exist");
    }

    @Test
    void anInstallThatFailsLeavesNothing() {
        stackStorm.behave(
                "packs.install",
                Behaviour.always(ScriptedEnding.bare(
                        "failed",
                        JsonObject.builder()
                                .put("stderr", "No matching distribution")
                                .build())));

        assertThatThrownBy(() -> deploy(order(CODE)))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("No matching distribution");

        assertThat(runs()).containsExactly("packs.install", "packs.install", "packs.uninstall");
        assertThat(stackStorm.files()).isEmpty();
    }

    @Test
    void whatIsRefusedBeforeAnythingWasTakenAwayLeavesWhatWasLive() {
        deploy(order(CODE));
        String carrier = "default.sst_stage_" + PACK;
        stackStorm.putAction(RuleWorld.json("{'ref': '%s', 'pack': 'default'}".formatted(carrier)));

        assertThatThrownBy(() -> deploy(order(CODE + "x = 1\n")))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining(carrier + " is not ours and in the way")
                .hasMessageNotContaining("went with the pack");
        assertThat(stackStorm.sensor(REF)).isPresent();
    }

    @Test
    void anInstallThatFailsTakesWhatWasLiveAwayAndSaysSo() {
        deploy(order(CODE));
        stackStorm.behave("packs.install", Behaviour.always(ScriptedEnding.bare("failed", JsonObject.empty())));

        assertThatThrownBy(() -> deploy(order(CODE + "x = 1\n")))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("went with the pack: deploy that revision again");
        assertThat(stackStorm.sensor(REF)).isEmpty();
    }

    @Test
    void aSensorWhoseClassIsNotKnownIsNotDeployed() {
        DeploymentOrder order = new DeploymentOrder(Orders.TEST, 1, definition(CODE, METADATA), null, null, null);

        assertThat(deployer.plan(order).blockers()).extracting(Problem::field).containsExactly("metadata.class_name");
        assertThatThrownBy(() -> deploy(order)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aSensorThatDeclaresNothingIsWarnedOf() {
        DeploymentPlan plan = deployer.plan(order(CODE, JsonObject.empty()));

        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("StackStorm drops"));
    }

    @Test
    void driftNamesWhatIsEditedAndSwitchedOffAlthoughItIsToRun() {
        Deployment kept = deploy(order(CODE, METADATA.with("keep_running", JsonBoolean.TRUE)));
        assertThat(stackStorm.sensor(REF).orElseThrow().get("enabled")).contains(JsonBoolean.TRUE);
        assertThat(deployer.inspect(Orders.TEST, kept).differences()).isEmpty();

        new Sensors(client()).enable(REF, false);
        String code = "sensors/sst_code_" + kept.contentHash().substring(0, 12) + ".py";
        stackStorm.putFile(PACK, code, "print(1)\n");

        assertThat(deployer.inspect(Orders.TEST, kept).differences())
                .containsExactly(
                        "sensor " + REF + " was disabled", "file " + code + " has other content than was deployed");
    }

    @Test
    void anExistingSensorIsOnlyNamed() {
        Deployment deployment = deploy(order(CODE));
        TestDefinition existing = TestDefinition.builder("w", TestType.SENSOR)
                .existing(deployment.ref())
                .build();
        DeploymentOrder order = new DeploymentOrder(new TestId("other"), 1, existing, null, null);

        assertThat(deployer.plan(order).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("is disabled"));
        Deployment named = deploy(order);
        assertThat(named.ours()).isFalse();
        assertThat(named.type()).isEqualTo(TestType.SENSOR);
        deployer.undeploy(new TestId("other"), named, DeploymentProgress.SILENT);
        assertThat(stackStorm.sensor(REF)).isPresent();

        deployer.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        assertThat(blockers(order)).containsExactly("StackStorm has no sensor " + REF);
        assertThat(deployer.inspect(new TestId("other"), named).differences())
                .containsExactly("sensor " + REF + " does not exist");
    }
}
