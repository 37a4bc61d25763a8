package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a deployment does with each refusal of the one request that writes, and with what happens beside it. */
final class ActionWriteTest {

    private static final String REF = "synthetic_tests.t_login_page_j8z4qk7m";
    private static final String CREATE = "POST /v1/actions";
    private static final String FILE = "GET /v1/packs/views/file/" + Orders.PACK + "/actions/";

    private final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    private final StackStormSettings settings = Orders.settings(stackStorm).build();
    private final HttpTransport http = new HttpTransport(settings);
    private final InterceptedTransport transport = new InterceptedTransport(http);
    private final ActionDeployer deployer = deployer(transport);
    private final StackStormEngine colleague = Orders.engine(stackStorm);

    @BeforeEach
    void pack() {
        stackStorm.addPack(Orders.PACK);
    }

    @AfterEach
    void close() {
        colleague.close();
        http.close();
        stackStorm.close();
    }

    private ActionDeployer deployer(Transport through) {
        var client =
                new StackStormClient(through, Credentials.apiKey(ScriptedStackStorm.API_KEY), new SystemRequestIds());
        return ActionDeployers.of(client, settings, Optional::empty);
    }

    private Deployment deploy(String code) {
        return deployer.deploy(Orders.script(code), DeploymentProgress.SILENT);
    }

    private LiveAction live() {
        return new LiveAction(stackStorm.action(REF).orElseThrow());
    }

    @Test
    void whatIsTooLargeForTheFrontEndIsSaidToBeAndNothingOfItIsLive() {
        RecordedAnswer large = RecordedAnswer.of("transport/nginx-413");
        transport.answers(CREATE, 1, large.status(), large.body());

        assertThatThrownBy(() -> deploy("print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("larger than its front end allows (413)")
                .hasMessageNotContaining("<");
        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void theSameContentFromSomebodyFasterIsAsGoodAsWritten() {
        transport.before(CREATE, () -> Orders.deployed(colleague, "print(1)\n"));

        Deployment deployment = deploy("print(1)\n");

        assertThat(transport.sent(CREATE)).isOne();
        assertThat(live().hash()).contains(deployment.contentHash());
    }

    @Test
    void somebodyElsesActionOfThatNameThatCameInBetweenStaysAsItIs() {
        JsonObject foreign = RuleWorld.json("{'ref': '%s', 'id': '6b03e567856e7d23189eb041', 'pack': '%s', 'tags': []}"
                .formatted(REF, Orders.PACK));
        transport.before(CREATE, () -> stackStorm.putAction(foreign));

        assertThatThrownBy(() -> deploy("print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("exists already")
                .hasMessageNotContaining("E11000");
        assertThat(stackStorm.action(REF)).contains(foreign);
    }

    @Test
    void anotherRevisionOfOursThatCameInBetweenIsNotTakenForThisOneAndStays() {
        List<Deployment> others = new ArrayList<>();
        transport.before(CREATE, () -> others.add(Orders.deployed(colleague, "print(2)\n")));

        assertThatThrownBy(() -> deploy("print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("exists already");
        assertThat(live().hash()).as("stays").contains(others.get(0).contentHash());
    }

    @Test
    void aPackThatStackStormLostIsRegisteredAndTheRequestSentOnceMore() {
        transport.answers(CREATE, 1, 404, "{\"faultstring\": \"Resource with a ref or id not found\"}");

        Deployment deployment = deploy("print(1)\n");

        assertThat(live().hash()).contains(deployment.contentHash());
        assertThat(transport.sent("POST /v1/packs/register")).isOne();
        assertThat(transport.sent(CREATE)).isEqualTo(2);
    }

    @Test
    void aRegistrationThatOnlySaysItWorkedIsNotBelieved() {
        transport.answers(CREATE, 2, 404, "{\"faultstring\": \"Resource with a ref or id not found\"}");

        assertThatThrownBy(() -> deploy("print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("not found");
        assertThat(transport.sent(CREATE)).isEqualTo(2);
    }

    @Test
    void aPackWhoseFolderIsGoneIsToldWithTheRemedy() {
        RecordedAnswer gone = RecordedAnswer.of("actions/create-unknown-pack");
        transport.answers(CREATE, 1, gone.status(), gone.body());

        assertThatThrownBy(() -> deploy("print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("Content pack \"nosuch_pack\"")
                .hasMessageContaining("make a folder actions in that pack");
    }

    @Test
    void whatTheApiMayNotWriteIsRefusedInItsWords() {
        transport.answers(CREATE, 1, 400, "{\"faultstring\": \"[Errno 13] Permission denied: '/opt/x.py'\"}");

        assertThatThrownBy(() -> deploy("print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("Permission denied: '/opt/x.py'");
        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void aScriptThatFailedByItsFilesIsToldOfTheOtherWay() {
        String denied = "{\"faultstring\": \"Unable to write data to \\\"/opt/x.py\\\" (permission denied).\"}";
        transport.answers(CREATE, 1, 400, denied);
        assertThatThrownBy(() -> deploy("print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("(permission denied)")
                .hasMessageContaining("scripts are deployed without any once \"Probe now\"");
        transport.answers(CREATE, 1, 500, "{\"faultstring\": \"Internal Server Error\"}");
        assertThatThrownBy(() -> deploy("print(1)\n"))
                .isInstanceOf(EngineOutcomeUnknownException.class)
                .hasMessageContaining("\"Probe now\"");
        transport.answers(CREATE, 1, 400, denied);
        assertThatThrownBy(() -> deployer.deploy(
                        Orders.deployment("class A: pass\n", CodeShape.ACTION_CLASS), DeploymentProgress.SILENT))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageNotContaining("Probe now");
        transport.answers(CREATE, 1, 400, "{\"faultstring\": \"odd\"}");
        assertThatThrownBy(() -> deploy("print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageNotContaining("Probe now");
    }

    @Test
    void aDiskThatIsReadOnlyIsAnUnknownOutcomeThatLeavesNothing() {
        transport.answers(CREATE, 1, 500, "{\"faultstring\": \"Internal Server Error\"}");

        assertThatThrownBy(() -> deploy("print(1)\n")).isInstanceOf(EngineOutcomeUnknownException.class);
        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void oneFileThatReadsBackOtherwiseIsEnoughToUndoIt() {
        Deployment first = deploy("print(1)\n");
        String harness = deploy("print(2)\n").files().get(0).path();
        deploy("print(1)\n");
        String author = harness.replace("sst_harness.py", "test.py");
        transport.answers(FILE + author, 1, 200, "print(3)\n");

        assertThatThrownBy(() -> deploy("print(2)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("what StackStorm holds is not what was written: file " + author
                        + " has other content than was deployed");
        assertThat(live().hash()).contains(first.contentHash());
        assertThat(live().entryPoint()).isEqualTo(first.files().get(0).path());
    }

    @Test
    void aFileThatTheApiNodeDoesNotHaveIsNamed() {
        Deployment deployment = deploy("print(1)\n");
        RecordedAnswer missing = RecordedAnswer.of("packs/views-file-404");
        String author = deployment.files().get(1).path();
        transport.answers(FILE + author, 1, missing.status(), missing.body());

        assertThat(deployer.inspect(Orders.TEST, deployment).differences())
                .containsExactly("file " + author + " is missing on the API node");
    }

    @Test
    void aDeploymentThatWasCutShortAfterItsFilesIsCompletedByTheNext() {
        Deployment elsewhere = deploy("print(1)\n");
        try (ScriptedStackStorm half = ScriptedStackStorm.start();
                StackStormEngine engine = Orders.engine(half)) {
            half.addPack(Orders.PACK);
            elsewhere
                    .files()
                    .forEach(file -> half.putFile(
                            Orders.PACK,
                            "actions/" + file.path(),
                            stackStorm.files().getOrDefault(Orders.PACK + "/actions/" + file.path(), "")));

            Deployment completed = Orders.deployed(engine, "print(1)\n");

            assertThat(new LiveAction(half.action(REF).orElseThrow()).hash()).contains(completed.contentHash());
            assertThat(engine.deployer().inspect(Orders.TEST, completed).none()).isTrue();
        }
    }

    @Test
    void everyFieldIsSaidEachTimeBecauseStackStormForgetsTheOthers() {
        deploy("print(1)\n");
        deploy("print(2)\n");

        assertThat(stackStorm.requests().latest())
                .filteredOn(request -> request.path().startsWith("/v1/actions")
                        && !request.method().equals("GET"))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.json().orElseThrow().members())
                        .containsKeys("name", "pack", "runner_type", "entry_point", "metadata_file", "enabled")
                        .containsKeys("description", "parameters", "tags", "notify", "data_files")
                        .hasEntrySatisfying(
                                "tags",
                                tags -> assertThat(((JsonArray) tags).items())
                                        .extracting(tag -> ((JsonObject) tag).text("name"))
                                        .containsExactly(
                                                Optional.of("sst_owner"),
                                                Optional.of("sst_hash"),
                                                Optional.of("sst_record")))
                        .hasEntrySatisfying(
                                "enabled", enabled -> assertThat(enabled).hasToString("true")));
    }

    @Test
    void aClassStartsWithTheHarnessToo() {
        var order = Orders.deployment("class A: pass\n", CodeShape.ACTION_CLASS);

        Deployment deployment = deployer.deploy(order, DeploymentProgress.SILENT);

        assertThat(live().entryPoint()).endsWith("/sst_harness.py");
        assertThat(live().runner()).isEqualTo("python-script");
        assertThat(deployment.files()).hasSize(2);
    }
}
