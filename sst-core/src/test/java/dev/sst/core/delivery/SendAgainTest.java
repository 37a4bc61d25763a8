package dev.sst.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.State;
import dev.sst.incident.Incident;
import dev.sst.testkit.store.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SendAgainTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final Incident incident = Samples.incident("key", Samples.testId());

    private Delivery delivery(String sink, long sequence, State state) {
        return Samples.delivery(incident, sink, sequence).tried(state, null, "no", NOW.minusSeconds(9), false);
    }

    @Test
    void whatWasLeftOutBecauseOfItIsSentBehindIt() {
        Delivery opened = delivery("one", 1, State.FAILED);
        Delivery resolved = delivery("one", 2, State.SUPERSEDED);
        List<Delivery> all =
                List.of(opened, resolved, delivery("one", 3, State.DELIVERED), delivery("other", 2, State.SUPERSEDED));

        assertThat(SendAgain.of(opened, all, NOW)).containsExactly(opened.again(NOW), resolved.again(NOW));
        assertThat(opened.again(NOW).state()).isEqualTo(State.PENDING);
        assertThat(opened.again(NOW).nextAttemptAt()).isEqualTo(NOW);
        assertThat(opened.again(NOW).attempts()).isEqualTo(1);
    }

    @Test
    void whatCameBeforeItStaysAsItIs() {
        Delivery before = delivery("one", 1, State.SUPERSEDED);
        Delivery failed = delivery("one", 2, State.FAILED);

        assertThat(SendAgain.of(failed, List.of(before, failed), NOW)).containsExactly(failed.again(NOW));
    }
}
