package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RuleDeployerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final JsonObject RULE = RuleWorld.json("{'name': 'mine', 'trigger': {'type': 'core.st2.webhook',"
            + " 'parameters': {'url': 'a/b'}}, 'action': {'ref': 'core.noop'}, 'criteria': null,"
            + " 'tags': [{'name': 'team', 'value': 'ops'}], 'context': {'owner': 'ada'}}");
    private static final JsonObject OWN_TRIGGER =
            RuleWorld.json("{'trigger': {'type': 'synthetic_tests.order'}, 'action': {'ref': 'core.noop'}}");
    private static final JsonObject ORDER_TYPE =
            RuleWorld.json("{'trigger_types': [{'name': 'order', 'payload_schema': {'type': 'object'}}]}");

    private final RuleWorld world = new RuleWorld();
    private final List<Duration> pauses = new ArrayList<>();
    private final RuleDeployer deployer =
            new RuleDeployer(world.client(), new Rules(world.client()), "server-1", () -> NOW, pauses::add);

    RuleDeployerTest() {
        world.types.put("core.st2.webhook", RuleWorld.json("{'ref': 'core.st2.webhook'}"));
    }

    @Test
    void aRuleIsWrittenWithOurTagsAndReadBack() {
        Deployment deployment = deploy(order(RULE));

        assertThat(deployment.ref()).isEqualTo("synthetic_tests.r_order_is_seen_j8z4qk7m");
        assertThat(deployment.type()).isEqualTo(TestType.RULE);
        assertThat(deployment.ours()).isTrue();
        assertThat(deployment.shape()).isNull();
        assertThat(world.rules).hasSize(1);
        LiveRule live = live();
        assertThat(live.owner()).contains("server-1/01J8Z4QK7M");
        assertThat(live.hash()).contains(deployment.contentHash());
        assertThat(live.enabled()).isTrue();
        assertThat(LiveAction.tag(live.json(), "team")).contains("ops");
        assertThat(live.json().text("description")).contains("Synthetic test 01J8Z4QK7M");
        assertThat(pauses).isEmpty();
        assertThat(deployer.inspect(Orders.TEST, deployment).differences()).isEmpty();
    }

    @Test
    void theSameOnceMoreWritesNothing() {
        Deployment deployment = deploy(order(RULE));
        world.requests.clear();

        DeploymentOrder again = order(RULE, JsonObject.empty(), deployment);
        assertThat(deployer.plan(again).nothingToDo()).isTrue();
        assertThat(deploy(again).contentHash()).isEqualTo(deployment.contentHash());
        assertThat(world.requests).allMatch(Request::readOnly);
    }

    @Test
    void aRuleIsChangedByItsIdAndNeverByItsRef() {
        Deployment deployment = deploy(order(RULE));
        String id = live().id();

        Deployment changed = deploy(order(RULE.with("enabled", JsonBoolean.FALSE), JsonObject.empty(), deployment));

        assertThat(world.sent("PUT", "/v1/rules")).singleElement().hasToString("PUT /v1/rules/" + id);
        assertThat(world.rules).hasSize(1);
        assertThat(live().enabled()).isFalse();
        assertThat(changed.ref()).isEqualTo(deployment.ref());
        assertThat(changed.contentHash()).isNotEqualTo(deployment.contentHash());
    }

    @Test
    void aTestThatIsRenamedKeepsItsRule() {
        Deployment deployment = deploy(order(RULE));
        DeploymentOrder renamed = new DeploymentOrder(
                Orders.TEST, 2, definition("Another name", JsonObject.empty()), null, document(RULE), deployment);

        assertThat(deployer.ref(renamed)).isEqualTo(deployment.ref());
    }

    @Test
    void whatStackStormWouldTakeAndNotRunIsABlocker() {
        for (String parameters : List.of("", ", 'parameters': {'a': 1}")) {
            JsonObject rule = RuleWorld.json(
                    "{'trigger': {'type': 'p.nothing'" + parameters + "}, 'action': {'ref': 'core.missing'}}");

            assertThat(messages(deployer.plan(order(rule))))
                    .containsExactly(
                            "StackStorm has no action core.missing",
                            "StackStorm has no trigger type p.nothing, and metadata.trigger_types does not declare it");
            assertThatThrownBy(() -> deploy(order(rule))).isInstanceOf(InvalidInputException.class);
        }
        assertThat(world.requests).allMatch(Request::readOnly);
    }

    @Test
    void aRuleThatNamesNoActionAndNoTriggerIsSaidOfItsTextAndNotAskedFor() {
        assertThat(deployer.plan(order(JsonObject.empty())).blockers()).isEmpty();
        assertThat(world.sent("GET", "/v1/actions")).isEmpty();
        assertThat(world.sent("GET", "/v1/triggertypes")).isEmpty();
    }

    @Test
    void aPackThatGoesWithItsSensorTakesNoRule() {
        world.packs.put("synthetic_tests", RuleWorld.json("{'ref': 'synthetic_tests', 'keywords': ['sst-test-t9']}"));

        assertThat(messages(deployer.plan(order(RULE))))
                .singleElement()
                .asString()
                .contains("belongs to the sensor of test t9");
    }

    @Test
    void aRuleOfSomebodyElseIsABlockerAndStaysAsItIs() {
        JsonObject foreign = world.addRule(RULE.with("pack", new JsonString("synthetic_tests"))
                .with("name", new JsonString("r_order_is_seen_j8z4qk7m")));

        assertThat(messages(deployer.plan(order(RULE))))
                .singleElement()
                .asString()
                .contains("is not ours");
        assertThatThrownBy(() -> deploy(order(RULE))).isInstanceOf(InvalidInputException.class);
        assertThat(world.rules.values()).containsExactly(foreign);
    }

    @Test
    void whatStackStormRefusesIsSaidOfTheCodeInItsFirstLine() {
        world.refusal = "fortnights is not one of weeks";

        assertThatThrownBy(() -> deploy(order(OWN_TRIGGER, ORDER_TYPE, null)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.field()).isEqualTo("test_code");
                            assertThat(problem.message()).contains("fortnights");
                        }));
        assertThat(world.types).doesNotContainKey("synthetic_tests.order");
    }

    @Test
    void whatIsReadBackOtherwiseIsUndone() {
        world.changing = rule -> rule.with("action", RuleWorld.json("{'ref': 'core.local'}"));

        assertThatThrownBy(() -> deploy(order(RULE)))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("other content");
        assertThat(world.rules).isEmpty();
    }

    @Test
    void triggerTypesComeBeforeTheRuleAndBelongToThePack() {
        Deployment deployment = deploy(order(OWN_TRIGGER, ORDER_TYPE, null));

        assertThat(world.requests.stream()
                        .filter(request -> request.method().equals("POST"))
                        .map(Request::path))
                .containsExactly("/v1/triggertypes", "/v1/rules");
        assertThat(TriggerType.owned(
                        Objects.requireNonNull(world.types.get("synthetic_tests.order")),
                        "server-1/pack/synthetic_tests"))
                .isTrue();
        assertThat(deployment.objects())
                .containsExactly(new Deployment.Written("trigger type", "synthetic_tests.order"));
    }

    @Test
    void aTriggerTypeOfOursIsChangedAndOneOfOthersOnlyUsed() {
        deploy(order(OWN_TRIGGER, ORDER_TYPE, null));
        JsonObject other = RuleWorld.json(
                "{'trigger_types': [{'name': 'order', 'payload_schema': {'type': 'object', 'properties': {}}}]}");
        assertThat(deployer.plan(order(OWN_TRIGGER, other, null))
                        .changes()
                        .get(0)
                        .action())
                .isEqualTo(Action.CHANGE);
        deploy(order(OWN_TRIGGER, other, null));
        assertThat(world.sent("PUT", "/v1/triggertypes")).hasSize(1);

        world.types.computeIfPresent(
                "synthetic_tests.order", (ref, type) -> type.with("tags", new JsonArray(List.of())));
        assertThat(deployer.plan(order(OWN_TRIGGER, other, null)).blocked()).isFalse();
        assertThat(messages(deployer.plan(order(OWN_TRIGGER, ORDER_TYPE, null))))
                .singleElement()
                .asString()
                .contains("another schema and is not ours");
    }

    @Test
    void aTriggerTypeStaysAsLongAsAnotherRuleHasIt() {
        Deployment first = deploy(order(OWN_TRIGGER, ORDER_TYPE, null));
        var second = new DeploymentOrder(
                new TestId("01J8Z4QK8X"), 1, definition("Second", ORDER_TYPE), null, document(OWN_TRIGGER), null);
        Deployment another = deploy(second);

        deployer.undeploy(Orders.TEST, first, DeploymentProgress.SILENT);
        assertThat(world.types).containsKey("synthetic_tests.order");
        deployer.undeploy(second.testId(), another, DeploymentProgress.SILENT);
        assertThat(world.types).doesNotContainKey("synthetic_tests.order");
        assertThat(world.rules).isEmpty();
    }

    @Test
    void whatItWasGoingToWriteIsEnoughToTakeItAwayWithItsTriggerTypes() {
        DeploymentOrder order = order(OWN_TRIGGER, ORDER_TYPE, null);
        Deployment intent = deployer.intent(order).orElseThrow();
        deploy(order);

        deployer.undeploy(Orders.TEST, intent, DeploymentProgress.SILENT);

        assertThat(world.rules).isEmpty();
        assertThat(world.types).doesNotContainKey("synthetic_tests.order");
    }

    @Test
    void whatARevisionDoesNotDeclareAnyMoreGoes() {
        Deployment first = deploy(order(OWN_TRIGGER, ORDER_TYPE, null));

        deploy(order(RULE, JsonObject.empty(), first));

        assertThat(world.types).containsOnlyKeys("core.st2.webhook");
    }

    @Test
    void undeployingTwiceAndWhatIsNotOursAnyMoreDoesNoHarm() {
        Deployment deployment = deploy(order(RULE));
        deployer.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        deployer.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        assertThat(world.rules).isEmpty();

        world.addRule(RULE.with("pack", new JsonString("synthetic_tests"))
                .with("name", new JsonString("r_order_is_seen_j8z4qk7m")));
        deployer.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);
        assertThat(world.rules).hasSize(1);
    }

    @Test
    void whatSomebodyChangedInStackStormIsDrift() {
        Deployment deployment = deploy(order(RULE));
        JsonObject asWritten = live().json();

        assertThat(driftAfter(deployment, asWritten.with("enabled", JsonBoolean.FALSE)))
                .contains("was disabled");
        assertThat(driftAfter(deployment, asWritten.with("action", RuleWorld.json("{'ref': 'core.local'}"))))
                .contains("other content");
        assertThat(driftAfter(deployment, asWritten.with("tags", new JsonArray(List.of()))))
                .contains("belongs to somebody else");
        world.rules.clear();
        assertThat(deployer.inspect(Orders.TEST, deployment).differences())
                .containsExactly("rule " + deployment.ref() + " does not exist");
    }

    @Test
    void aWebhookIsWaitedForAndNotForEver() {
        world.deaf = true;

        deploy(order(RULE));

        assertThat(pauses).hasSize(20);
    }

    @Test
    void numbersAndOrderMakeNoDifference() {
        JsonObject one =
                RuleContent.form(RULE.with("criteria", RuleWorld.json("{'a': {'type': 'gt', 'pattern': 1.0}}")));
        JsonObject other = RuleContent.form(JsonObject.builder()
                .put("x", JsonNumber.of(1))
                .putAll(RULE.with("criteria", RuleWorld.json("{'a': {'pattern': 1, 'type': 'gt'}}")))
                .build());

        assertThat(RuleContent.hash(one)).isEqualTo(RuleContent.hash(other));
        assertThat(RuleContent.hash(one)).isNotEqualTo(RuleContent.hash(RuleContent.form(RULE)));
    }

    private String driftAfter(Deployment deployment, JsonObject rule) {
        world.rules.put(rule.text("id").orElseThrow(), rule);
        return String.join(";", deployer.inspect(Orders.TEST, deployment).differences());
    }

    private LiveRule live() {
        return new LiveRule(world.rules.values().iterator().next());
    }

    private Deployment deploy(DeploymentOrder order) {
        return deployer.deploy(order, DeploymentProgress.SILENT);
    }

    private static List<String> messages(DeploymentPlan plan) {
        return plan.blockers().stream().map(Problem::message).toList();
    }

    private static DeploymentOrder order(JsonObject rule) {
        return order(rule, JsonObject.empty(), null);
    }

    private static DeploymentOrder order(JsonObject rule, JsonObject metadata, @Nullable Deployment live) {
        return new DeploymentOrder(Orders.TEST, 1, definition("Order is seen", metadata), null, document(rule), live);
    }

    private static CodeDocument document(JsonObject rule) {
        return new CodeDocument(rule, Map.of());
    }

    private static TestDefinition definition(String name, JsonObject metadata) {
        return TestDefinition.builder(name, TestType.RULE)
                .code("trigger: ...")
                .metadata(metadata)
                .build();
    }
}
