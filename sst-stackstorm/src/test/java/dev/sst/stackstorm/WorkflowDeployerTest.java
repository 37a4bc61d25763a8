package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.Input;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WorkflowDeployerTest extends PackScene {

    private static final String REF = "synthetic_tests.t_order_j8z4qk7m";
    private static final String CODE = """
            version: 1.0\r
            input:
              - host: localhost
              - port
            tasks:
              one:
                action: core.noop
            """;
    private static final CodeDocument DOCUMENT = new CodeDocument(
            object("{\"version\": 1.0, \"input\": [{\"host\": \"localhost\"}, \"port\"],"
                    + " \"tasks\": {\"one\": {\"action\": \"core.noop\"}}}"),
            Map.of("tasks.one.action", new Problem.Place(7, 13)));

    @Test
    void aWorkflowIsAnActionOfOrquestaWhoseFileIsTheAuthorsText() {
        Deployment deployment = deploy(order(JsonObject.empty(), null));

        assertThat(deployment.type()).isEqualTo(TestType.WORKFLOW);
        assertThat(deployment.ours()).isTrue();
        assertThat(deployment.shape()).isNull();
        assertThat(deployment.ref()).isEqualTo(REF);
        assertThat(deployment.inputs())
                .containsExactly(new Input("host", false, new JsonString("localhost")), new Input("port", true, null));
        JsonObject action = stackStorm.action(REF).orElseThrow();
        assertThat(action.text("runner_type")).contains("orquesta");
        assertThat(action.text("entry_point"))
                .contains("t_order_j8z4qk7m/" + deployment.contentHash().substring(0, 12) + "/workflow.yaml");
        assertThat(new LiveAction(action).inputs()).extracting(Input::name).containsExactly("host", "port");
        assertThat(new LiveAction(action).inputs()).extracting(Input::byDefault).containsOnlyNulls();
        assertThat(stackStorm.files())
                .containsEntry(
                        "synthetic_tests/actions/" + deployment.files().get(0).path(), CODE.replace("\r\n", "\n"));
    }

    @Test
    void twiceIsNoWriteAndAnEditIsDrift() {
        Deployment deployment = deploy(order(JsonObject.empty(), null));
        long writes = stackStorm.requests().writes();

        deploy(order(JsonObject.empty(), deployment));

        assertThat(stackStorm.requests().writes()).isEqualTo(writes);
        assertThat(engine.deployer().inspect(Orders.TEST, deployment).none()).isTrue();
        stackStorm.putFile(Orders.PACK, "actions/" + deployment.files().get(0).path(), "version: 1.0\n");
        assertThat(engine.deployer().inspect(Orders.TEST, deployment).none()).isFalse();
    }

    @Test
    void whatStackStormHasAgainstItIsABlockerAtItsLineAndNothingIsWritten() {
        stackStorm.inspection(
                200,
                JsonText.parse(
                        "[{\"type\": \"content\", \"message\": \"The action \\\"core.noop\\\" is not registered\","
                                + " \"spec_path\": \"tasks.one.action\"}]"));

        DeploymentOrder order = order(JsonObject.empty(), null);

        assertThat(engine.deployer().plan(order).blockers())
                .containsExactly(Problem.at("test_code", 7, 13, "The action \"core.noop\" is not registered"));
        assertThatThrownBy(() -> deploy(order)).isInstanceOf(InvalidInputException.class);
        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isZero();
        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void aParameterThatIsNoInputIsABlocker() {
        assertThat(plan("{\"hots\": 1}")).containsExactly("test_parameters.hots: the workflow has no input hots");
    }

    @Test
    void aSecretInputIsABlockerBecauseTasksWouldShowIt() {
        assertThat(plan("{\"port\": {\"type\": \"string\", \"secret\": true}}"))
                .singleElement()
                .asString()
                .startsWith("test_parameters.port: StackStorm shows a workflow's inputs to its tasks in clear");
    }

    @Test
    void aTextThatOrquestaEvaluatesIsAWarning() {
        var plan = engine.deployer().plan(order(object("{\"port\": [\"<% 1 + 1 %>\"]}"), null));

        assertThat(plan.blocked()).isFalse();
        assertThat(plan.warnings()).extracting(Problem::field).containsExactly("test_parameters.port");
    }

    @Test
    void aSchemaIsEvaluatedInItsDefaultOnly() {
        var parameters = object("{\"host\": {\"type\": \"string\", \"description\": \"no <% here %>\"},"
                + " \"port\": {\"type\": \"string\", \"default\": \"<% 1 + 1 %>\"}}");

        assertThat(engine.deployer().plan(order(parameters, null)).warnings())
                .extracting(Problem::field)
                .containsExactly("test_parameters.port");
    }

    @Test
    void theTasksWhoseResultsOrquestaEvaluatesAreNamed() {
        JsonObject workflow = object(
                "{\"tasks\": {\"one\": {\"next\": [{\"publish\": \"x=<% result().stdout %>\"}]},"
                        + " \"two\": {\"next\": [{\"do\": \"one\"}]}, \"three\": {\"next\": [{\"when\": \"{{ result() }}\"}]}}}");
        var order = new DeploymentOrder(
                Orders.TEST,
                1,
                order(JsonObject.empty(), null).definition(),
                null,
                new CodeDocument(workflow, Map.of()),
                null);

        assertThat(engine.deployer().plan(order).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).endsWith("those of one, three"));
    }

    @Test
    void aWorkflowThatWasNotReadIsNotDeployed() {
        var order = new DeploymentOrder(
                Orders.TEST, 1, order(JsonObject.empty(), null).definition(), null, null, null);

        assertThat(engine.deployer().plan(order).blocked()).isTrue();
        assertThatThrownBy(() -> deploy(order)).isInstanceOf(InvalidInputException.class);
        assertThat(stackStorm.requests().total()).isZero();
    }

    @Test
    void aWorkflowOfOursIsUndeployedAndAnExistingOneIsNot() {
        stackStorm.addAction("other.flow", "orquesta");
        Deployment ours = deploy(order(JsonObject.empty(), null));
        Deployment existing = deploy(existing("other.flow"));

        engine.deployer().undeploy(Orders.TEST, ours, DeploymentProgress.SILENT);
        engine.deployer().undeploy(Orders.TEST, existing, DeploymentProgress.SILENT);

        assertThat(stackStorm.action(REF)).isEmpty();
        assertThat(stackStorm.files()).isEmpty();
        assertThat(existing.ours()).isFalse();
        assertThat(existing.type()).isEqualTo(TestType.WORKFLOW);
        assertThat(stackStorm.action("other.flow")).isPresent();
    }

    @Test
    void anExistingWorkflowMustBeOneAndBeEnabled() {
        stackStorm.addAction("other.check", "local-shell-script");
        stackStorm.addAction("other.flow", "orquesta");
        stackStorm.putAction(stackStorm.action("other.flow").orElseThrow().with("enabled", JsonBoolean.FALSE));

        assertThat(engine.deployer().plan(existing("other.check")).blockers())
                .extracting(Problem::message)
                .containsExactly("other.check is an action of runner local-shell-script and no workflow");
        assertThat(engine.deployer().plan(existing("other.flow")).blockers())
                .extracting(Problem::message)
                .containsExactly("workflow other.flow is disabled in StackStorm");
        assertThat(engine.deployer().plan(existing("other.none")).blockers())
                .extracting(Problem::message)
                .containsExactly("StackStorm has no workflow other.none");
    }

    @Test
    void anExistingWorkflowBringsItsInputsAlong() {
        stackStorm.addAction("other.flow", "orquesta");
        stackStorm.putAction(stackStorm
                .action("other.flow")
                .orElseThrow()
                .with(
                        "parameters",
                        object("{\"host\": {\"type\": \"string\", \"required\": true}, \"port\": {\"default\": 80},"
                                + " \"sudo\": {\"immutable\": true}}")));

        assertThat(deploy(existing("other.flow")).inputs())
                .containsExactly(new Input("host", true, null), new Input("port", false, JsonNumber.of(80)));
    }

    @Test
    void anActionThatBecomesAWorkflowKeepsItsName() {
        Deployment script = engine.deployer()
                .deploy(
                        new DeploymentOrder(
                                Orders.TEST, 1, Orders.script("print(1)\n").definition(), CodeShape.SCRIPT, null),
                        DeploymentProgress.SILENT);

        Deployment workflow = deploy(order(JsonObject.empty(), script));

        assertThat(workflow.ref()).isEqualTo(script.ref());
        assertThat(stackStorm.action(script.ref()).flatMap(action -> action.text("runner_type")))
                .contains("orquesta");
    }

    @Test
    void ownContentThatIsReplacedByExistingContentGoes() {
        stackStorm.addAction("other.flow", "orquesta");
        Deployment ours = deploy(order(JsonObject.empty(), null));
        DeploymentOrder order =
                new DeploymentOrder(Orders.TEST, 2, existing("other.flow").definition(), null, null, ours);

        assertThat(engine.deployer().plan(order).changes())
                .containsExactly(
                        new Change(Action.LEAVE, "workflow other.flow", "it is only executed"),
                        new Change(Action.REMOVE, "workflow " + REF, "it is not what the test is any more"));
        deploy(order);

        assertThat(stackStorm.action(REF)).isEmpty();
        assertThat(stackStorm.action("other.flow")).isPresent();
    }

    @Test
    void aWorkflowIsStartedWithAllItsInputsAndCollectedAsOne() {
        stackStorm.behave(
                REF, run -> ScriptedEnding.bare("failed", object("{\"errors\": [], \"output\": {\"n\": 1}}")));
        Deployment deployment = deploy(order(JsonObject.empty(), null));
        StartOrder start = Orders.start("key-1", deployment, object("{\"port\": 8080}"), Set.of());

        EngineExecutionId id = Orders.started(engine, start);

        assertThat(Orders.runs(stackStorm).get(0).parameters())
                .isEqualTo(object("{\"host\": \"localhost\", \"port\": 8080}"));
        Orders.awaitOver(stackStorm, id);
        assertThat(engine.runner().collect(List.of(new CollectOrder(id, Orders.NONCE, null))))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.evidence())
                        .isEqualTo(
                                new Evidence.Workflow(object("{\"errors\": [], \"output\": {\"n\": 1}}"), List.of())));
        assertThat(stackStorm.requests().count(RequestKind.OUTPUT)).isZero();
        assertThat(stackStorm.requests().count(RequestKind.LIST_CHILDREN)).isOne();
    }

    @Test
    void aWorkflowOfAnotherRevisionThanTheOneToBeJudgedIsEnded() {
        Deployment first = deploy(order(JsonObject.empty(), null));
        stackStorm.behave(
                REF, run -> ScriptedEnding.bare("succeeded", JsonObject.empty()).after(ScriptedEnding.FOREVER));
        TestDefinition edited = order(JsonObject.empty(), null).definition().toBuilder()
                .code(CODE + "output: []\n")
                .build();
        deploy(new DeploymentOrder(Orders.TEST, 2, edited, null, DOCUMENT, first));

        StartAnswer answer = engine.runner().start(Orders.start("key-1", first, object("{\"port\": 1}"), Set.of()));

        assertThat(answer)
                .isEqualTo(new StartAnswer.Rejected(
                        "the workflow in StackStorm is of another revision; deploy again, then execute"));
        Orders.awaitOver(
                stackStorm, new EngineExecutionId(Orders.runs(stackStorm).get(0).id()));
    }

    @Test
    void anExistingActionOfOrquestaGetsItsTextsAsTheyAre() {
        stackStorm.addAction("other.flow", "orquesta");
        Deployment existing = deploy(existing("other.flow"));

        Orders.started(engine, Orders.start("key-1", existing, object("{\"a\": [\"{{ 1 }}\"]}"), Set.of()));

        assertThat(Orders.runs(stackStorm).get(0).parameters())
                .isEqualTo(JinjaText.protectFromOrquesta(object("{\"a\": [\"{{ 1 }}\"]}")));
    }

    private List<String> plan(String parameters) {
        return engine.deployer().plan(order(object(parameters), null)).blockers().stream()
                .map(Problem::toString)
                .toList();
    }

    private Deployment deploy(DeploymentOrder order) {
        return engine.deployer().deploy(order, DeploymentProgress.SILENT);
    }

    private static DeploymentOrder order(JsonObject parameters, Deployment live) {
        TestDefinition definition = TestDefinition.builder("Order", TestType.WORKFLOW)
                .code(CODE)
                .parameters(parameters)
                .build();
        return new DeploymentOrder(Orders.TEST, 1, definition, null, DOCUMENT, live);
    }

    private static DeploymentOrder existing(String ref) {
        TestDefinition named =
                TestDefinition.builder("Order", TestType.WORKFLOW).existing(ref).build();
        return new DeploymentOrder(Orders.TEST, 1, named, null, null, null);
    }

    private static JsonObject object(String json) {
        return (JsonObject) JsonText.parse(json);
    }
}
