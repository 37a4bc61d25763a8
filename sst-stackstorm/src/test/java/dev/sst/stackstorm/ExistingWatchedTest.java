package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Problem;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rules that a test merely names. */
final class ExistingWatchedTest {
    private static final JsonObject DISABLED = RuleWorld.json("{'name': 'r', 'pack': 'p', 'enabled': false,"
            + " 'trigger': {'type': 'a.b'}, 'action': {'ref': 'core.noop'}}");

    private final RuleWorld world = new RuleWorld();
    private final ExistingWatched existing = ExistingWatched.rules(new Rules(world.client()), () -> Instant.EPOCH);
    private final DeploymentOrder order = new DeploymentOrder(
            Orders.TEST,
            1,
            TestDefinition.builder("x", TestType.RULE).existing("p.r").build(),
            null,
            null);

    @Test
    void anExistingRuleIsNamedAndLeftAsItIs() {
        JsonObject rule = world.addRule(DISABLED);

        assertThat(existing.plan(order).warnings()).singleElement().asString().contains("disabled");
        Deployment deployment = existing.deploy(order, DeploymentProgress.SILENT);
        assertThat(deployment.ours()).isFalse();
        assertThat(deployment.watched()).isTrue();
        existing.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        assertThat(world.rules.values()).containsExactly(rule);
        world.rules.clear();
        assertThat(existing.plan(order).blockers().stream().map(Problem::message))
                .containsExactly("StackStorm has no rule p.r");
        assertThat(existing.inspect(Orders.TEST, deployment).differences()).hasSize(1);
    }

    @Test
    void anExistingRuleHasDriftedWhenItIsNotSwitchedAsItWasThen() {
        JsonObject off = world.addRule(DISABLED);
        JsonObject on = off.with("enabled", JsonBoolean.TRUE);

        Deployment whileOff = existing.deploy(order, DeploymentProgress.SILENT);
        assertThat(existing.inspect(Orders.TEST, whileOff).none()).isTrue();
        world.rules.put(off.text("id").orElseThrow(), on);
        assertThat(existing.inspect(Orders.TEST, whileOff).differences()).containsExactly("rule p.r was enabled");

        Deployment whileOn = existing.deploy(order, DeploymentProgress.SILENT);
        assertThat(existing.inspect(Orders.TEST, whileOn).none()).isTrue();
        world.rules.put(off.text("id").orElseThrow(), off);
        assertThat(existing.inspect(Orders.TEST, whileOn).differences()).containsExactly("rule p.r is disabled");
    }
}
