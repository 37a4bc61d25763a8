package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.stackstorm.RuleEvent.Fate;
import dev.sst.stackstorm.RuleEvent.Sending;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleEventTest {
    private static final JsonObject PAYLOAD = RuleWorld.json("{'text': '{{ 1 + 1 }}'}");
    private static final LiveRule WEBHOOK = new LiveRule(RuleWorld.json(
            "{'trigger': {'type': 'core.st2.webhook', 'ref': 'core.uuid', 'parameters': {'url': '/a b/c/'}}}"));
    private static final LiveRule OWN =
            new LiveRule(RuleWorld.json("{'trigger': {'type': 'p.order', 'ref': 'p.uuid', 'parameters': {'n': 1}}}"));
    private static final LiveRule TIMER =
            new LiveRule(RuleWorld.json("{'trigger': {'type': 'core.st2.IntervalTimer', 'ref': 'core.uuid'}}"));

    private final ScriptedTransport transport = new ScriptedTransport();
    private final RuleEvent events =
            new RuleEvent(new StackStormClient(transport, Credentials.NONE, () -> "request-1"));

    @Test
    void aWebhookIsCalledWithTheParametersAsTheyAreAndTheKeyAsTraceTag() {
        transport.answers(202, "{}");

        assertThat(events.send(WEBHOOK, PAYLOAD, "sst-1").fate()).isEqualTo(Fate.SENT);
        assertThat(transport.requests()).singleElement().satisfies(request -> {
            assertThat(request).hasToString("POST /v1/webhooks/a%20b/c");
            assertThat(request.headers()).containsEntry("St2-Trace-Tag", "sst-1");
            assertThat(request.body())
                    .hasValueSatisfying(body -> assertThat(new String(body, StandardCharsets.UTF_8))
                            .isEqualTo("{\"text\":\"{{ 1 + 1 }}\"}"));
        });
    }

    @Test
    void anyOtherTriggerIsInjectedByTheNameOfTheRulesOwn() {
        transport.answers(202, "{}");

        assertThat(events.send(OWN, PAYLOAD, "sst-1").fate()).isEqualTo(Fate.SENT);
        assertThat(transport.requests()).singleElement().satisfies(request -> {
            assertThat(request).hasToString("POST /v1/webhooks/st2");
            assertThat(request.body().map(body -> new String(body, StandardCharsets.UTF_8)))
                    .isEqualTo(Optional.of("{\"trigger\":\"p.uuid\",\"payload\":{\"text\":\"{{ 1 + 1 }}\"}}"));
        });
    }

    @Test
    void timeNeedsNoEvent() {
        assertThat(events.send(TIMER, PAYLOAD, "sst-1").fate()).isEqualTo(Fate.SENT);
        assertThat(transport.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200, SENT",
        "500, SENT",
        "502, SENT",
        "404, NOT_SENT",
        "401, NOT_SENT",
        "403, NOT_SENT",
        "429, NOT_SENT",
        "400, REFUSED"
    })
    void whatTheAnswerMeans(int status, Fate fate) {
        transport.answers(status, "{\"faultstring\": \"words of StackStorm\"}");

        Sending sending = events.send(WEBHOOK, PAYLOAD, "sst-1");

        assertThat(sending.fate()).isEqualTo(fate);
        if (fate == Fate.REFUSED) {
            assertThat(sending.words()).isEqualTo("words of StackStorm");
        }
    }

    @Test
    void aPayloadAgainstTheSchemaOfItsTriggerTypeIsRefusedInAllOfStackStormsWords() {
        transport.answers(RecordedAnswer.of("webhooks/inject-schema"));

        Sending sending = events.send(OWN, PAYLOAD, "sst-1");

        assertThat(sending.fate()).isEqualTo(Fate.REFUSED);
        assertThat(sending.words()).contains("is not of type 'integer', 'null'", "On instance['n']:");
    }

    @ParameterizedTest
    @CsvSource({"NOT_SENT, NOT_SENT", "LOST, SENT", "RESET, SENT"})
    void anEventWhoseAnswerIsLostIsNotFiredTwice(TransportException.Fate lost, Fate fate) {
        transport.fails(lost);

        assertThat(events.send(WEBHOOK, PAYLOAD, "sst-1").fate()).isEqualTo(fate);
        assertThat(transport.requests()).hasSize(1);
    }
}
