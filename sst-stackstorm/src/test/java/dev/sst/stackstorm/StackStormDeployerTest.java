package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.InvalidInputException;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import dev.sst.testkit.stackstorm.RequestKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StackStormDeployerTest extends EngineScene {

    private static final String REF = "synthetic_tests.t_login_page_j8z4qk7m";

    @Test
    void oneRequestBringsHarnessAndAuthorsTextIntoAFolderOfTheirOwn() {
        stackStorm.addPack(Orders.PACK);

        Deployment deployment = Orders.deployed(engine, "print(1)\r\n");

        assertThat(deployment.ref()).isEqualTo(REF);
        assertThat(deployment.packVersion()).isEqualTo("1.0.0");
        JsonObject action = stackStorm.action(REF).orElseThrow();
        assertThat(action.text("runner_type")).contains("local-shell-script");
        assertThat(action.text("entry_point"))
                .contains("t_login_page_j8z4qk7m/" + deployment.contentHash().substring(0, 12) + "/sst_harness.py");
        assertThat(stackStorm.files())
                .containsEntry(
                        "synthetic_tests/actions/" + deployment.files().get(1).path(),
                        "#!/usr/bin/env python3\nprint(1)\n");
        assertThat(new LiveAction(action).owner()).contains("server-1/" + Orders.TEST);
        assertThat(new LiveAction(action).hash()).contains(deployment.contentHash());
        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isOne();
        assertThat(stackStorm.requests().count(RequestKind.START)).isOne();
        assertThat(stackStorm.requests().writes()).isEqualTo(2);
    }

    @Test
    void aRuleIsPlannedWithWhatStackStormLacks() {
        var definition = TestDefinition.builder("Disk is full", TestType.RULE)
                .code("...")
                .build();
        var document = new CodeDocument(
                RuleWorld.json("{'trigger': {'type': 'p.event'}, 'action': {'ref': 'core.nothing'}}"), Map.of());
        var order = new DeploymentOrder(Orders.TEST, 1, definition, null, document, null);

        DeploymentPlan plan = engine.deployer().plan(order);

        assertThat(plan.changes())
                .containsExactly(new Change(Action.CREATE, "rule synthetic_tests.r_disk_is_full_j8z4qk7m", ""));
        assertThat(plan.blockers()).hasSize(2);
        assertThat(stackStorm.requests().writes()).isZero();
    }

    @Test
    void theSameAgainWritesNothingAtAll() {
        stackStorm.addPack(Orders.PACK);
        Deployment first = Orders.deployed(engine, "print(1)\n");
        long before = stackStorm.requests().writes();

        Deployment second = Orders.deployed(engine, "print(1)\n");

        assertThat(second.contentHash()).isEqualTo(first.contentHash());
        assertThat(stackStorm.requests().writes()).isEqualTo(before);
        assertThat(engine.deployer().plan(Orders.script("print(1)\n")).nothingToDo())
                .isTrue();
    }

    @Test
    void otherCodeChangesTheActionWithAllItsFields() {
        stackStorm.addPack(Orders.PACK);
        Orders.deployed(engine, "print(1)\n");

        Deployment second = Orders.deployed(engine, "print(2)\n");

        assertThat(stackStorm.requests().count(RequestKind.CHANGE_ACTION)).isOne();
        LiveAction live = new LiveAction(stackStorm.action(REF).orElseThrow());
        assertThat(live.hash()).contains(second.contentHash());
        assertThat(live.owner()).contains("server-1/" + Orders.TEST);
        assertThat(live.enabled()).isTrue();
    }

    @Test
    void whatIsNotOursIsABlockerAndStaysAsItIs() {
        stackStorm.addAction(REF, "local-shell-script");
        JsonObject before = stackStorm.action(REF).orElseThrow();

        assertThatThrownBy(() -> Orders.deployed(engine, "print(1)\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is not ours");

        assertThat(stackStorm.action(REF)).contains(before);
        assertThat(stackStorm.requests().writes()).isZero();
    }

    @Test
    void aTestOfAnotherServerIsNotOurs() {
        stackStorm.addPack(Orders.PACK);
        Orders.deployed(engine, "print(1)\n");
        try (StackStormEngine other = StackStormEngine.at(
                Orders.settings(stackStorm).serverId("server-2").build(), InstantSource.system())) {

            assertThat(other.deployer().plan(Orders.script("print(2)\n")).blockers())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("server-1/"));
        }
    }

    @Test
    void aFileInOurPlaceThatNobodyAccountsForIsABlocker() {
        stackStorm.addPack(Orders.PACK);
        Deployment first = Orders.deployed(engine, "print(1)\n");
        engine.deployer().undeploy(Orders.TEST, first, DeploymentProgress.SILENT);
        stackStorm.putFile(Orders.PACK, "actions/" + first.files().get(0).path(), "foreign");

        assertThat(engine.deployer().plan(Orders.script("print(1)\n")).blockers())
                .isNotEmpty();
    }

    @Test
    void naturalParametersAreDeclaredByTypeAlone() {
        stackStorm.addPack(Orders.PACK);
        JsonObject parameters = JsonObject.builder()
                .put("url", "{{ x }}")
                .put("timeout", 5)
                .put("nothing", JsonNull.NULL)
                .put("no name of StackStorm's", 1)
                .build();
        TestDefinition definition = Orders.script("print(1)\n").definition().toBuilder()
                .parameters(parameters)
                .build();

        engine.deployer()
                .deploy(
                        new DeploymentOrder(Orders.TEST, 1, definition, CodeShape.SCRIPT, null),
                        DeploymentProgress.SILENT);

        JsonObject declared = (JsonObject)
                stackStorm.action(REF).orElseThrow().get("parameters").orElseThrow();
        assertThat(declared.members()).containsOnlyKeys("sst_parameters", "url", "nothing");
        assertThat(declared.get("url"))
                .contains(JsonObject.builder().put("type", "string").build());
        assertThat(((JsonObject) declared.get("sst_parameters").orElseThrow()).get("secret"))
                .contains(JsonBoolean.TRUE);
    }

    @Test
    void codeTooLongForTheFrontEndIsRefusedWithTheFigure() {
        assertThat(engine.deployer()
                        .plan(Orders.script("#" + "\"".repeat(600_000) + "\n"))
                        .blockers())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("1000000"));
        assertThat(stackStorm.requests().total()).isZero();
    }

    @Test
    void codeThatStackStormWouldNotShowAgainIsRefusedBeforeAnythingIsSent() {
        assertThat(engine.deployer()
                        .plan(Orders.script("#" + "x".repeat(PackFiles.READABLE) + "\n"))
                        .blockers())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("test_code");
                    assertThat(problem.message()).contains("500000");
                });
        assertThat(stackStorm.requests().total()).isZero();
    }

    @Test
    void aWriteWhoseAnswerIsLostIsFoundAgainByItsHash() {
        stackStorm.addPack(Orders.PACK);
        stackStorm.faults().once(RequestKind.CREATE_ACTION, Fault.LOSE_ANSWER);

        Orders.deployed(engine, "print(1)\n");

        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isOne();
    }

    @Test
    void aWriteThatLeftNothingBehindIsToldAsUnknown() {
        stackStorm.addPack(Orders.PACK);
        stackStorm.faults().once(RequestKind.CREATE_ACTION, Fault.RESET);

        assertThatThrownBy(() -> Orders.deployed(engine, "print(1)\n"))
                .isInstanceOf(EngineOutcomeUnknownException.class);
        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void whatCannotBeReadBackIsUndone() {
        stackStorm.addPack(Orders.PACK);
        Deployment first = Orders.deployed(engine, "print(1)\n");
        stackStorm.faults().always(RequestKind.GET_FILE, Fault.HTML);

        assertThatThrownBy(() -> Orders.deployed(engine, "print(2)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("not what was written");

        LiveAction live = new LiveAction(stackStorm.action(REF).orElseThrow());
        assertThat(live.hash()).contains(first.contentHash());
        assertThat(live.entryPoint()).isEqualTo(first.files().get(0).path());
    }

    @Test
    void whatWasCreatedAndCannotBeReadBackIsDeleted() {
        stackStorm.addPack(Orders.PACK);
        stackStorm.faults().always(RequestKind.GET_FILE, Fault.SERVER_ERROR);

        assertThatThrownBy(() -> Orders.deployed(engine, "print(1)\n")).isInstanceOf(EngineUnavailableException.class);
        stackStorm.faults().clear();

        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void existingContentIsLeftAsItIsAndMustExist() {
        stackStorm.addAction("other.check", "local-shell-script");
        TestDefinition named = TestDefinition.builder("n", TestType.ACTION)
                .existing("other.check")
                .build();
        var order = new DeploymentOrder(Orders.TEST, 1, named, null, null);

        Deployment deployment = engine.deployer().deploy(order, DeploymentProgress.SILENT);
        engine.deployer().undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);

        assertThat(deployment.ref()).isEqualTo("other.check");
        assertThat(deployment.shape()).isNull();
        assertThat(stackStorm.action("other.check")).isPresent();
        assertThat(stackStorm.requests().writes()).isZero();
        TestDefinition missing = named.toBuilder().existing("other.missing").build();
        assertThat(engine.deployer()
                        .plan(new DeploymentOrder(Orders.TEST, 1, missing, null, null))
                        .blocked())
                .isTrue();
    }

    @Test
    void aSecretThatExistingContentDoesNotDeclareSecretIsABlocker() {
        stackStorm.addAction("other.check", "local-shell-script");
        JsonObject secret =
                JsonObject.builder().put("type", "string").put("secret", true).build();
        TestDefinition named = TestDefinition.builder("n", TestType.ACTION)
                .existing("other.check")
                .parameters(JsonObject.builder()
                        .put("password", secret)
                        .put("url", JsonObject.builder().put("type", "string").build())
                        .build())
                .build();
        var order = new DeploymentOrder(Orders.TEST, 1, named, null, null);

        assertThat(engine.deployer().plan(order).blockers()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("test_parameters.password");
            assertThat(problem.message())
                    .contains("StackStorm's action other.check does not declare its parameter password secret");
        });
        assertThatThrownBy(() -> engine.deployer().deploy(order, DeploymentProgress.SILENT))
                .isInstanceOf(InvalidInputException.class);

        stackStorm.putAction(stackStorm
                .action("other.check")
                .orElseThrow()
                .with("parameters", JsonObject.builder().put("password", secret).build()));
        assertThat(engine.deployer().plan(order).blocked()).isFalse();
    }

    @Test
    void aSecretThatTheRunnerDeclaresIsHiddenAsWell() {
        var transport = new ScriptedTransport().answers(RecordedAnswer.of("runnertypes/get-by-name"));
        var declarations = new SecretDeclarations(new StackStormClient(transport, Credentials.apiKey("k"), () -> "id"));
        var action = new LiveAction(
                JsonObject.builder().put("runner_type", "local-shell-script").build());

        assertThat(declarations.shownInClear(action, List.of("sudo_password", "password")))
                .containsExactly("password");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "RESET",
                "SERVER_ERROR",
                "UNAVAILABLE",
                "BAD_GATEWAY",
                "HTML",
                "EMPTY_BODY",
                "HALF_BODY",
                "OTHER_SHAPE",
                "ENDLESS_BODY",
                "STALLED_BODY",
                "NEVER_ANSWER",
                "REDIRECT"
            })
    void aStackStormThatCannotBeAskedIsUnavailableAndNothingIsWritten(Fault fault) {
        stackStorm.addPack(Orders.PACK);
        stackStorm.faults().always(fault);
        try (StackStormEngine hasty = StackStormEngine.at(
                Orders.settings(stackStorm)
                        .requestTimeout(Duration.ofSeconds(1))
                        .answerLimit(100_000)
                        .build(),
                InstantSource.system())) {

            assertThatThrownBy(() -> Orders.deployed(hasty, "print(1)\n"))
                    .isInstanceOf(EngineUnavailableException.class);
        }
        assertThat(stackStorm.requests().writes()).isZero();
    }
}
