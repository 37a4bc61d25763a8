package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonArray;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an action that is live: changed, changed back, changed by others, taken away. */
final class RedeployingTest {

    private static final String REF = "synthetic_tests.t_login_page_j8z4qk7m";

    private final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    private final StackStormEngine engine = Orders.engine(stackStorm);

    @BeforeEach
    void pack() {
        stackStorm.addPack(Orders.PACK);
    }

    @AfterEach
    void close() {
        engine.close();
        stackStorm.close();
    }

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
}
