package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineState;
import dev.sst.spi.Observation;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServerSentEventsTest {

    @Test
    void aRecordedStreamBeginsWithTheNewlineThatMeansSubscribed() throws IOException {
        List<ServerSentEvents.Item> items = items(RecordedAnswer.stream("execution-only"), 1_000_000);

        assertThat(items.get(0)).isInstanceOf(ServerSentEvents.Blank.class);
        assertThat(observations(items))
                .extracting(Observation::state)
                .containsExactly(EngineState.WAITING, EngineState.WAITING, EngineState.RUNNING, EngineState.SUCCEEDED);
        assertThat(observations(items))
                .extracting(Observation::id)
                .containsOnly(observations(items).get(0).id());
    }

    @Test
    void aRecordedCancelIsSeenToItsEnd() throws IOException {
        assertThat(observations(items(RecordedAnswer.stream("canceled"), 1_000_000)))
                .extracting(Observation::state)
                .contains(EngineState.CANCELLED);
    }

    @Test
    void nginxsAnswerForADeadServiceIsNoSubscription() throws IOException {
        List<ServerSentEvents.Item> items =
                items(RecordedAnswer.of("transport/nginx-st2stream-down").bytes(), 1000);

        assertThat(items).containsExactly(new ServerSentEvents.Other(), new ServerSentEvents.Other());
    }

    @Test
    void linesMayEndWithCrLfAndDataMayComeInPieces() throws IOException {
        byte[] text = ": comment\r\nevent: x\r\ndata: a\r\ndata:b\r\n\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(items(text, 1000))
                .containsExactly(new ServerSentEvents.Other(), new ServerSentEvents.Event("x", Optional.of("a\nb")));
    }

    @Test
    void anEventThatIsTooLongIsSkippedAndTheNextIsRead() throws IOException {
        String text = "event: big\ndata: " + "x".repeat(5000) + "\n\nevent: small\ndata: y\n\n";

        assertThat(items(text.getBytes(StandardCharsets.UTF_8), 100))
                .containsExactly(
                        new ServerSentEvents.Event("big", Optional.empty()),
                        new ServerSentEvents.Event("small", Optional.of("y")));
    }

    @Test
    void anEventLongerThanAnyReadIsWhole() throws IOException {
        String long1 = "x".repeat(100_000);
        String long2 = "y".repeat(16 * 1024 - "data: ".length());
        String text = "data: " + long2 + "\ndata: " + long1 + "\n\n\n";

        assertThat(items(text.getBytes(StandardCharsets.UTF_8), 1_000_000))
                .containsExactly(
                        new ServerSentEvents.Event("", Optional.of(long2 + "\n" + long1)),
                        new ServerSentEvents.Blank());
    }

    @Test
    void anEventThatIsNoneIsNotAnObservation() {
        assertThat(ExecutionEvent.read("{\"id\": \"6b03e65b856e7d23189eb077\"}"))
                .isEmpty();
        assertThat(ExecutionEvent.read("{\"id\": 1, \"status\": \"running\"}")).isEmpty();
        assertThat(ExecutionEvent.read("[1]")).isEmpty();
        assertThat(ExecutionEvent.read("{\"id\": ")).isEmpty();
        assertThat(ExecutionEvent.read("{\"result\": " + "[".repeat(20_000) + "]".repeat(20_000) + "}"))
                .isEmpty();
    }

    private static List<Observation> observations(List<ServerSentEvents.Item> items) {
        return items.stream()
                .filter(ServerSentEvents.Event.class::isInstance)
                .map(ServerSentEvents.Event.class::cast)
                .filter(event -> event.name().startsWith(ExecutionEvent.PREFIX))
                .flatMap(event -> event.data().flatMap(ExecutionEvent::read).stream())
                .toList();
    }

    private static List<ServerSentEvents.Item> items(byte[] stream, int limit) throws IOException {
        var events = new ServerSentEvents(new ByteArrayInputStream(stream), limit);
        List<ServerSentEvents.Item> items = new ArrayList<>();
        for (Optional<ServerSentEvents.Item> item = events.next(); item.isPresent(); item = events.next()) {
            items.add(item.get());
        }
        return items;
    }
}
