package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.SstException;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import dev.sst.testkit.time.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes known of values that StackStorm did not take; most answers are recorded from a real one. */
final class ClearWordsTest {

    private static final String ID = "6b03e565856e7d23189eb03a";
    private static final JsonObject SECRET = RuleWorld.json("{'token': 'hush'}");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final StackStormClient client = new StackStormClient(transport, Credentials.NONE, () -> "request-1");

    @ParameterizedTest
    @CsvSource({
        "post-wrong-type, many",
        "post-enum, odd",
        "post-minimum, -1 is",
        "post-number-for-string, \"5\"",
        "post-jinja-error, nosuch"
    })
    void aFaultThatQuotesAValueIsNotRepeated(String recorded, String value) {
        transport.answers(RecordedAnswer.of("executions/" + recorded));

        assertThatThrownBy(() -> executions().start("p.a", SECRET))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("status 400; " + ClearWords.WITHHELD)
                .hasMessageNotContaining(value);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "post-unknown-action, cannot be found",
                "post-disabled-action, is disabled",
                "post-missing-parameter, 'url' is a required property",
                "post-unknown-parameter, 'colour' was unexpected"
            })
    void aFaultThatOnlyNamesThingsIsRepeated(String recorded, String words) {
        transport.answers(RecordedAnswer.of("executions/" + recorded));

        assertThatThrownBy(() -> executions().start("p.a", SECRET))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'hush' is not of type 'object'\n\nOn instance['token']:\n    'hush'",
                "hush\nAction \"p.a\" cannot be found.",
                "Action \"p.a\" cannot be found. hush"
            })
    void noSecretComesThroughBesideWordsThatAreKnown(String fault) {
        String body =
                JsonText.write(JsonObject.builder().put("faultstring", fault).build());
        transport.answers(400, body).answers(400, body);

        assertThatThrownBy(() -> executions().reRun(ID, SECRET)).satisfies(ClearWordsTest::saysNothing);
        assertThatThrownBy(() -> new InquiriesClient(client, new Lists(client)).answer(ID, SECRET))
                .satisfies(ClearWordsTest::saysNothing);
    }

    @Test
    void neitherAnErrorOfStackStormsNorAnAnswerThatMakesNoSenseIsRepeated() {
        transport.answers(500, "{\"faultstring\": \"cannot encode hush\"}").answers(201, "[\"hush\"]");

        assertThatThrownBy(() -> executions().reRun(ID, SECRET))
                .isInstanceOf(EngineOutcomeUnknownException.class)
                .satisfies(ClearWordsTest::saysNothing);
        assertThatThrownBy(() -> executions().reRun(ID, SECRET))
                .isInstanceOf(EngineOutcomeUnknownException.class)
                .satisfies(ClearWordsTest::saysNothing);
    }

    @Test
    void aRefusalOfTheAccountIsRepeated() {
        transport.answers(403, "{\"faultstring\": \"User \\\"u\\\" may not\"}");

        assertThatThrownBy(() -> executions().start("p.a", SECRET))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("may not");
    }

    private static void saysNothing(Throwable e) {
        assertThat(e)
                .isInstanceOf(SstException.class)
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    private ExecutionsClient executions() {
        var clock = new ManualClock();
        var runs = new Executions(client);
        return new ExecutionsClient(
                client,
                new OwnExecutions(client, runs, clock, clock::advance, () -> "unused"),
                new Cancellation(client, runs, clock),
                new Lists(client),
                () -> "fresh");
    }
}
