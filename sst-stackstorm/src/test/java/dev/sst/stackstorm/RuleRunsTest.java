package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence.Fired;
import dev.sst.execution.Outcome;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleRunsTest extends RuleScene {

    @Test
    void aRuleIsMadeToFireAndIsOverWhenNothingChangesAnyMore() {
        JsonObject rule = webhook();
        fires(rule, "running");
        EngineExecutionId watch = started(order(rule, "h1"));

        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);
        pass(10);
        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);
        ends("succeeded");
        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);
        pass(2);
        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);
        pass(1);
        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);

        Fired fired = evidence(runs, watch);
        assertThat(fired.firings()).singleElement().satisfies(firing -> {
            assertThat(firing.action()).isEqualTo("core.local");
            assertThat(firing.status()).isEqualTo("succeeded");
            assertThat(firing.result()).isEqualTo(RuleWorld.json("{'stdout': 'ok'}"));
        });
        assertThat(fired.payload()).isEqualTo(RuleWorld.json("{'body': {'a': 1}}"));
        assertThat(fired.unheard()).isNull();
    }

    @Test
    void silenceIsKnownWhenTheEventIsProcessed() {
        JsonObject rule = webhook();
        world.onEvent = event -> world.heard(rule, KEY, "processed", AT);
        EngineExecutionId watch = started(order(rule, "h1"));

        stateOf(watch);
        pass(3);

        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);
        assertThat(evidence(runs, watch).firings()).isEmpty();
    }

    @Test
    void theQuietTimeIsTheTests() {
        JsonObject rule = webhook();
        world.onEvent = event -> world.heard(rule, KEY, "processed", AT);
        EngineExecutionId watch = started(order(rule, "h1", RuleWorld.json("{'quiet_seconds': 0.5}")));

        stateOf(watch);
        now = now.plusMillis(500);

        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);
    }

    @Test
    void anotherNodeGoesOnFromTheIdAlone() {
        JsonObject rule = webhook();
        fires(rule, "succeeded");
        EngineExecutionId watch = started(order(rule, "h1"));
        RuleRuns other = node();

        assertThat(other.owns(watch)).isTrue();
        other.observe(List.of(watch));
        pass(3);

        assertThat(other.observe(List.of(watch)).get(0).state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(evidence(other, watch).firings()).hasSize(1);
    }

    @Test
    void anEventThatIsRefusedIsTheEndOfIt() {
        world.eventStatus = 400;
        StartAnswer answer = runs.start(order(webhook(), "h1"));

        assertThat(answer).isInstanceOfSatisfying(StartAnswer.Over.class, over -> {
            assertThat(over.outcome().state()).isEqualTo(EngineState.SUCCEEDED);
            assertThat(((Fired) over.outcome().evidence()).refused()).startsWith("as told");
        });
    }

    @Test
    void aWebhookThatIsNotThereYetIsTriedAgain() {
        world.eventStatus = 404;

        assertThat(runs.start(order(webhook(), "h1"))).isInstanceOf(StartAnswer.NotSent.class);
    }

    @Test
    void aRuleOfAnotherRevisionIsNotRunForThisOne() {
        assertThat(runs.start(order(webhook(), "h2"))).isInstanceOf(StartAnswer.Rejected.class);
        assertThat(world.sent("POST", "/v1/webhooks")).isEmpty();
        JsonObject rule = webhook();
        world.rules.clear();
        assertThat(runs.start(order(rule, "h1"))).isInstanceOf(StartAnswer.Rejected.class);
    }

    @Test
    void anEventNobodyHeardEndsWithTheReasonWhenTheEndIsAskedFor() {
        EngineExecutionId watch = started(order(webhook(), "h1"));
        pass(60);
        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);

        runs.end(watch);

        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);
        assertThat(evidence(runs, watch).unheard()).contains("no trigger instance");
    }

    @Test
    void anEventThatStaysUnprocessedNamesTheRulesEngine() {
        JsonObject rule = webhook();
        world.onEvent = event -> world.heard(rule, KEY, "processing", AT);
        EngineExecutionId watch = started(order(rule, "h1"));
        runs.end(watch);
        stateOf(watch);

        assertThat(evidence(runs, watch).unheard()).contains("rules engine", "processing");
    }

    @Test
    void whatStillRunsAtTheEndIsGivenAMomentAndThenEnded() {
        JsonObject rule = webhook();
        fires(rule, "running");
        EngineExecutionId watch = started(order(rule, "h1"));
        runs.end(watch);

        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);
        pass(2);
        stateOf(watch);
        assertThat(world.sent("DELETE", "/v1/executions")).isEmpty();
        pass(1);
        stateOf(watch);
        assertThat(world.sent("DELETE", "/v1/executions")).hasSize(1);
        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);

        Outcome outcome = collect(runs, watch);
        assertThat(outcome.endedAt()).isNull();
        assertThat(((Fired) outcome.evidence()).firings().get(0).status()).isEqualTo("canceled");
    }

    @Test
    void anInquiryThatWaitsDoesNotKeepTheOthersFromTheirEnd() {
        JsonObject rule = webhook();
        fires(rule, "pending", "running");
        EngineExecutionId watch = started(order(rule, "h1"));
        runs.end(watch);
        pass(3);
        stateOf(watch);

        assertThat(world.sent("DELETE", "/v1/executions")).hasSize(1);
    }

    @Test
    void aTimerGoesOnUntilItsEndIsAskedForAndWhatItFiresLaterDoesNotCount() {
        JsonObject rule =
                world.addRule(tagged("'core.st2.IntervalTimer', 'parameters': {'unit': 'seconds', 'delta': 1}"));
        EngineExecutionId watch = started(order(rule, "h1"));
        assertThat(world.sent("POST", "/v1/webhooks")).isEmpty();
        world.fired(rule, "st2.IntervalTimer-x", "succeeded", "2026-11-23T10:00:01Z");
        stateOf(watch);
        pass(60);
        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);

        world.fired(rule, "st2.IntervalTimer-x", "running", "2026-11-23T10:00:02Z");
        runs.end(watch);
        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);
        world.fired(rule, "st2.IntervalTimer-x", "running", "2026-11-23T10:00:03Z");
        ends("succeeded");
        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);

        Fired fired = evidence(runs, watch);
        assertThat(fired.firings()).hasSize(2);
        assertThat(fired.payload()).isNull();
        assertThat(fired.unheard()).isNull();
    }

    @Test
    void whatHasEndedIsNotAskedForAgain() {
        JsonObject rule =
                world.addRule(tagged("'core.st2.IntervalTimer', 'parameters': {'unit': 'seconds', 'delta': 1}"));
        EngineExecutionId watch = started(order(rule, "h1"));
        for (int i = 10; i < 30; i++) {
            world.fired(rule, "st2.IntervalTimer-x", "succeeded", "2026-11-23T10:00:" + i + "Z");
        }
        stateOf(watch);
        world.requests.clear();

        String running = world.fired(rule, "st2.IntervalTimer-x", "running", "2026-11-23T10:00:30Z");
        stateOf(watch);

        assertThat(world.sent("GET", "/v1/executions"))
                .singleElement()
                .asString()
                .contains("/v1/executions/" + running);
    }

    @Test
    void whatSomebodyElsesTimerFiredIsNeverEnded() {
        JsonObject rule = world.addRule(
                RuleWorld.json(
                        "{'name': 'r', 'pack': 'p', 'trigger': {'type': 'core.st2.CronTimer'}, 'action': {'ref': 'core.local'}}"));
        EngineExecutionId watch = started(order(rule, ""));
        world.fired(rule, "x", "running", "2026-11-23T10:00:01Z");
        runs.end(watch);
        stateOf(watch);
        pass(4);
        stateOf(watch);
        assertThat(world.sent("DELETE", "/v1/executions")).isEmpty();
        pass(8);

        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);
        assertThat(evidence(runs, watch).firings())
                .singleElement()
                .satisfies(firing -> assertThat(firing.over()).isFalse());
    }

    @Test
    void aStartWhoseAnswerNobodyHasIsFoundByItsKeyAndNeverSentAgain() {
        JsonObject rule = webhook();
        world.fired(rule, "somebody", "succeeded", "2026-11-23T09:59:00Z");
        StartOrder order = order(rule, "h1");

        assertThat(WatchId.parse(WatchId.RULE, runs.find(order, now).orElseThrow()))
                .hasValueSatisfying(watch -> assertThat(watch.baseline()).isEqualTo("2026-11-23T09:59:00Z"));

        world.heard(rule, KEY, "processed", AT);
        world.fired(rule, KEY, "succeeded", AT);
        EngineExecutionId found = runs.find(order, now).orElseThrow();
        runs.observe(List.of(found));
        pass(3);
        runs.observe(List.of(found));
        assertThat(evidence(runs, found).firings()).hasSize(1);
        assertThat(world.sent("POST", "/v1/webhooks")).isEmpty();
    }

    @Test
    void aSecondFiringOfOneEventIsSeenWhenItComesWithinTheQuietTime() {
        JsonObject rule = webhook();
        fires(rule, "succeeded");
        EngineExecutionId watch = started(order(rule, "h1"));
        stateOf(watch);
        pass(2);
        world.fired(rule, KEY, "succeeded", "2026-11-23T10:00:02Z");
        stateOf(watch);
        pass(2);
        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);
        pass(1);

        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);
        assertThat(evidence(runs, watch).firings())
                .extracting(Fired.Firing::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void anEventThatARulesEngineHandlesOnlyWhenItIsBackIsFollowedToItsEnd() {
        JsonObject rule = webhook();
        EngineExecutionId watch = started(order(rule, "h1"));
        pass(40);
        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);
        world.heard(rule, KEY, "processed", "2026-11-23T10:00:40Z");
        world.fired(rule, KEY, "succeeded", "2026-11-23T10:00:40.1Z");
        stateOf(watch);
        pass(3);

        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);
        Fired fired = evidence(runs, watch);
        assertThat(fired.firings()).hasSize(1);
        assertThat(fired.latency().get("instance_ms")).contains(JsonNumber.of(40_000));
    }

    @Test
    void whatARuleFiredIsReadAlsoWhenItWasUndeployedMeanwhile() {
        JsonObject rule = webhook();
        fires(rule, "succeeded");
        EngineExecutionId watch = started(order(rule, "h1"));
        world.rules.clear();
        stateOf(watch);
        pass(3);

        assertThat(stateOf(watch)).isEqualTo(EngineState.SUCCEEDED);
        assertThat(evidence(runs, watch).firings()).hasSize(1);
        assertThat(world.requests).noneMatch(request -> request.path().contains("trigger_type="));
    }

    @Test
    void aWatchOfARuleThatIsGoneIsLostOnANodeThatDoesNotKnowIt() {
        EngineExecutionId watch = started(order(webhook(), "h1"));
        world.rules.clear();

        assertThat(stateOf(watch)).isEqualTo(EngineState.RUNNING);
        assertThat(node().observe(List.of(watch)).get(0).state()).isEqualTo(EngineState.LOST);
    }
}
