package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Evidence.Fired;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RuleChainTest {
    private static final String KEY = "sst-x-1";
    private static final JsonObject WEBHOOK = RuleWorld.json(
            "{'name': 'r', 'pack': 'p', 'enabled': true,"
                    + " 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': 'a/b'}}, 'action': {'ref': 'core.local'}}");

    private final RuleWorld world = new RuleWorld();

    static Stream<RecordedOutcome> recorded() {
        return RecordedOutcome.all("rule").stream()
                .filter(one -> !RecordedOutcome.object(one.stackstorm(), "rule").isEmpty())
                .filter(one -> one.expect().text("verdict").isPresent());
    }

    @Test
    void allThatRanAreThere() {
        assertThat(recorded()).hasSize(34);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void whatWasRecordedIsReadAsWhatItWas(RecordedOutcome recorded) {
        LiveRule rule = new LiveRule(RecordedOutcome.object(recorded.stackstorm(), "rule"));
        String key = RuleWorld.rows(recorded, "trace").stream()
                .flatMap(trace -> trace.text("trace_tag").stream())
                .findFirst()
                .orElse(KEY);

        RuleTrail trail = read(world.with(recorded), rule, watch(rule, key, Instant.EPOCH));

        Fired evidence = trail.evidence(null);
        JsonObject expected = RecordedOutcome.object(recorded.expect(), "result_document");
        boolean refused = RuleWorld.rows(recorded, "requests").stream()
                .anyMatch(request -> request.get("http").equals(Optional.of(JsonNumber.of(400))));
        assertThat(evidence.firings().size())
                .isEqualTo(expected.get("fired")
                        .map(fired -> ((JsonNumber) fired).value().intValue())
                        .orElse(RuleWorld.rows(recorded, "enforcements").size()));
        assertThat(evidence.failures().isEmpty())
                .isEqualTo(refused || !recorded.expect().text("verdict").equals(Optional.of("error")));
        if (refused) {
            assertThat(evidence.unheard()).contains("no trigger instance");
        } else {
            assertThat(trail.settled()).isEqualTo(!rule.timed());
            assertThat(evidence.unheard()).isNull();
            assertThat(evidence.payload() == null).isEqualTo(rule.timed());
            assertThat(evidence.firings()).allMatch(Fired.Firing::over);
        }
    }

    @Test
    void aFiringOfAnotherExecutionOfTheSameTestIsNotCounted() {
        LiveRule rule = new LiveRule(world.addRule(WEBHOOK));
        world.heard(rule.json(), KEY, "processed", "2026-11-23T10:00:01Z");
        world.fired(rule.json(), KEY, "succeeded", "2026-11-23T10:00:01.1Z");
        world.fired(rule.json(), "sst-other-1", "succeeded", "2026-11-23T10:00:01.2Z");
        world.fired(rule.json(), "webhook-a-123", "succeeded", "2026-11-23T10:00:01.3Z");

        assertThat(read(world, rule, watch(rule, KEY, Instant.EPOCH)).fired()).hasSize(2);
    }

    @Test
    void whatFailedForAnotherExecutionOfTheSameTestIsNotOurs() {
        LiveRule rule = new LiveRule(world.addRule(WEBHOOK));
        String ours = world.heard(rule.json(), KEY, "processed", "2026-11-23T10:00:01Z");
        String others = world.heard(rule.json(), "sst-other-1", "processed", "2026-11-23T10:00:02Z");
        for (String instance : List.of(ours, others)) {
            world.enforcements.add(RuleWorld.json(("{'id': '%s', 'trigger_instance_id': '%s', 'status': 'failed',"
                            + " 'failure_reason': 'because', 'enforced_at': '2026-11-23T10:00:03Z', 'rule': {'id': '%s'}}")
                    .formatted(world.nextId(), instance, rule.id())));
        }

        assertThat(read(world, rule, watch(rule, KEY, Instant.EPOCH)).failed())
                .singleElement()
                .satisfies(row -> assertThat(row.text("trigger_instance_id")).contains(ours));
    }

    @Test
    void whatHappenedBeforeTheBaselineBelongsToSomebodyElse() {
        LiveRule rule = new LiveRule(world.addRule(WEBHOOK));
        world.fired(rule.json(), "a", "succeeded", "2026-11-23T10:00:01Z");
        world.fired(rule.json(), "b", "succeeded", "2026-11-23T10:00:02Z");

        var chain = new RuleChain(world.client(), new Executions(world.client()));
        assertThat(chain.enforcements().last(rule.id())).isEqualTo("2026-11-23T10:00:02Z");
        assertThat(read(world, rule, watch(rule, KEY, Instant.parse("2026-11-23T10:00:01Z")))
                        .fired())
                .hasSize(1);
    }

    @Test
    void manyFiringsAreReadPageByPage() {
        LiveRule rule = new LiveRule(world.addRule(WEBHOOK));
        for (int i = 0; i < 250; i++) {
            world.fired(rule.json(), "a", "succeeded", "2026-11-23T10:00:%02d.%03dZ".formatted(i / 10, i % 10));
        }

        RuleTrail trail = read(world, rule, watch(rule, KEY, Instant.EPOCH));

        assertThat(trail.fired()).hasSize(250);
        assertThat(trail.running()).isEmpty();
        assertThat(world.sent("GET", "/v1/ruleenforcements")).hasSize(3);
        assertThat(world.sent("GET", "/v1/executions")).hasSize(3);
    }

    @Test
    void firingsThatShareATimeAreNotLostBetweenPages() {
        LiveRule rule = new LiveRule(world.addRule(WEBHOOK));
        for (int i = 0; i < 150; i++) {
            world.fired(rule.json(), "a", "succeeded", "2026-11-23T10:00:%02dZ".formatted(i / 7));
        }

        assertThat(read(world, rule, watch(rule, KEY, Instant.EPOCH)).fired()).hasSize(150);
    }

    @Test
    void theStretchesOfTheChainAreMeasuredAndNeverNegative() {
        LiveRule rule = new LiveRule(world.addRule(WEBHOOK));
        world.heard(rule.json(), KEY, "processed", "2026-11-23T10:00:01Z");
        world.fired(rule.json(), KEY, "succeeded", "2026-11-23T10:00:01.2Z");
        RuleTrail trail = read(world, rule, watch(rule, KEY, Instant.EPOCH));

        assertThat(trail.evidence(Instant.parse("2026-11-23T10:00:00.9Z")).latency())
                .isEqualTo(RuleWorld.json("{'instance_ms': 100, 'enforcement_ms': 200, 'execution_ms': 300,"
                        + " 'run_ms': 1000, 'total_ms': 1600}"));
        assertThat(trail.evidence(Instant.parse("2026-11-23T10:00:07Z")).latency())
                .isEqualTo(RuleWorld.json(
                        "{'enforcement_ms': 200, 'execution_ms': 300, 'run_ms': 1000, 'total_ms': 1500}"));
    }

    @Test
    void aTimersFiringsAreMeasuredFromOneToTheNext() {
        LiveRule timer = new LiveRule(world.addRule(RuleWorld.json("{'name': 'r', 'pack': 'p', 'trigger':"
                + " {'type': 'core.st2.IntervalTimer', 'parameters': {'unit': 'seconds', 'delta': 1}},"
                + " 'action': {'ref': 'core.local'}}")));
        for (String at : List.of("01.000", "02.004", "02.990", "04.000")) {
            world.fired(timer.json(), "st2.IntervalTimer-x", "succeeded", "2026-11-23T10:00:" + at + "Z");
        }

        JsonObject latency = read(world, timer, watch(timer, KEY, Instant.EPOCH))
                .evidence(null)
                .latency();

        assertThat(latency.get("interval_min_ms")).contains(JsonNumber.of(986));
        assertThat(latency.get("interval_max_ms")).contains(JsonNumber.of(1010));
    }

    @Test
    void allTracesOfATagAreReadAndInThemTheInstancesOfTheRulesTriggerAlone() {
        LiveRule rule = new LiveRule(world.addRule(WEBHOOK));
        world.traces.add(RuleWorld.json(("{'trace_tag': '%s', 'trigger_instances': [{'object_id': '%s',"
                        + " 'ref': 'core.st2.generic.actiontrigger'}]}")
                .formatted(KEY, world.nextId())));
        String ours = world.heard(rule.json(), KEY, "processed", "2026-11-23T10:00:01Z");

        assertThat(read(world, rule, watch(rule, KEY, Instant.EPOCH)).instance())
                .isNotNull()
                .satisfies(instance -> assertThat(instance.text("id")).contains(ours));
    }

    private static WatchId watch(LiveRule rule, String key, Instant baseline) {
        return new WatchId(WatchId.RULE, rule.id(), baseline, Duration.ofSeconds(3), key);
    }

    private static RuleTrail read(RuleWorld world, LiveRule rule, WatchId watch) {
        return new RuleChain(world.client(), new Executions(world.client()))
                .read(rule, watch, RuleChain.Known.NOTHING, RuleChain.WITH_RESULT);
    }
}
