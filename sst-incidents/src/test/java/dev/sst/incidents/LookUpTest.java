package dev.sst.incidents;

import static dev.sst.testkit.incident.SampleDeliveries.OPENED;
import static dev.sst.testkit.incident.SampleDeliveries.delivery;
import static dev.sst.testkit.incident.SampleDeliveries.key;
import static dev.sst.testkit.incident.SampleDeliveries.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Delivery.State;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.spi.IncidentSink.Answer;
import dev.sst.testkit.incident.IncidentReceiver;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which incident over there is ours, and when one is believed to be gone. */
final class LookUpTest {
    private final IncidentReceiver receiver = IncidentReceiver.start();
    private RestIncidentSink sink = sink(receiver.url());

    private static RestIncidentSink sink(URI url) {
        return new RestIncidentSink(RestIncidentSettings.builder(url).build());
    }

    @AfterEach
    void close() {
        sink.close();
        receiver.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"UPDATED", "RESOLVED"})
    void aNotFoundOfAWrongAddressIsNotTheEndOfAnIncident(Event event) {
        String id = opened();
        sink.close();
        sink = sink(receiver.url().resolve("/elsewhere"));

        assertThat(sink.deliver(delivery(1, event), id))
                .isInstanceOfSatisfying(
                        Answer.Retry.class, later -> assertThat(later.reason()).contains("could not be read"));
        assertThat(receiver.open(key(1))).isNotEmpty();
    }

    @Test
    void anIncidentThatHasAnotherIdByNowIsResolvedUnderThatOne() {
        String id = opened();

        assertThat(sink.deliver(delivery(1, Event.RESOLVED), "incident-99")).isEqualTo(new Answer.Accepted(id));

        assertThat(receiver.open(key(1))).isEmpty();
    }

    @Test
    void whatATestPrintedNamesNoIncident() {
        JsonObject copied =
                snapshot(Event.OPENED).with("output_excerpt", new JsonString("sst-key: " + key(2) + "\nsst-key: x"));
        sink.deliver(delivery(1, Event.OPENED, copied), null);

        Delivery lost = delivery(2, Event.OPENED).tried(State.RETRYING, null, "lost", OPENED, true);

        assertThat(sink.deliver(lost, null)).isEqualTo(new Answer.Ambiguous(RestIncidentSink.NOT_FOUND_YET));
    }

    private String opened() {
        return ((Answer.Accepted) sink.deliver(delivery(1, Event.OPENED), null)).externalId();
    }
}
