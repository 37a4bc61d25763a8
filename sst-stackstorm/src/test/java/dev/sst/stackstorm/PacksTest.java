package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.SstException;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PacksTest extends EngineScene {

    private static final String REF = "synthetic_tests.t_login_page_j8z4qk7m";

    private static final String CARRIER = "default.sst_stage_synthetic_tests";

    @Test
    void aPackThatIsOnTheDiskIsRegistered() {
        stackStorm.addUnregisteredPack(Orders.PACK);

        Orders.deployed(engine, "print(1)\n");

        assertThat(stackStorm.action(REF)).isPresent();
        assertThat(Orders.runs(stackStorm)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SERVER_ERROR", "UNAVAILABLE", "BAD_GATEWAY", "REDIRECT", "UNAUTHORIZED", "LOSE_ANSWER"})
    void aRegistrationThatFailedForAnyOtherReasonInstallsNothingOverThePack(Fault fault) {
        stackStorm.addUnregisteredPack(Orders.PACK);
        stackStorm.faults().always(RequestKind.REGISTER_PACK, fault);

        assertThatThrownBy(() -> Orders.deployed(engine, "print(1)\n")).isInstanceOf(SstException.class);

        assertThat(stackStorm.requests().count(RequestKind.START)).isZero();
        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isZero();
    }

    @Test
    void aPackWithAFileThatStackStormRefusesIsToldInItsWordsAndNotReplaced() {
        var transport = new ScriptedTransport()
                .answers(400, "{\"faultstring\": \"Failed to register config schema of pack synthetic_tests\"}");
        Packs packs = packs(transport);

        assertThatThrownBy(() -> packs.create(Orders.PACK, List.of(), DeploymentProgress.SILENT))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("Failed to register config schema");
    }

    @Test
    void aDirectoryThatIsNoPackIsInstalledOver() {
        var transport = new ScriptedTransport()
                .answers(
                        400,
                        "{\"faultstring\": \"Failed to register pack \\\"synthetic_tests\\\": Pack"
                                + " \\\"/opt/stackstorm/packs/synthetic_tests\\\" is missing pack.yaml file\"}");

        assertThat(packs(transport).register(Orders.PACK)).isFalse();
    }

    private Packs packs(ScriptedTransport transport) {
        var client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
        return new Packs(
                client,
                new OwnExecutions(client, new Executions(client), InstantSource.system(), Pause.real(), () -> "key"),
                Orders.settings(stackStorm).build());
    }

    @Test
    void aPackThatWasOnlyOnTheDiskHasTheRequirementsOrIsRefused() {
        stackStorm.addUnregisteredPack(Orders.PACK);

        assertThatThrownBy(() -> engine.deployer().deploy(requiring(), DeploymentProgress.SILENT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("requests==2.32.0");

        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void aPackThatDoesNotExistIsStagedAndInstalled() {
        List<String> steps = new ArrayList<>();
        DeploymentOrder order = Orders.script("print(1)\n");

        assertThat(engine.deployer().plan(order).changes())
                .contains(new Change(Action.CREATE, "pack synthetic_tests", "does not exist yet"));
        Deployment deployment = engine.deployer().deploy(order, steps::add);

        assertThat(deployment.packVersion()).isEqualTo("1.0.0");
        assertThat(stackStorm.files()).containsKey("synthetic_tests/pack.yaml");
        assertThat(stackStorm.action("default.sst_stage_synthetic_tests")).isEmpty();
        assertThat(steps).contains("pack synthetic_tests is installed");
        assertThat(stackStorm.files().keySet()).noneMatch(path -> path.startsWith("default/"));
        assertThat(Orders.runs(stackStorm)).extracting(ScriptedExecution::ref).containsExactly("packs.install");
    }

    @Test
    void anInstallWhoseAnswerIsLostIsAdopted() {
        stackStorm.faults().once(RequestKind.START, Fault.LOSE_ANSWER);

        Orders.deployed(engine, "print(1)\n");

        assertThat(Orders.runs(stackStorm)).hasSize(1);
    }

    @Test
    void anInstallThatOutlastsItsLimitIsEndedAndLeavesNoCarrier() {
        stackStorm.behave("packs.install", Behaviour.always(ScriptedEnding.never("")));
        try (StackStormEngine hasty = StackStormEngine.at(
                Orders.settings(stackStorm)
                        .installTimeout(Duration.ofSeconds(1))
                        .build(),
                InstantSource.system())) {

            assertThatThrownBy(() -> Orders.deployed(hasty, "print(1)\n"))
                    .isInstanceOf(EngineOutcomeUnknownException.class)
                    .hasMessageContaining("did not end within 1 s; it was asked to end");
        }

        assertThat(stackStorm.action(CARRIER)).isEmpty();
        await().until(() -> stackStorm.executions().stream().allMatch(ScriptedExecution::over));
    }

    @Test
    void aCarrierThatWasLeftBehindGoesWithTheNextDeployment() {
        stackStorm.faults().always(RequestKind.DELETE_ACTION, Fault.SERVER_ERROR);
        List<String> steps = new ArrayList<>();
        engine.deployer().deploy(Orders.script("print(1)\n"), steps::add);
        assertThat(stackStorm.action(CARRIER)).isPresent();
        assertThat(steps).anySatisfy(step -> assertThat(step).contains("stays until the next deployment"));
        stackStorm.faults().clear();

        Orders.deployed(engine, "print(2)\n");

        assertThat(stackStorm.action(CARRIER)).isEmpty();
    }

    @Test
    void anActionOfThatNameThatIsNotOursStays() {
        stackStorm.addPack(Orders.PACK);
        stackStorm.addAction(CARRIER, "noop");

        Orders.deployed(engine, "print(1)\n");

        assertThat(stackStorm.action(CARRIER)).isPresent();
    }

    @Test
    void anInstallIsJudgedByItsStatusAndNotByItsMessage() {
        JsonObject output = JsonObject.builder()
                .put("packs_list", JsonArray.of(new JsonString(Orders.PACK)))
                .put("message", "Successfully installed packs")
                .build();
        stackStorm.behave(
                "packs.install",
                Behaviour.always(ScriptedEnding.bare(
                        "failed", JsonObject.builder().put("output", output).build())));

        assertThatThrownBy(() -> Orders.deployed(engine, "print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("packs.install ended failed");

        assertThat(Orders.runs(stackStorm))
                .extracting(ScriptedExecution::ref)
                .containsExactly("packs.install", "packs.install", "packs.uninstall");
        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void aClassGetsAVirtualEnvironmentOnce() {
        stackStorm.addUnregisteredPack(Orders.PACK);

        engine.deployer()
                .deploy(Orders.deployment("class A: pass\n", CodeShape.ACTION_CLASS), DeploymentProgress.SILENT);
        engine.deployer()
                .deploy(Orders.deployment("class B: pass\n", CodeShape.ACTION_CLASS), DeploymentProgress.SILENT);

        assertThat(Orders.runs(stackStorm)).singleElement().satisfies(run -> {
            assertThat(run.ref()).isEqualTo("packs.setup_virtualenv");
            assertThat(run.parameters().get("update")).contains(JsonBoolean.TRUE);
        });
        assertThat(stackStorm.action(REF).orElseThrow().text("runner_type")).contains("python-script");
    }

    @Test
    void anEnvironmentThatCannotBeMadeFailsTheDeploymentWithItsWords() {
        stackStorm.addUnregisteredPack(Orders.PACK);
        stackStorm.behave(
                "packs.setup_virtualenv",
                Behaviour.always(ScriptedEnding.bare(
                        "failed",
                        JsonObject.builder()
                                .put("stderr", "No matching distribution")
                                .build())));

        assertThatThrownBy(() -> engine.deployer()
                        .deploy(
                                Orders.deployment("class A: pass\n", CodeShape.ACTION_CLASS),
                                DeploymentProgress.SILENT))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("No matching distribution");
        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "packs", "linux", "chatops", "_global", "Bad", "a-b", "a.b"})
    void aPackThatCannotHoldTestsIsRefusedBeforeAnythingIsAsked(String pack) {
        TestDefinition definition =
                Orders.script("print(1)\n").definition().toBuilder().pack(pack).build();
        var order = new DeploymentOrder(Orders.TEST, 1, definition, CodeShape.SCRIPT, null);

        assertThat(engine.deployer().plan(order).blockers())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("pack " + pack + " cannot hold tests"));
        assertThat(stackStorm.requests().total()).isZero();
    }

    @Test
    void requirementsOfAPackThatExistsAreItsOwnersBusiness() {
        stackStorm.addPack(Orders.PACK);
        DeploymentOrder order = requiring();

        assertThat(engine.deployer().plan(order).blockers())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("requests==2.32.0"));
        stackStorm.putFile(Orders.PACK, "requirements.txt", "Requests == 2.32.0\n");
        assertThat(engine.deployer().plan(order).blockers()).isEmpty();
    }

    private static DeploymentOrder requiring() {
        JsonObject metadata = JsonObject.builder()
                .put("requirements", JsonArray.of(new JsonString("requests==2.32.0")))
                .build();
        TestDefinition definition = Orders.script("print(1)\n").definition().toBuilder()
                .metadata(metadata)
                .build();
        return new DeploymentOrder(Orders.TEST, 1, definition, CodeShape.SCRIPT, null);
    }
}
