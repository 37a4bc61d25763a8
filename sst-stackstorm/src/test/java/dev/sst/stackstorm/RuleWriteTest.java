package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rule of that name that comes to be just before ours is written. */
final class RuleWriteTest {

    private static final String CREATE = "POST /v1/rules";
    private static final String CONFLICT =
            "{\"conflict-id\": \"6b03e567856e7d23189eb041\", \"faultstring\": \"E11000 duplicate key error\"}";

    private final RuleWorld world = new RuleWorld();
    private final InterceptedTransport transport = new InterceptedTransport(world);

    RuleWriteTest() {
        world.types.put("core.st2.webhook", RuleWorld.json("{'ref': 'core.st2.webhook'}"));
    }

    private static RuleDeployer deployer(Transport through) {
        var client = new StackStormClient(through, Credentials.apiKey("k"), () -> "id");
        return new RuleDeployer(client, new Rules(client), "server-1", () -> Instant.EPOCH, pause -> {});
    }

    private static DeploymentOrder order(String url) {
        var document = new CodeDocument(
                RuleWorld.json("{'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '" + url
                        + "'}}, 'action': {'ref': 'core.noop'}}"),
                Map.of());
        TestDefinition definition =
                TestDefinition.builder("r", TestType.RULE).code("trigger: ...").build();
        return new DeploymentOrder(Orders.TEST, 1, definition, null, document, null);
    }

    private static void deploy(Transport through, String url) {
        deployer(through).deploy(order(url), DeploymentProgress.SILENT);
    }

    @Test
    void theSameFromSomebodyFasterIsAsGoodAsWritten() {
        transport.answers(CREATE, () -> deploy(world, "a/b"), 409, CONFLICT);

        deploy(transport, "a/b");

        assertThat(world.rules).hasSize(1);
    }

    @Test
    void anotherRevisionOfOursThatCameInBetweenStays() {
        transport.answers(CREATE, () -> deploy(world, "other/url"), 409, CONFLICT);

        assertThatThrownBy(() -> deploy(transport, "a/b"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("exists already")
                .hasMessageNotContaining("E11000");

        JsonObject rule = world.rules.values().iterator().next();
        assertThat(rule.toString()).contains("other/url");
    }
}
