package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence.Fired;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Many rules watched at once: what they are asked in common, and what is asked of each. */
final class RuleLooksTest {
    private static final Instant BASELINE = Instant.parse("2026-11-23T10:00:00Z");
    private static final String ENFORCEMENTS = "/v1/ruleenforcements";
    private static final String EXECUTIONS = "/v1/executions";
    private static final int RULES = 12;

    private final RuleWorld world = new RuleWorld();
    private final List<JsonObject> rules = new ArrayList<>();
    private final List<EngineExecutionId> watches = new ArrayList<>();
    private Instant now = BASELINE;
    private Predicate<Request> broken = request -> false;
    private final RuleRuns runs = node();

    private RuleRuns node() {
        Transport partly = request ->
                broken.test(request) ? new Answer(500, "{}".getBytes(StandardCharsets.UTF_8)) : world.send(request);
        var client = new StackStormClient(partly, Credentials.NONE, () -> "request-1");
        var executions = new Executions(client);
        return new RuleRuns(
                new Rules(client),
                new RuleEvent(client),
                new RuleChain(client, executions),
                new Cancellation(client, executions, () -> now),
                () -> now);
    }

    @Test
    void rulesThatAreSilentCostOneQuestionForAll() {
        watched("processed");
        look();
        world.requests.clear();

        look();

        assertThat(world.requests)
                .singleElement()
                .satisfies(request ->
                        assertThat(request.path()).startsWith(ENFORCEMENTS).doesNotContain("rule_id"));
    }

    @Test
    void theFirstLookAtEachIsExact() {
        watched("processed");

        look();

        assertThat(asked(ENFORCEMENTS)).hasSize(RULES + 1);
        assertThat(asked("/v1/traces")).hasSize(RULES);
    }

    @Test
    void whatOneOfThemFiresIsItsOwnAndNoOthers() {
        watched("processed");
        look();
        world.fired(rules.get(4), key(4), "succeeded", "2026-11-23T10:00:02Z");
        look();
        pass(3);

        assertThat(look()).allMatch(seen -> seen.state() == EngineState.SUCCEEDED);
        for (int i = 0; i < RULES; i++) {
            assertThat(fired(i).firings()).hasSize(i == 4 ? 1 : 0);
        }
    }

    @Test
    void whatWasFiredIsAskedForInOneRequest() {
        watched("processed");
        look();
        for (int i = 0; i < RULES; i++) {
            world.fired(rules.get(i), key(i), "running", "2026-11-23T10:00:02Z");
        }
        look();
        world.requests.clear();

        assertThat(look()).allMatch(seen -> seen.state() == EngineState.RUNNING);

        assertThat(asked(EXECUTIONS)).hasSize(1);
        assertThat(world.requests).hasSize(2);
    }

    @Test
    void anEnforcementThatShowsUpBehindLaterOnesIsSeen() {
        watched("processed");
        world.fired(somebodyElses(), "x", "succeeded", "2026-11-23T10:00:40Z");
        look();
        String fired = world.fired(rules.get(0), key(0), "running", "2026-11-23T10:00:11Z");
        world.requests.clear();

        look();

        assertThat(asked(ENFORCEMENTS)).singleElement().asString().doesNotContain("rule_id");
        assertThat(asked(EXECUTIONS)).singleElement().asString().contains(fired);
    }

    @Test
    void oneThatShowsUpEvenLaterIsSeenBeforeItsWatchIsOver() {
        watched("processed");
        world.fired(somebodyElses(), "x", "succeeded", "2026-11-23T11:00:00Z");
        look();
        world.fired(rules.get(0), key(0), "running", "2026-11-23T10:00:01Z");

        pass(60);

        assertThat(look().stream().filter(seen -> seen.state() == EngineState.RUNNING))
                .extracting(Observation::id)
                .containsExactly(watches.get(0));
    }

    @Test
    void whatARuleDidBeforeItsWatchIsNotCounted() {
        watched("processed");
        for (JsonObject rule : rules) {
            world.fired(rule, "x", "running", "2026-11-23T09:59:59Z");
        }
        look();
        look();
        pass(3);

        assertThat(look()).allMatch(seen -> seen.state() == EngineState.SUCCEEDED);
        assertThat(fired(0).firings()).isEmpty();
    }

    @Test
    void whereTooMuchHappensInBetweenEachIsReadByItself() {
        watched("processed");
        look();
        JsonObject busy = somebodyElses();
        for (int i = 0; i < 1100; i++) {
            world.fired(busy, "x", "succeeded", "2026-11-23T10:%02d:%02dZ".formatted(10 + i / 60, i % 60));
        }
        world.fired(rules.get(0), key(0), "running", "2026-11-23T10:05:00Z");
        world.requests.clear();

        pass(60);

        assertThat(stateOf(0)).isEqualTo(EngineState.RUNNING);
        assertThat(asked(ENFORCEMENTS).stream().filter(path -> path.contains("rule_id")))
                .hasSize(RULES);
        world.requests.clear();
        look();
        assertThat(asked(ENFORCEMENTS).get(0)).doesNotContain("rule_id");
    }

    @Test
    void whereTheCommonQuestionFailsEachIsReadByItself() {
        watched("processed");
        look();
        broken = request ->
                request.path().startsWith(ENFORCEMENTS) && !request.path().contains("rule_id");
        world.fired(rules.get(0), key(0), "running", "2026-11-23T10:00:02Z");

        pass(60);

        assertThat(stateOf(0)).isEqualTo(EngineState.RUNNING);
        assertThat(look()).hasSize(RULES);
    }

    @Test
    void oneThatCannotBeReadHidesNoOther() {
        watched("processed");
        String fired = world.fired(rules.get(0), key(0), "running", "2026-11-23T10:00:02Z");
        broken = request -> request.path().contains(fired);

        look();

        assertThat(look()).hasSize(RULES - 1);
    }

    @Test
    void anEventThatNobodyHearsIsAskedForLessOftenAsTimePasses() {
        watched("");
        look();
        for (int second = 1; second <= 30; second++) {
            pass(1);
            look();
        }

        assertThat(asked("/v1/traces")).hasSizeBetween(RULES * 12, RULES * 16);
        world.requests.clear();

        runs.end(watches.get(0));
        look();

        assertThat(asked("/v1/traces")).isNotEmpty().allMatch(path -> path.endsWith(key(0)));
    }

    @Test
    void aFiringMakesItsEventBeAskedForAtOnce() {
        watched("");
        look();
        pass(1);
        look();
        pass(20);
        look();
        world.heard(rules.get(0), key(0), "processed", "2026-11-23T10:00:21Z");
        world.fired(rules.get(0), key(0), "succeeded", "2026-11-23T10:00:21Z");
        world.requests.clear();
        pass(1);
        look();

        assertThat(asked("/v1/traces")).containsExactly("/v1/traces?trace_tag=" + key(0));
    }

    /** Each with an event that is in that state; empty when nobody has heard it. */
    private void watched(String status) {
        for (int i = 0; i < RULES; i++) {
            JsonObject rule = world.addRule(RuleWorld.json("{'name': 'r" + i + "', 'pack': 'p',"
                    + " 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': 'a/" + i + "'}},"
                    + " 'action': {'ref': 'core.local'}}"));
            rules.add(rule);
            String id = rule.text("id").orElseThrow();
            watches.add(new WatchId(WatchId.RULE, id, BASELINE, Duration.ofSeconds(3), key(i)).id());
            if (!status.isEmpty()) {
                world.heard(rule, key(i), status, "2026-11-23T10:00:01Z");
            }
        }
    }

    private JsonObject somebodyElses() {
        return world.addRule(RuleWorld.json("{'name': 'other', 'pack': 'p',"
                + " 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': 'o'}},"
                + " 'action': {'ref': 'core.local'}}"));
    }

    private static String key(int number) {
        return "sst-x-" + number;
    }

    private List<Observation> look() {
        return runs.observe(watches);
    }

    private EngineState stateOf(int number) {
        return look().stream()
                .filter(seen -> seen.id().equals(watches.get(number)))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private Fired fired(int number) {
        return (Fired) runs.collect(List.of(new CollectOrder(watches.get(number), "nonce", null)))
                .get(0)
                .evidence();
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private List<String> asked(String path) {
        return world.sent("GET", path).stream().map(Request::path).toList();
    }
}
