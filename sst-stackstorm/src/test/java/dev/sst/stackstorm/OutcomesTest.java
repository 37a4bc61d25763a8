package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Outcome;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.CollectOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a finished execution says of itself, where StackStorm leaves members out or has times in its log only. */
final class OutcomesTest {

    private static final EngineExecutionId ID = new EngineExecutionId("6b03e567856e7d23189eb041");

    @Test
    void aRunBeganWhenItsLogSaysRunning() {
        Outcome outcome = reported("""
                {"status": "succeeded",
                 "start_timestamp": "2026-11-23T06:00:00Z", "end_timestamp": "2026-11-23T06:01:30Z",
                 "log": [{"status": "requested", "timestamp": "2026-11-23T06:00:00Z"},
                         {"status": "scheduled", "timestamp": "2026-11-23T06:00:59Z"},
                         {"status": "running", "timestamp": "2026-11-23T06:01:00Z"},
                         {"status": "succeeded", "timestamp": "2026-11-23T06:01:30Z"}]}""");

        assertThat(outcome.startedAt()).isEqualTo(Instant.parse("2026-11-23T06:01:00Z"));
        assertThat(outcome.endedAt()).isEqualTo(Instant.parse("2026-11-23T06:01:30Z"));
    }

    @Test
    void whatWasAbandonedHasTheTimesOfItsLog() {
        Outcome outcome = reported("""
                {"status": "abandoned", "start_timestamp": "2026-11-23T06:00:00Z",
                 "log": [{"status": "requested", "timestamp": "2026-11-23T06:00:00Z"},
                         {"status": "running", "timestamp": "2026-11-23T06:00:01Z"},
                         {"status": "abandoned", "timestamp": "2026-11-23T06:20:00Z"}]}""");

        assertThat(outcome.state()).isEqualTo(EngineState.ABANDONED);
        assertThat(outcome.evidence()).isInstanceOf(Evidence.Unreported.class);
        assertThat(outcome.startedAt()).isEqualTo(Instant.parse("2026-11-23T06:00:01Z"));
        assertThat(outcome.endedAt()).isEqualTo(Instant.parse("2026-11-23T06:20:00Z"));
    }

    @Test
    void membersThatAreLeftOutAreEmpty() {
        JsonObject bare = object("{\"status\": \"failed\"}");

        Outcome reported = Outcomes.reported(order(CodeShape.SCRIPT), bare);
        Outcome raw = Outcomes.raw(order(null), bare, null);

        assertThat(reported.evidence()).isInstanceOf(Evidence.Unreported.class);
        assertThat(raw.evidence()).isEqualTo(new Evidence.Raw("unknown", null, null));
        assertThat(raw.state()).isEqualTo(EngineState.FAILED);
        assertThat(raw.startedAt()).isNull();
        assertThat(raw.endedAt()).isNull();
        assertThat(raw.node()).isNull();
        assertThat(raw.link()).isNull();
    }

    private static Outcome reported(String execution) {
        return Outcomes.reported(order(CodeShape.SCRIPT), object(execution));
    }

    private static CollectOrder order(@Nullable CodeShape shape) {
        return new CollectOrder(ID, Orders.NONCE, shape);
    }

    private static JsonObject object(String text) {
        return (JsonObject) JsonText.parse(text);
    }
}
