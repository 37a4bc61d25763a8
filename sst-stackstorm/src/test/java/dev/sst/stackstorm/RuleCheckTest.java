package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a rule's plan warns of. */
final class RuleCheckTest {

    private final RuleWorld world = new RuleWorld();
    private final RuleCheck check = new RuleCheck(new Rules(world.client()), "server-1");

    RuleCheckTest() {
        world.types.put("core.st2.webhook", RuleWorld.json("{'ref': 'core.st2.webhook'}"));
    }

    @Test
    void whatTheActionDoesNotTakeIsAWarningAndNoBlocker() {
        world.parameters.put(
                "core.local", RuleWorld.json("{'parameters': {'cmd': {'type': 'string', 'required': true}}}"));

        DeploymentPlan plan = plan("{'ref': 'core.local', 'parameters': {'colour': '{{ trigger.body.a }}'}}");

        assertThat(plan.blocked()).isFalse();
        assertThat(plan.warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "test_code: action core.local has no parameter colour: the rule would match and StackStorm would"
                                + " not run it",
                        "test_code: action core.local needs parameter cmd, which is not given: the rule would match and"
                                + " StackStorm would not run it");
    }

    @Test
    void whereStackStormDoesNotSayWhatTheActionTakesNothingIsSaid() {
        assertThat(plan("{'ref': 'core.local', 'parameters': {'colour': 'red'}}")
                        .warnings())
                .isEmpty();
    }

    private DeploymentPlan plan(String action) {
        JsonObject rule = RuleWorld.json(
                "{'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': 'a/b'}}, 'action': " + action + "}");
        TestDefinition definition = TestDefinition.builder("Order is seen", TestType.RULE)
                .code("trigger: ...")
                .build();
        var order = new DeploymentOrder(Orders.TEST, 1, definition, null, new CodeDocument(rule, Map.of()), null);
        return check.findings(RuleContent.of(order, rule, "server-1"), List.of())
                .plan();
    }
}
