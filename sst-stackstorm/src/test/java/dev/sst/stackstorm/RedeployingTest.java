package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.test.TestDefinition;
import dev.sst.testkit.stackstorm.Behaviour;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import dev.sst.testkit.stackstorm.ScriptedExecution;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an action that is live: changed, changed back, changed by others, taken away. */
final class RedeployingTest extends PackScene {

    private static final String REF = "synthetic_tests.t_login_page_j8z4qk7m";

    private LiveAction live() {
        return new LiveAction(stackStorm.action(REF).orElseThrow());
    }

    private List<String> drift(Deployment deployment) {
        return engine.deployer().inspect(Orders.TEST, deployment).differences();
    }

    @Test
    void rollingBackIsTheOldRecordAndTheOldFilesAgain() {
        Deployment first = Orders.deployed(engine, "print(1)\n");
        var before = live();
        Orders.deployed(engine, "print(2)\n");

        Deployment again = Orders.deployed(engine, "print(1)\n");

        assertThat(again.contentHash()).isEqualTo(first.contentHash());
        assertThat(again.files()).isEqualTo(first.files());
        assertThat(live()).isEqualTo(before);
        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isOne();
        assertThat(stackStorm.requests().count(RequestKind.CHANGE_ACTION)).isEqualTo(2);
        assertThat(drift(again)).isEmpty();
    }

    @Test
    void anActionThatSomebodyDeletedIsNamedAndComesBackWithTheNextDeployment() {
        Deployment deployment = Orders.deployed(engine, "print(1)\n");
        engine.deployer().undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        assertThat(drift(deployment)).containsExactly("action " + REF + " does not exist");

        Orders.deployed(engine, "print(1)\n");

        assertThat(drift(deployment)).isEmpty();
    }

    @Test
    void anActionThatSomebodyTookOrPointedElsewhereIsNamed() {
        Deployment deployment = Orders.deployed(engine, "print(1)\n");
        var ours = live().json();

        stackStorm.putAction(ours.with("tags", JsonArray.of()));
        assertThat(drift(deployment)).contains("action " + REF + " belongs to somebody else");
        stackStorm.putAction(ours.with(
                "entry_point", RuleWorld.json("{'to': 'x.py'}").get("to").orElseThrow()));
        assertThat(drift(deployment))
                .containsExactly("action " + REF + " starts x.py instead of "
                        + deployment.files().get(0).path());
    }

    @Test
    void aDeletionThatFailedIsToldAndRepeatedByTheNext() {
        Deployment deployment = Orders.deployed(engine, "print(1)\n");
        stackStorm.faults().once(RequestKind.DELETE_ACTION, Fault.SERVER_ERROR);

        assertThatThrownBy(() -> engine.deployer().undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT))
                .isInstanceOf(EngineOutcomeUnknownException.class)
                .hasMessageContaining("DELETE /v1/actions/" + REF);
        assertThat(drift(deployment)).isEmpty();

        engine.deployer().undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void driftNamesWhatDiffers() {
        Deployment deployment = Orders.deployed(engine, "print(1)\n");
        assertThat(engine.deployer().inspect(Orders.TEST, deployment).none()).isTrue();

        stackStorm.putAction(stackStorm.action(REF).orElseThrow().with("enabled", JsonBoolean.FALSE));
        stackStorm.putFile(Orders.PACK, "actions/" + deployment.files().get(1).path(), "print(9)\n");

        assertThat(engine.deployer().inspect(Orders.TEST, deployment).differences())
                .hasSize(2)
                .anySatisfy(difference -> assertThat(difference).contains("is disabled"))
                .anySatisfy(difference -> assertThat(difference).contains("test.py has other content"));
        assertThat(engine.deployer().plan(Orders.script("print(1)\n")).changes())
                .extracting(Change::action)
                .containsExactly(Action.CHANGE);
    }

    @Test
    void anActionWhoseRecordSomebodyEditedIsNamedAndPutBack() {
        Deployment deployment = Orders.deployed(engine, "print(1)\n");
        JsonObject ours = live().json();
        for (JsonObject edited : List.of(
                ours.with("parameters", RuleWorld.json("{'timeout': {'default': 1, 'immutable': true}}")),
                ours.with("runner_type", new JsonString("remote-shell-script")),
                ours.with("description", new JsonString("mine")))) {
            stackStorm.putAction(edited);

            assertThat(drift(deployment))
                    .containsExactly(
                            "action " + REF + " has another runner, description or parameters than was deployed");
        }

        Orders.deployed(engine, "print(1)\n");

        assertThat(live()).isEqualTo(new LiveAction(ours));
        assertThat(drift(deployment)).isEmpty();
    }

    @Test
    void undeployingEndsTheRunsFirstAndLeavesNoFileOfThisVersion() {
        Deployment deployment = Orders.deployed(engine, "print(1)\n");
        stackStorm.behave(Behaviour.always(ScriptedEnding.never("")));
        Orders.started(engine, Orders.start("key-1", deployment));
        List<String> steps = new ArrayList<>();

        engine.deployer().undeploy(Orders.TEST, deployment, steps::add);

        assertThat(stackStorm.executions()).allMatch(ScriptedExecution::over);
        assertThat(stackStorm.action(REF)).isEmpty();
        assertThat(deployment.files()).hasSize(2);
        assertThat(stackStorm.files().keySet()).noneMatch(path -> path.startsWith("synthetic_tests/actions/t_"));
        assertThat(steps).anySatisfy(step -> assertThat(step).contains("earlier versions"));
        engine.deployer().undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        assertThat(stackStorm.requests().count(RequestKind.DELETE_ACTION)).isOne();
    }

    @Test
    void whatBecameSomebodyElsesIsNotUndeployed() {
        Deployment deployment = Orders.deployed(engine, "print(1)\n");
        stackStorm.putAction(stackStorm.action(REF).orElseThrow().with("tags", JsonArray.of()));

        engine.deployer().undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);

        assertThat(stackStorm.action(REF)).isPresent();
    }

    @Test
    void aTestThatMovesToAnotherPackTakesItsOldActionAway() {
        stackStorm.addPack("other_pack");
        Deployment first = Orders.deployed(engine, "print(1)\n");
        TestDefinition moved = Orders.script("print(1)\n").definition().toBuilder()
                .pack("other_pack")
                .build();

        Deployment second = engine.deployer()
                .deploy(new DeploymentOrder(Orders.TEST, 2, moved, CodeShape.SCRIPT, first), DeploymentProgress.SILENT);

        assertThat(second.ref()).startsWith("other_pack.");
        assertThat(stackStorm.action(REF)).isEmpty();
    }
}
