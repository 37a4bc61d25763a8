package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.ReadBack;
import dev.sst.harness.ContentFile;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.spi.Probe;
import dev.sst.spi.Probe.State;
import dev.sst.spi.StartAnswer;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scripts on a StackStorm whose runners see no files. */
final class DatabaseOnlyTest {

    private static final String NAME = "t_login_page_j8z4qk7m";
    private static final String ELSEWHERE = "default." + NAME;
    private static final String REF = Orders.PACK + "." + NAME;

    private final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    private final StackStormEngine engine = Orders.engine(stackStorm);
    private final StackStormSettings settings = Orders.settings(stackStorm).build();
    private final HttpTransport http = new HttpTransport(settings);
    private final InterceptedTransport transport = new InterceptedTransport(http);
    private Optional<Probe> lastProbe = ActionDeployers.files(State.FAILS);
    private final ActionDeployer deployer = deployer(settings);

    @AfterEach
    void close() {
        engine.close();
        http.close();
        stackStorm.close();
    }

    private ActionDeployer deployer(StackStormSettings with) {
        var client =
                new StackStormClient(transport, Credentials.apiKey(ScriptedStackStorm.API_KEY), new SystemRequestIds());
        return ActionDeployers.of(client, with, () -> lastProbe);
    }

    private Deployment deploy(DeploymentOrder order) {
        return deployer.deploy(order, DeploymentProgress.SILENT);
    }

    private static DeploymentOrder after(String code, @Nullable Deployment live) {
        return new DeploymentOrder(Orders.TEST, 2, Orders.script(code).definition(), CodeShape.SCRIPT, live);
    }

    private List<String> drift(Deployment deployment) {
        return deployer.inspect(Orders.TEST, deployment).differences();
    }

    private void set(String ref, String member, JsonValue value) {
        stackStorm.putAction(stackStorm.action(ref).orElseThrow().with(member, value));
    }

    @Test
    void oneRequestToAPackThatIsThereIsAllThatADeploymentWrites() {
        Deployment deployment = deploy(Orders.script("print(1)\n"));

        assertThat(deployment.ref()).isEqualTo(ELSEWHERE);
        assertThat(deployment.files()).isEmpty();
        assertThat(stackStorm.files().keySet()).noneMatch(path -> path.contains("/actions/"));
        assertThat(stackStorm.requests().writes()).isOne();
        LiveAction live = new LiveAction(stackStorm.action(ELSEWHERE).orElseThrow());
        assertThat(live.runner()).isEqualTo("local-shell-cmd");
        assertThat(live.owner()).contains("server-1/" + Orders.TEST);
        assertThat(live.hash()).contains(deployment.contentHash());
        assertThat(drift(deployment)).isEmpty();
    }

    @Test
    void itStaysInItsOwnPackWhereThatIs() {
        stackStorm.addPack(Orders.PACK);

        assertThat(deploy(Orders.script("print(1)\n")).ref()).isEqualTo(REF);
    }

    @Test
    void aStackStormWithNeitherPackIsTold() {
        ActionDeployer nowhere =
                deployer(Orders.settings(stackStorm).stagingPack("nowhere").build());

        assertThat(nowhere.plan(Orders.script("print(1)\n")).blockers())
                .extracting(Problem::message)
                .containsExactly(
                        "StackStorm knows neither pack synthetic_tests nor pack nowhere; a script without files"
                                + " needs one of them, with a folder actions");
    }

    @Test
    void whoSeesThePlanSeesThatAndWhy() {
        DeploymentPlan plan = deployer.plan(Orders.script("print(1)\n"));

        assertThat(plan.changes()).containsExactly(new Change(Action.CREATE, "action " + ELSEWHERE, ""));
        assertThat(plan.warnings())
                .extracting(Problem::message)
                .containsExactly("it is kept in StackStorm's database only, without files, as action " + ELSEWHERE
                        + ": the last probe found that the runners do not see what is written; StackStorm has no pack "
                        + Orders.PACK);
        List<String> steps = new ArrayList<>();
        deployer.deploy(Orders.script("print(1)\n"), steps::add);
        assertThat(steps).first().asString().contains("in StackStorm's database only");
        assertThat(deployer.plan(Orders.script("print(1)\n")).nothingToDo()).isTrue();
    }

    @Test
    void aProbeDecidesForTheDeploymentsAfterIt() {
        stackStorm.addPack(Orders.PACK);
        stackStorm.behave(
                "core.local",
                run -> ScriptedEnding.bare(
                        "failed",
                        RuleWorld.json("{'stdout': '', 'stderr': '%s'}"
                                .formatted(absent(run.parameters().text("cmd").orElse(""))))));
        assertThat(Strategy.files(Optional.of(engine.monitor().probe()))).isEqualTo(State.FAILS);

        Deployment deployment = Orders.deployed(engine, "print(1)\n");

        assertThat(deployment.files()).isEmpty();
    }

    private static String absent(String command) {
        String path = command.substring(command.indexOf('/'), command.lastIndexOf('\''));
        return "sha256sum: " + path + ": No such file or directory";
    }

    @Test
    void aClassIsBlockedAndSaysWhatAnAdministratorChanges() {
        stackStorm.addPack(Orders.PACK);
        DeploymentOrder order = Orders.deployment("class A: pass\n", CodeShape.ACTION_CLASS);

        assertThat(blockers(order)).singleElement().asString().contains("An administrator lets", "A script could");
        assertThatThrownBy(() -> deploy(order)).isInstanceOf(InvalidInputException.class);
        assertThat(stackStorm.requests().writes()).isZero();
    }

    @Test
    void aScriptTooLongForOneCommandIsBlockedWithTheFigures() {
        stackStorm.addPack(Orders.PACK);

        assertThat(blockers(Orders.script("#" + noise(90_000) + "\n")))
                .singleElement()
                .asString()
                .containsPattern("of 1\\d{5} characters when packed; there may be 80000, and 40000 for the parameters");
        assertThat(stackStorm.requests().writes()).isZero();
    }

    private List<String> blockers(DeploymentOrder order) {
        return deployer.plan(order).blockers().stream().map(Problem::message).toList();
    }

    private static String noise(int length) {
        return new Random(1)
                .ints(length, '0', 'z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @Test
    void parametersThatDoNotFitBesideTheCommandAreRefusedBeforeAnythingIsSent() {
        stackStorm.addPack(Orders.PACK);
        Deployment deployment = deploy(Orders.script("print(1)\n"));
        JsonObject parameters = JsonObject.builder().put("noise", noise(50_000)).build();

        StartAnswer answer = engine.runner().start(Orders.start("key-1", deployment, parameters, Set.of()));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        StartAnswer.Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .contains("a script that is deployed without files can be handed 40000"));
        assertThat(Orders.runs(stackStorm)).isEmpty();
    }

    @Test
    void whatIsEditedInStackStormIsNamedThoughItsTagsStay() {
        stackStorm.addPack(Orders.PACK);
        Deployment deployment = deploy(Orders.script("print(1)\n"));
        JsonObject written = stackStorm.action(REF).orElseThrow();

        set(REF, "parameters", RuleWorld.json("{'cmd': {'default': 'echo mine', 'immutable': true}}"));
        assertThat(drift(deployment)).containsExactly("action " + REF + " runs another command than was deployed");
        assertThat(deployer.plan(Orders.script("print(1)\n")).changes())
                .extracting(Change::action)
                .containsExactly(Action.CHANGE);
        stackStorm.putAction(written);
        set(REF, "description", new JsonString("mine"));
        assertThat(drift(deployment))
                .containsExactly(
                        "action " + REF + " has another command, runner, description or parameters than was deployed");
        stackStorm.putAction(written);
        set(REF, "enabled", JsonBoolean.FALSE);
        assertThat(drift(deployment)).containsExactly("action " + REF + " is disabled");
        stackStorm.putAction(written);
        set(REF, "entry_point", new JsonString("mine.sh"));
        assertThat(drift(deployment)).containsExactly("action " + REF + " starts mine.sh instead of no file");
    }

    @Test
    void theAuthorsTextIsReadOutOfTheCommand() {
        stackStorm.addPack(Orders.PACK);
        Deployment deployment = deploy(Orders.script("print(1)\r\n"));
        DeploymentOrder carriedOut = after("print(1)\r\n", deployment);
        assertThat(deployer.readBack(carriedOut)).isEqualTo(ReadBack.of("print(1)\r\n", ""));

        edit("test.py", "#!/usr/bin/env python3\nprint('mine')\n");
        assertThat(deployer.readBack(carriedOut)).isEqualTo(ReadBack.of("print('mine')\n", ""));

        edit("sst_harness.py", "print('mine')\n");
        assertThat(deployer.readBack(carriedOut).obstacles())
                .containsExactly(
                        "action " + REF + " has another command, runner, description or parameters than was deployed");
    }

    private void edit(String name, String text) {
        CommandContent found = CommandContent.of(
                        new LiveAction(stackStorm.action(REF).orElseThrow()))
                .orElseThrow();
        set(
                REF,
                "parameters",
                found.with(found.command().with(ContentFile.of(name, text)))
                        .action(Orders.PACK, NAME, "")
                        .parameters());
    }

    @Test
    void whereNobodyKnowsOfFilesItStaysAsItIs() {
        Deployment live = deploy(Orders.script("print(1)\n"));
        lastProbe = Optional.empty();

        assertThat(deployer.plan(after("print(2)\n", live)).warnings())
                .extracting(Problem::message)
                .containsExactly("it is kept in StackStorm's database only, without files, as action " + ELSEWHERE
                        + " is now: no probe has found that the runners see what is written; StackStorm has no pack "
                        + Orders.PACK);
        assertThat(deploy(after("print(2)\n", live)).files()).isEmpty();
    }

    @Test
    void theSameActionLosesItsFilesAndGetsThemAgain() {
        stackStorm.addPack(Orders.PACK);
        lastProbe = ActionDeployers.files(State.WORKS);
        Deployment withFiles = deploy(Orders.script("print(1)\n"));
        lastProbe = ActionDeployers.files(State.FAILS);

        Deployment kept = deploy(after("print(1)\n", withFiles));

        assertThat(kept.ref()).isEqualTo(withFiles.ref());
        assertThat(new LiveAction(stackStorm.action(REF).orElseThrow()).entryPoint())
                .isEmpty();
        assertThat(drift(kept)).isEmpty();
        lastProbe = ActionDeployers.files(State.WORKS);
        assertThat(deployer.plan(after("print(1)\n", kept)).changes())
                .containsExactly(new Change(
                        Action.CHANGE,
                        "action " + REF,
                        "action " + REF + " has other content than was deployed; action " + REF
                                + " starts no file instead of "
                                + withFiles.files().get(0).path()));
        assertThat(deploy(after("print(1)\n", kept)).files()).isEqualTo(withFiles.files());
        assertThat(drift(withFiles)).isEmpty();
        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isOne();
    }

    @Test
    void itMovesToItsPackOnceThatIsThere() {
        Deployment elsewhere = deploy(Orders.script("print(1)\n"));
        stackStorm.addPack(Orders.PACK);

        assertThat(deploy(after("print(1)\n", elsewhere)).ref()).isEqualTo(REF);
    }

    @Test
    void aWriteWhoseAnswerIsLostIsFoundAgainByWhatItWrote() {
        stackStorm.addPack(Orders.PACK);
        stackStorm.faults().once(RequestKind.CREATE_ACTION, Fault.LOSE_ANSWER);

        deploy(Orders.script("print(1)\n"));

        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isOne();
    }

    @Test
    void aCommandThatReadsBackOtherwiseIsUndone() {
        stackStorm.addPack(Orders.PACK);
        Deployment first = deploy(Orders.script("print(1)\n"));
        transport.before(
                "PUT /v1/actions",
                () -> transport.before(
                        "GET /v1/actions/" + REF, () -> set(REF, "description", new JsonString("another"))));

        assertThatThrownBy(() -> deploy(Orders.script("print(2)\n")))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("what StackStorm holds is not what was written: action " + REF + " has another");
        assertThat(drift(first)).isEmpty();
    }

    @Test
    void undeployedNothingOfItIsLeftAndNoFileIsSpokenOf() {
        stackStorm.addPack(Orders.PACK);
        Deployment deployment = deploy(Orders.script("print(1)\n"));
        List<String> steps = new ArrayList<>();

        deployer.undeploy(Orders.TEST, deployment, steps::add);

        assertThat(stackStorm.action(REF)).isEmpty();
        assertThat(steps).noneMatch(step -> step.contains("files"));
    }
}
