package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineState;
import dev.sst.json.JsonObject;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** StackStorm's API processes hear of a webhook one by one, a moment after its rule is there. */
final class RuleWebhookTest extends RuleScene {
    private static final JsonObject RULE = RuleWorld.json("{'trigger': {'type': 'core.st2.webhook',"
            + " 'parameters': {'url': 'a/b'}}, 'action': {'ref': 'core.noop'}}");

    private final RuleDeployer deployer =
            new RuleDeployer(world.client(), new Rules(world.client()), "server-1", () -> now, this::waited);

    RuleWebhookTest() {
        world.types.put("core.st2.webhook", RuleWorld.json("{'ref': 'core.st2.webhook'}"));
    }

    /** Time passes, and StackStorm has heard of the webhook. */
    private void waited(Duration duration) {
        now = now.plus(duration);
        world.deaf = false;
    }

    @Test
    void aWebhookIsFiredInTheSecondInWhichItsRuleWasMade() {
        world.deaf = true;
        Instant before = now;
        Deployment deployment = deploy("01J8Z4QK7M");

        assertThat(runs.start(order(deployment, KEY))).isInstanceOf(StartAnswer.Started.class);

        assertThat(world.sent("POST", "/v1/webhooks/a/b")).hasSize(1);
        assertThat(Duration.between(before, now)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void oneThatAnsweredOnceMayBeUnknownToTheNextProcess() {
        Deployment deployment = deploy("01J8Z4QK7M");
        assertThat(runs.start(order(deployment, KEY))).isInstanceOf(StartAnswer.Started.class);

        world.eventStatus = 404;
        assertThat(runs.start(order(deployment, "sst-y-1")))
                .isInstanceOfSatisfying(
                        StartAnswer.NotSent.class,
                        again -> assertThat(again.reason()).contains("does not listen at the webhook a/b"));
        world.eventStatus = 202;

        assertThat(runs.start(order(deployment, "sst-y-1"))).isInstanceOf(StartAnswer.Started.class);
    }

    @Test
    void undeployingOneOfTwoRulesAtAWebhookLeavesTheOtherItsWebhook() {
        Deployment first = deploy("01J8Z4QK7M");
        Deployment second = deploy("01J8Z4QK8X");

        deployer.undeploy(new TestId("01J8Z4QK7M"), first, DeploymentProgress.SILENT);

        assertThat(world.sent("DELETE", "/v1/")).singleElement().asString().startsWith("DELETE /v1/rules/");
        assertThat(new Rules(world.client()).listensAt("a/b")).isTrue();
        JsonObject left = world.rules.values().iterator().next();
        fires(left, "succeeded");
        var watch = started(order(second, KEY));
        stateOf(watch);
        pass(3);
        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);
        assertThat(evidence(runs, watch).firings()).hasSize(1);
    }

    private Deployment deploy(String test) {
        TestDefinition definition = TestDefinition.builder("Order " + test, TestType.RULE)
                .code("trigger: ...")
                .build();
        return deployer.deploy(
                new DeploymentOrder(new TestId(test), 1, definition, null, new CodeDocument(RULE, Map.of()), null),
                DeploymentProgress.SILENT);
    }

    private StartOrder order(Deployment deployment, String key) {
        return order(deployment, key, JsonObject.empty());
    }
}
