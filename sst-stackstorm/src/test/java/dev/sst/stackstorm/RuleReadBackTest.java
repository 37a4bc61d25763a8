package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.ReadBack;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read back of a rule that somebody edited in StackStorm. */
final class RuleReadBackTest {
    private static final String CODE = "# the author's\nname: mine\ntrigger: ...\n";
    private static final JsonObject YAML = RuleWorld.json("{'name': 'mine', 'trigger': {'type': 'core.st2.webhook',"
            + " 'parameters': {'url': 'a/b'}}, 'action': {'ref': 'core.noop'}, 'criteria': null,"
            + " 'tags': [{'name': 'team', 'value': 'ops'}]}");

    private final RuleWorld world = new RuleWorld();
    private final RuleDeployer deployer =
            new RuleDeployer(world.client(), new Rules(world.client()), "server-1", () -> Instant.EPOCH, pause -> {});
    private Deployment deployment;

    @BeforeEach
    void deploy() {
        world.types.put("core.st2.webhook", RuleWorld.json("{'ref': 'core.st2.webhook'}"));
        deployment = deployer.deploy(order(YAML, null), DeploymentProgress.SILENT);
    }

    @Test
    void whatWasNotEditedIsTheAuthorsOwnText() {
        assertThat(readBack()).isEqualTo(ReadBack.of(CODE, "Orders one"));
    }

    @Test
    void whatWasEditedStandsInTheAuthorsPlaceAndTheRestStays() {
        edit("criteria", RuleWorld.json("{'trigger.body.n': {'type': 'gt', 'pattern': 1}}"));
        edit("enabled", JsonBoolean.FALSE);

        assertThat(readBack()).isEqualTo(ReadBack.of("""
                        name: mine
                        trigger:
                          type: core.st2.webhook
                          parameters:
                            url: a/b
                        action:
                          ref: core.noop
                        criteria:
                          trigger.body.n:
                            type: gt
                            pattern: 1
                        tags:
                          - name: team
                            value: ops
                        enabled: false
                        """, "Orders one"));
    }

    @Test
    void whatIsReadBackIsDeployedAsItIsThere() {
        JsonObject action = RuleWorld.json("{'ref': 'core.local', 'parameters': {'cmd': 'true'}}");
        edit("action", action);
        assertThat(readBack().found().orElseThrow().code()).contains("ref: core.local\n");
        JsonObject before = RuleContent.form(live());

        deployer.deploy(order(YAML.with("action", action), deployment), DeploymentProgress.SILENT);

        assertThat(RuleContent.form(live())).isEqualTo(before);
    }

    @Test
    void aDescriptionIsTheTestsWithoutWhatWePutBeforeIt() {
        edit("description", new JsonString("Synthetic test 01J8Z4QK7M: Orders two"));
        assertThat(readBack()).isEqualTo(ReadBack.of(CODE, "Orders two"));

        edit("description", new JsonString("By hand"));
        assertThat(readBack()).isEqualTo(ReadBack.of(CODE, "By hand"));
    }

    @Test
    void aRuleThatWasOnlySwitchedOffIsNotReadBack() {
        edit("enabled", JsonBoolean.FALSE);

        assertThat(readBack().obstacles()).containsExactly("rule " + deployment.ref() + " was only switched off");
    }

    @Test
    void aRuleThatIsGoneOrSomebodyElsesIsNotReadBack() {
        edit("tags", new JsonArray(List.of()));
        assertThat(readBack().obstacles()).containsExactly("rule " + deployment.ref() + " belongs to somebody else");

        world.rules.clear();
        assertThat(readBack().obstacles()).containsExactly("rule " + deployment.ref() + " does not exist");
    }

    private JsonObject live() {
        return world.rules.values().iterator().next();
    }

    private void edit(String member, JsonValue value) {
        world.rules.put(live().text("id").orElseThrow(), live().with(member, value));
    }

    private ReadBack readBack() {
        return deployer.readBack(order(YAML, deployment));
    }

    private static DeploymentOrder order(JsonObject yaml, @Nullable Deployment live) {
        TestDefinition definition = TestDefinition.builder("Order is seen", TestType.RULE)
                .description("Orders one")
                .code(CODE)
                .build();
        return new DeploymentOrder(Orders.TEST, 1, definition, null, new CodeDocument(yaml, Map.of()), live);
    }
}
