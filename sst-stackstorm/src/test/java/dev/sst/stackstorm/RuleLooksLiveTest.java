package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence.Fired;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many rules watched at once on a real StackStorm; its variables are those of {@link StackStormEngineLiveTest}. */
@Tag("live")
final class RuleLooksLiveTest {
    private static final int RULES = 12;

    private final StackStormEngine engine =
            StackStormEngine.at(LiveStackStorm.settings("rule-looks"), InstantSource.system());
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final List<Deployment> deployed = new ArrayList<>();

    @AfterEach
    void leaveNothingBehind() {
        for (int i = 0; i < deployed.size(); i++) {
            engine.deployer().undeploy(test(i), deployed.get(i), DeploymentProgress.SILENT);
        }
        engine.close();
    }

    /** Two of three match their event; what they fire takes two seconds. */
    @Test
    void eachOfManyRulesThatAreWatchedAtOnceIsSeenToFireOrNotToFire() {
        IntStream.range(0, RULES).forEach(i -> deployed.add(engine.deployer().deploy(order(i), step -> {})));

        List<EngineExecutionId> watches =
                IntStream.range(0, RULES).mapToObj(this::started).toList();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> engine.runner().observe(watches).stream()
                        .allMatch(seen -> seen.state().terminal()));

        List<Outcome> outcomes = engine.runner()
                .collect(watches.stream()
                        .map(watch -> new CollectOrder(watch, "nonce", null))
                        .toList());
        assertThat(outcomes).extracting(Outcome::id).containsExactlyElementsOf(watches);
        for (int i = 0; i < RULES; i++) {
            Fired fired = (Fired) outcomes.get(i).evidence();
            assertThat(fired.unheard()).isNull();
            assertThat(fired.firings())
                    .hasSize(matches(i) ? 1 : 0)
                    .allSatisfy(firing -> assertThat(firing.status()).isEqualTo("succeeded"));
        }
    }

    private static boolean matches(int number) {
        return number % 3 != 0;
    }

    private TestId test(int number) {
        return new TestId("01LOOKS" + run + number);
    }

    private DeploymentOrder order(int number) {
        JsonObject rule =
                RuleWorld.json("{'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': 'sst/looks/%s/%d'}},"
                                .formatted(run, number)
                        + " 'criteria': {'trigger.body.n': {'type': 'equals', 'pattern': %d}},"
                                .formatted(matches(number) ? number : -1)
                        + " 'action': {'ref': 'core.local', 'parameters': {'cmd': 'sleep 2'}}}");
        TestDefinition definition = TestDefinition.builder("looks " + number, TestType.RULE)
                .pack("sst_looks")
                .code("a rule")
                .build();
        return new DeploymentOrder(test(number), 1, definition, null, new CodeDocument(rule, Map.of()), null);
    }

    private EngineExecutionId started(int number) {
        StartOrder order = new StartOrder(
                "sst-looks-" + run + "-" + number,
                "nonce",
                test(number),
                new ExecutionId("looks"),
                1,
                deployed.get(number),
                JsonObject.builder().put("n", number).build(),
                Set.of(),
                Duration.ofSeconds(60),
                JsonObject.empty());
        return ((StartAnswer.Started) engine.runner().start(order)).id();
    }
}
