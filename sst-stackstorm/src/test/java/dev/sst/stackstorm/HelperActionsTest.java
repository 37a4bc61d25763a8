package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.Written;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.ReadBack;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.Behaviour;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A workflow test that brings actions along. */
final class HelperActionsTest extends PackScene {

    private static final String FLOW = "synthetic_tests.t_order_j8z4qk7m";
    private static final String LOOK = FLOW + "__look";
    private static final String SAY = FLOW + "__say";
    private static final String CODE = "tasks:\n  one:\n    action: helper.look url=<% ctx().url %>\n"
            + "  two:\n    action: 'helper.say' # say helper.look\n";
    private static final CodeDocument DOCUMENT = new CodeDocument(
            object("{\"tasks\": {\"one\": {\"action\": \"helper.look url=<% ctx().url %>\"},"
                    + " \"two\": {\"action\": \"helper.say\"}}}"),
            Map.of("tasks.one.action", new Problem.Place(3, 5), "tasks.two.action", new Problem.Place(5, 5)));
    private static final String LOOKS = "\"look\": {\"code\": \"class Look(Action): pass\\n\", \"runner\": \"python\","
            + " \"parameters\": {\"url\": {\"type\": \"string\", \"required\": true}}}";
    private static final String SAYS = "\"say\": {\"code\": \"print(1)\\r\\n\"}";

    @Test
    void codeThatIsTooLongIsSaidOfTheHelperThatHasIt() {
        String longer = "\"look\": {\"code\": \"#" + "x".repeat(PackFiles.READABLE) + "\"}";

        assertThat(engine.deployer().plan(order(null, longer, SAYS)).blockers())
                .extracting(Problem::field)
                .contains("metadata.actions.look.code")
                .doesNotContain("test_code");
    }

    @Test
    void theyAreActionsBesideTheWorkflowWhichCallsThemByTheirNames() {
        Deployment deployment = deploy(order(null, LOOKS, SAYS));

        assertThat(file(deployment, 0))
                .isEqualTo(CODE.replace("helper.look url", LOOK + " url").replace("'helper.say'", "'" + SAY + "'"));
        JsonObject look = stackStorm.action(LOOK).orElseThrow();
        assertThat(look.text("runner_type")).contains("python-script");
        assertThat(new LiveAction(look).owner()).contains("server-1/" + Orders.TEST);
        assertThat(new LiveAction(look).inputs())
                .extracting(Deployment.Input::name)
                .containsExactly("url");
        assertThat(stackStorm.action(SAY).flatMap(action -> action.text("runner_type")))
                .contains("local-shell-script");
        assertThat(file(deployment, 1)).isEqualTo("class Look(Action): pass\n");
        assertThat(file(deployment, 2)).isEqualTo("#!/usr/bin/env python3\nprint(1)\n");
        assertThat(deployment.objects())
                .containsExactly(new Written("helper action", LOOK), new Written("helper action", SAY));
    }

    @Test
    void twiceIsNoWriteAndChangedCodeOfAHelperIsAnotherWorkflow() {
        Deployment first = deploy(order(null, LOOKS, SAYS));
        long writes = stackStorm.requests().writes();

        deploy(order(first, LOOKS, SAYS));
        assertThat(stackStorm.requests().writes()).isEqualTo(writes);
        Deployment second = deploy(order(first, LOOKS, SAYS.replace("print(1)", "print(2)")));

        assertThat(second.contentHash()).isNotEqualTo(first.contentHash());
        assertThat(file(second, 2)).isEqualTo("#!/usr/bin/env python3\nprint(2)\n");
        assertThat(file(first, 2)).isEqualTo("#!/usr/bin/env python3\nprint(1)\n");
        assertThat(engine.deployer().inspect(Orders.TEST, second).differences()).isEmpty();
    }

    @Test
    void whatStackStormHasAgainstThemBeforeTheyAreThereCountsOnlyAfterwards() {
        inspection("The action \\\"" + LOOK + "\\\" is not registered in the database.");
        DeploymentOrder order = order(null, LOOKS, SAYS);

        assertThat(engine.deployer().plan(order).blockers()).isEmpty();
        assertThatThrownBy(() -> deploy(order))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is not registered");

        assertThat(stackStorm.action(LOOK)).isEmpty();
        assertThat(stackStorm.action(SAY)).isEmpty();
        assertThat(stackStorm.action(FLOW)).isEmpty();
        assertThat(stackStorm.files()).isEmpty();
    }

    @Test
    void whatIsAgainstAHelperThatIsAsItShouldBeIsABlockerAtOnce() {
        Deployment live = deploy(order(null, LOOKS, SAYS));
        inspection("Action \\\"" + LOOK + "\\\" is missing required input \\\"url\\\".");

        assertThat(engine.deployer().plan(order(live, LOOKS, SAYS)).blockers())
                .singleElement()
                .satisfies(blocker -> assertThat(blocker.place()).isEqualTo(new Problem.Place(3, 5)));
    }

    @Test
    void aRefusedChangeLeavesTheHelpersAsTheyWere() {
        Deployment live = deploy(order(null, LOOKS, SAYS));
        JsonObject before = stackStorm.action(LOOK).orElseThrow();
        inspection("Action \\\"" + LOOK + "\\\" has unexpected input \\\"url\\\".");

        DeploymentOrder changed = order(live, LOOKS.replace("pass", "x = 1"), SAYS);
        assertThatThrownBy(() -> deploy(changed)).isInstanceOf(InvalidInputException.class);

        assertThat(stackStorm.action(LOOK).flatMap(action -> action.text("entry_point")))
                .isEqualTo(before.text("entry_point"));
        assertThat(engine.deployer().inspect(Orders.TEST, live).differences()).isEmpty();
    }

    @Test
    void anActionOfThatNameThatIsNotOursIsABlocker() {
        stackStorm.addAction(SAY, "local-shell-script");

        assertThat(engine.deployer().plan(order(null, LOOKS, SAYS)).blockers())
                .extracting(Problem::message)
                .containsExactly("action " + SAY + " exists and is not ours");
    }

    @Test
    void aHelperThatTheTestHasNoMoreGoes() {
        Deployment live = deploy(order(null, LOOKS, SAYS));
        DeploymentOrder less = order(live, LOOKS);

        assertThat(engine.deployer().plan(less).changes())
                .contains(new Change(Action.REMOVE, "action " + SAY, "the test has no such helper any more"));
        Deployment now = deploy(less);

        assertThat(stackStorm.action(SAY)).isEmpty();
        assertThat(now.objects()).containsExactly(new Written("helper action", LOOK));
    }

    @Test
    void theyGoWithTheWorkflow() {
        Deployment live = deploy(order(null, LOOKS, SAYS));

        engine.deployer().undeploy(Orders.TEST, live, DeploymentProgress.SILENT);

        assertThat(stackStorm.action(FLOW)).isEmpty();
        assertThat(stackStorm.action(LOOK)).isEmpty();
        assertThat(stackStorm.action(SAY)).isEmpty();
        assertThat(stackStorm.files()).isEmpty();
    }

    @Test
    void theyGoWhenTheWorkflowBecomesAnAction() {
        Deployment live = deploy(order(null, LOOKS, SAYS));
        var action = TestDefinition.builder("Order", TestType.ACTION)
                .code("print(1)\n")
                .build();
        var order = new DeploymentOrder(Orders.TEST, 2, action, CodeShape.SCRIPT, live);

        assertThat(engine.deployer().plan(order).changes())
                .contains(new Change(Action.REMOVE, "action " + LOOK, "the test has no such helper any more"));
        deploy(order);

        assertThat(stackStorm.action(FLOW)).isPresent();
        assertThat(stackStorm.action(LOOK)).isEmpty();
        assertThat(stackStorm.action(SAY)).isEmpty();
    }

    @Test
    void oneThatCannotGoStaysUntilTheNextDeploymentAndHoldsUpNone() {
        Deployment live = deploy(order(null, LOOKS, SAYS));
        stackStorm.faults().always(RequestKind.DELETE_ACTION, Fault.SERVER_ERROR);
        List<String> steps = new ArrayList<>();

        Deployment now = engine.deployer().deploy(order(live, LOOKS), steps::add);

        assertThat(steps).last().asString().startsWith("helper actions that the test has no more may be left");
        assertThat(stackStorm.action(SAY)).isPresent();
        stackStorm.faults().clear();
        deploy(order(now, LOOKS));
        assertThat(stackStorm.action(SAY)).isEmpty();
    }

    @Test
    void noneGoesWhileAnExecutionOfTheWorkflowGoesOn() {
        stackStorm.behave(Behaviour.always(ScriptedEnding.never("")));
        Deployment live = deploy(order(null, LOOKS, SAYS));
        EngineExecutionId run = Orders.started(engine, Orders.start("k", live));

        Deployment now = deploy(order(live, LOOKS));

        assertThat(stackStorm.action(SAY)).isPresent();
        stackStorm.finish(run.value());
        deploy(order(now, LOOKS));
        assertThat(stackStorm.action(SAY)).isEmpty();
        assertThat(stackStorm.action(LOOK)).isPresent();
    }

    @Test
    void whatADeploymentThatWasNotRecordedLeftGoesWithTheNext() {
        deploy(order(null, LOOKS, SAYS));
        DeploymentOrder next = order(null, LOOKS);

        assertThat(engine.deployer().plan(next).changes())
                .contains(new Change(Action.REMOVE, "action " + SAY, "the test has no such helper any more"));
        deploy(next);

        assertThat(stackStorm.action(SAY)).isEmpty();
        assertThat(stackStorm.action(LOOK)).isPresent();
    }

    @Test
    void whatADeploymentThatWasNotRecordedLeftGoesWithTheWorkflow() {
        Deployment live = deploy(order(null, LOOKS));
        deploy(order(live, LOOKS, SAYS));

        engine.deployer().undeploy(Orders.TEST, live, DeploymentProgress.SILENT);

        assertThat(stackStorm.action(FLOW)).isEmpty();
        assertThat(stackStorm.action(LOOK)).isEmpty();
        assertThat(stackStorm.action(SAY)).isEmpty();
    }

    @Test
    void oneThatCannotBeTakenBackKeepsNoOtherFromIt() {
        inspection("The action \\\"" + LOOK + "\\\" is not registered in the database.");
        stackStorm.faults().once(RequestKind.DELETE_ACTION, Fault.SERVER_ERROR);

        assertThatThrownBy(() -> deploy(order(null, LOOKS, SAYS)))
                .isInstanceOf(EngineOutcomeUnknownException.class)
                .hasMessageContaining("is not registered")
                .hasMessageContaining(SAY + " (");

        assertThat(stackStorm.action(SAY)).isPresent();
        assertThat(stackStorm.action(LOOK)).isEmpty();
    }

    @Test
    void whatSomebodyChangedIsDrift() {
        Deployment live = deploy(order(null, LOOKS, SAYS));
        stackStorm.putAction(stackStorm.action(LOOK).orElseThrow().with("enabled", JsonBoolean.FALSE));
        stackStorm.putFile(Orders.PACK, "actions/" + live.files().get(2).path(), "exit 1\n");
        assertThat(engine.deployer().inspect(Orders.TEST, live).differences())
                .containsExactlyInAnyOrder(
                        "action " + LOOK + " is disabled",
                        "file " + live.files().get(2).path() + " has other content than was deployed");

        stackStorm.putAction(stackStorm.action(SAY).orElseThrow().with("tags", JsonText.parse("[]")));

        assertThat(engine.deployer().inspect(Orders.TEST, live).differences())
                .contains("action " + SAY + " belongs to somebody else");
    }

    @Test
    void anEditedWorkflowIsReadBackWithTheNamesItsAuthorGave() {
        Deployment live = deploy(order(null, LOOKS, SAYS));
        stackStorm.putFile(
                Orders.PACK,
                "actions/" + live.files().get(0).path(),
                file(live, 0) + "  three:\n    action: core.noop\n");

        assertThat(engine.deployer().readBack(order(live, LOOKS, SAYS)))
                .isEqualTo(ReadBack.of(CODE + "  three:\n    action: core.noop\n", ""));
    }

    @Test
    void whatWasDoneToAHelperIsNotReadBack() {
        Deployment live = deploy(order(null, LOOKS, SAYS));
        stackStorm.putAction(stackStorm.action(LOOK).orElseThrow().with("enabled", JsonBoolean.FALSE));

        assertThat(engine.deployer().readBack(order(live, LOOKS, SAYS)).obstacles())
                .containsExactly("action " + LOOK + " is disabled");
    }

    private void inspection(String message) {
        stackStorm.inspection(
                200,
                JsonText.parse("[{\"type\": \"content\", \"message\": \"" + message
                        + "\", \"spec_path\": \"tasks.one.action\"}]"));
    }

    private String file(Deployment deployment, int place) {
        return String.valueOf(stackStorm
                .files()
                .get(Orders.PACK + "/actions/" + deployment.files().get(place).path()));
    }

    private Deployment deploy(DeploymentOrder order) {
        return engine.deployer().deploy(order, DeploymentProgress.SILENT);
    }

    private static DeploymentOrder order(@Nullable Deployment live, String... actions) {
        TestDefinition definition = TestDefinition.builder("Order", TestType.WORKFLOW)
                .code(CODE)
                .metadata(object("{\"actions\": {" + String.join(",", List.of(actions)) + "}}"))
                .build();
        return new DeploymentOrder(Orders.TEST, 1, definition, null, DOCUMENT, live);
    }

    private static JsonObject object(String json) {
        return (JsonObject) JsonText.parse(json);
    }
}
