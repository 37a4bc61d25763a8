package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.ReadBack;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read back of actions and workflows that somebody edited in StackStorm. */
final class ReadBackTest extends PackScene {
    private static final String WORKFLOW = "version: 1.0\ntasks:\n  one:\n    action: core.noop\n";
    private static final String EDITED = "version: 1.0\ntasks:\n  two:\n    action: core.noop\n";

    @Test
    void anActionsTextIsTheFileBesideTheHarness() {
        DeploymentOrder order = carriedOut(Orders.script("print(1)\n"));
        edit(order, 1, "#!/usr/bin/env python3\nprint(2)\n");

        assertThat(readBack(order)).isEqualTo(ReadBack.of("print(2)\n", ""));
    }

    @Test
    void aWorkflowsTextIsItsFile() {
        DeploymentOrder order = carriedOut(workflow());
        assertThat(readBack(order)).isEqualTo(ReadBack.of(WORKFLOW, "Orders one"));

        edit(order, 0, EDITED);

        assertThat(readBack(order)).isEqualTo(ReadBack.of(EDITED, "Orders one"));
    }

    @Test
    void whatIsDeletedDisabledOrSomebodyElsesIsNotReadBack() {
        DeploymentOrder order = carriedOut(workflow());
        edit(order, 0, EDITED);
        String ref = order.carriedOut().ref();

        set(ref, "enabled", JsonBoolean.FALSE);
        assertThat(readBack(order).obstacles()).containsExactly("action " + ref + " is disabled");

        set(ref, "enabled", JsonBoolean.TRUE);
        set(ref, "tags", JsonArray.of());
        assertThat(readBack(order).obstacles())
                .contains("action " + ref + " belongs to somebody else")
                .hasSize(2);

        engine.deployer().undeploy(order.testId(), order.carriedOut(), DeploymentProgress.SILENT);
        assertThat(readBack(order).found()).isEmpty();
    }

    @Test
    void anActionThatStartsSomethingElseIsNotReadBack() {
        DeploymentOrder order = carriedOut(Orders.script("print(1)\n"));
        edit(order, 1, "print(2)\n");

        set(order.carriedOut().ref(), "entry_point", new JsonString("mine.py"));

        assertThat(readBack(order).obstacles()).singleElement().asString().contains("starts mine.py instead of");
    }

    @Test
    void aHarnessThatWasEditedIsAnObstacle() {
        DeploymentOrder order = carriedOut(Orders.script("print(1)\n"));
        edit(order, 1, "print(2)\n");
        edit(order, 0, "print(3)\n");

        assertThat(readBack(order).obstacles()).singleElement().asString().contains("sst_harness.py has other content");
    }

    @Test
    void contentThatWasThereBeforeIsNoPartOfTheTest() {
        stackStorm.addAction("other.thing", "noop");
        TestDefinition named = TestDefinition.builder("Named", TestType.ACTION)
                .existing("other.thing")
                .build();
        DeploymentOrder order = carriedOut(new DeploymentOrder(Orders.TEST, 1, named, null, null));

        assertThat(readBack(order).obstacles())
                .containsExactly("action other.thing was there before the test and is no part of it");
    }

    private ReadBack readBack(DeploymentOrder order) {
        return engine.deployer().readBack(order);
    }

    private DeploymentOrder carriedOut(DeploymentOrder order) {
        Deployment live = engine.deployer().deploy(order, DeploymentProgress.SILENT);
        return order(order.definition(), order.shape(), order.document(), live);
    }

    private static DeploymentOrder workflow() {
        TestDefinition definition = TestDefinition.builder("Order", TestType.WORKFLOW)
                .description("Orders one")
                .code(WORKFLOW)
                .build();
        var document = new CodeDocument(
                RuleWorld.json("{'version': 1.0, 'tasks': {'one': {'action': 'core.noop'}}}"), Map.of());
        return order(definition, null, document, null);
    }

    private static DeploymentOrder order(
            TestDefinition definition,
            @Nullable CodeShape shape,
            @Nullable CodeDocument document,
            @Nullable Deployment live) {
        return new DeploymentOrder(Orders.TEST, 1, definition, shape, document, live);
    }

    private void edit(DeploymentOrder order, int file, String text) {
        String path = order.carriedOut().files().get(file).path();
        stackStorm.putFile(Orders.PACK, "actions/" + path, text);
    }

    private void set(String ref, String member, JsonValue value) {
        stackStorm.putAction(stackStorm.action(ref).orElseThrow().with(member, value));
    }
}
