package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineExecutionId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchIdTest {
    private static final WatchId WATCH = new WatchId(
            WatchId.RULE,
            "6b03dae0a3fc29da2a778a56",
            Instant.parse("2026-11-23T06:19:12.217001Z"),
            Duration.ofMillis(3500),
            "sst-01J8Z4QK7MT8N5Y2X3W4V5U6T7-11");

    @Test
    void everyNodeReadsFromItWhatIsWatched() {
        assertThat(WatchId.parse(WatchId.RULE, WATCH.id())).contains(WATCH);
        assertThat(WATCH.id().value()).hasSizeLessThanOrEqualTo(128);
    }

    @Test
    void aRuleThatWasNeverEnforcedHasABaselineToo() {
        var never = new WatchId(WatchId.RULE, WATCH.object(), Instant.EPOCH, Duration.ZERO, "k");

        assertThat(WatchId.parse(WatchId.RULE, never.id())).contains(never);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6b03dae0a3fc29da2a778a56", "rule-6b03dae0a3fc29da2a778a56", "rule-x-0-0-k", "e1"})
    void otherIdsAreNone(String id) {
        assertThat(WatchId.parse(WatchId.RULE, new EngineExecutionId(id))).isEmpty();
        assertThat(WatchId.parse("sensor", WATCH.id())).isEmpty();
    }
}
