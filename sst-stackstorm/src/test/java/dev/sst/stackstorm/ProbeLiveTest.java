package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A probe of a real StackStorm; its variables are those of {@link StackStormEngineLiveTest}. */
@Tag("live")
final class ProbeLiveTest {

    private static final String TIMER = "{'name': '%s', 'pack': 'sst_probe_live', 'enabled': false, 'trigger': {'type':"
            + " 'core.st2.IntervalTimer', 'parameters': {'unit': 'seconds', 'delta': 1, 'timezone': 'UTC'}},"
            + " 'action': {'ref': 'core.noop'}}";

    private final StackStormSettings settings = LiveStackStorm.settings("probe-live");
    private final StackStormEngine engine = StackStormEngine.at(settings, InstantSource.system());
    private final HttpTransport transport = new HttpTransport(settings);
    private final StackStormClient client = LiveStackStorm.client(transport);

    @AfterEach
    void close() {
        engine.close();
        transport.close();
    }

    @Test
    void whatRunsActionsAndWhereAClassWouldRunIsFound() {
        assertThat(found(StackStormProbe.RUN).state()).isNotEqualTo(State.FAILS);
        assertThat(found(StackStormProbe.ENVIRONMENTS).words()).contains("/virtualenvs: ", "default");
    }

    @Test
    void aTimerThatTicksShowsThatTheTimersEngineIsUp() {
        String rule = client.existing(Request.post("/v1/rules", RuleWorld.json(TIMER.formatted(UUID.randomUUID()))))
                .text("id")
                .orElseThrow();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> new ProbeTimers(client, InstantSource.system())
                            .look()
                            .state()
                            .equals(State.WORKS));
        } finally {
            client.send(Request.delete("/v1/rules/" + rule, null));
        }
    }

    private Finding found(String name) {
        return engine.monitor().probe().findings().stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
