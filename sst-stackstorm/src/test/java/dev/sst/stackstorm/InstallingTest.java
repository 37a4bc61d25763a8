package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.test.TestId;
import dev.sst.testkit.stackstorm.Behaviour;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import dev.sst.testkit.stackstorm.ScriptedExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often a pack is installed, with what, and what counts as installed. */
final class InstallingTest extends EngineScene {

    private static final JsonObject SAID = JsonObject.builder()
            .put(
                    "output",
                    JsonObject.builder()
                            .put("packs_list", JsonArray.of(new JsonString(Orders.PACK)))
                            .put("message", "Successfully installed packs")
                            .build())
            .build();

    private final List<String> steps = new ArrayList<>();

    private List<ScriptedExecution> installs() {
        return stackStorm.executions().stream()
                .filter(execution -> execution.ref().equals("packs.install"))
                .toList();
    }

    private List<Boolean> forced() {
        return installs().stream()
                .map(install -> install.parameters().get("force").orElseThrow() == JsonBoolean.TRUE)
                .toList();
    }

    @Test
    void eachPackHasAnInstallOfItsOwnWithoutDependenciesThatCouldConflict() {
        Orders.deployed(engine, "print(1)\n");
        var other = Orders.script("print(1)\n").definition().toBuilder()
                .pack("other_pack")
                .build();
        engine.deployer()
                .deploy(
                        new DeploymentOrder(
                                new TestId("other"), 1, other, Orders.script("").shape(), null),
                        DeploymentProgress.SILENT);

        assertThat(installs()).hasSize(2).allSatisfy(install -> {
            assertThat(install.parameters().get("skip_dependencies")).contains(JsonBoolean.TRUE);
            assertThat(((JsonArray) install.parameters().get("packs").orElseThrow()).items())
                    .hasSize(1);
        });
        assertThat(forced()).containsExactly(false, false);
    }

    @Test
    void oneFailureIsRepeatedByForceAndThatIsSaid() {
        stackStorm.behave("packs.install", run -> {
            if (installs().isEmpty()) {
                return ScriptedEnding.bare(
                        "failed",
                        JsonObject.builder().put("stderr", "File exists").build());
            }
            stackStorm.addPack(Orders.PACK);
            return ScriptedEnding.bare("succeeded", SAID);
        });

        engine.deployer().deploy(Orders.script("print(1)\n"), steps::add);

        assertThat(forced()).containsExactly(false, true);
        assertThat(steps)
                .anySatisfy(step -> assertThat(step)
                        .startsWith("installing pack synthetic_tests once more, by force: ")
                        .contains("File exists"));
    }

    @Test
    void theInstallAfterOneThatDidNotEndIsForcedSoThatNoStaleLockHoldsItUp() {
        try (StackStormEngine hasty = StackStormEngine.at(
                Orders.settings(stackStorm)
                        .installTimeout(Duration.ofSeconds(1))
                        .build(),
                InstantSource.system())) {
            stackStorm.behave("packs.install", Behaviour.always(ScriptedEnding.never("")));
            assertThatThrownBy(() -> Orders.deployed(hasty, "print(1)\n"))
                    .isInstanceOf(EngineOutcomeUnknownException.class);
            stackStorm.behave("packs.install", run -> {
                stackStorm.addPack(Orders.PACK);
                return ScriptedEnding.bare("succeeded", SAID);
            });

            Orders.deployed(hasty, "print(1)\n");
        }

        assertThat(forced()).containsExactly(false, true);
    }

    @Test
    void anInstallThatSaysItSucceededAndLeftNoPackIsAFailure() {
        stackStorm.behave("packs.install", Behaviour.always(ScriptedEnding.bare("succeeded", SAID)));

        assertThatThrownBy(() -> Orders.deployed(engine, "print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("says it installed pack synthetic_tests and does not know it");
        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isOne();
    }

    /** The workflow's own message says that all went well. */
    @Test
    void theWordsForAFailedInstallAreThoseOfItsFailedStep() {
        var transport = new ScriptedTransport()
                .answers(201, "{\"id\": \"6b03e4f7856e7d23189eaffe\"}")
                .answers(RecordedAnswer.of("packs/install-bad-execution-end"))
                .answers(RecordedAnswer.of("packs/install-bad-children"));
        var client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
        Instant[] now = {Instant.EPOCH};
        var own = new OwnExecutions(
                client, new Executions(client), () -> now[0], pause -> now[0] = now[0].plus(pause), () -> "key");

        assertThatThrownBy(() -> own.run("packs.install", JsonObject.empty(), Duration.ofMinutes(1)))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("packs.install ended failed: packs.download: ")
                .hasMessageContaining("is missing pack.yaml file");
    }

    @Test
    void aPackThatIsMissingAndCannotBeStagedSaysWhatIsNeeded() {
        try (StackStormEngine elsewhere = StackStormEngine.at(
                Orders.settings(stackStorm).stagingPack("no_such_pack").build(), InstantSource.system())) {

            assertThatThrownBy(() -> Orders.deployed(elsewhere, "print(1)\n"))
                    .isInstanceOf(EngineRejectedException.class)
                    .hasMessageContaining("there is no pack no_such_pack to stage it in")
                    .hasMessageContaining("Make pack synthetic_tests by hand");
        }
        assertThat(installs()).isEmpty();
        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isZero();
    }

    @Test
    void aPlaceThatStackStormWouldReadAVersionFromIsRefusedBeforeAnythingIsStaged() {
        var transport = new ScriptedTransport().answers(200, "{\"path\": \"/opt/a=b/packs/default\"}");
        var stage = new PackStage(
                new StackStormClient(transport, Credentials.apiKey("k"), () -> "id"),
                Orders.settings(stackStorm).build());

        assertThatThrownBy(() -> stage.stage("p", Map.of("pack.yaml", "ref: p\n"), DeploymentProgress.SILENT))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("/opt/a=b/packs/default");
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void aTreeOfManyFilesIsBroughtInSeveralRequestsAndInstalledOnce() {
        var order = SensorDeployments.order(
                SensorDeployments.CODE,
                SensorDeployments.METADATA.with(
                        "requirements",
                        RuleWorld.json("{'a': ['httpx==0.28']}").get("a").orElseThrow()));

        engine.deployer().deploy(order, DeploymentProgress.SILENT);

        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isEqualTo(3);
        assertThat(installs()).hasSize(1);
    }
}
