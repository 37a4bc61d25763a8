package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.json.JsonObject;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy, without a socket: recorded answers of a real StackStorm and a transport that fails as told. */
final class StackStormClientTest {

    private static final Request READ = Request.get("/v1/actions/p.a");
    private static final Request WRITE = Request.post("/v1/actions", JsonObject.empty());

    private final ScriptedTransport transport = new ScriptedTransport();
    private final AtomicInteger ids = new AtomicInteger();
    private final StackStormClient client = client(Credentials.apiKey("secret-key"));

    private StackStormClient client(Credentials credentials) {
        return new StackStormClient(transport, credentials, () -> "id-" + ids.incrementAndGet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actions/create-unknown-runner",
                "actions/create-bad-parameter-name",
                "executions/post-unknown-action",
                "executions/list-ids-malformed",
                "packs/register-unknown-pack",
                "auth/api-garbage-key"
            })
    void aRefusalCarriesStackStormsOwnWords(String name) {
        RecordedAnswer recorded = RecordedAnswer.of(name);
        transport.answers(recorded);
        String fault = new Answer(400, recorded.bytes()).fault().orElseThrow();

        assertThatThrownBy(() -> client.send(WRITE))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining(fault)
                .hasMessageContaining("[request id-1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transport/long-request-line       | status 400",
                "transport/long-request-line-nginx | the request line is too long (414)",
                "transport/nginx-413               | the request is larger than its front end allows (413)",
                "transport/long-header             | status 431"
            })
    void anHtmlRefusalIsOursAndShowsNoHtml(String name, String words) {
        transport.answers(RecordedAnswer.of(name));

        assertThatThrownBy(() -> client.send(WRITE))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("refused POST /v1/actions: " + words)
                .hasMessageNotContaining("<");
    }

    /** As st2 words it: {@code st2common/st2common/exceptions/rbac.py}. */
    @Test
    void aMissingRightIsToldByItsName() {
        transport.answers(
                403, "{\"faultstring\": \"User \\\"sst\\\" doesn't have required permission \\\"action_create\\\"\"}");

        assertThatThrownBy(() -> client.send(WRITE))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("POST /v1/actions")
                .hasMessageContaining("permission \"action_create\"");
    }

    @Test
    void aConflictShowsNothingOfTheDatabase() {
        transport.answers(RecordedAnswer.of("actions/create-again"));

        assertThatThrownBy(() -> client.send(WRITE))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("exists already")
                .hasMessageNotContaining("E11000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport/nginx-st2api-down", "executions/post-huge-integer"})
    void a5xxIsUnavailableForAReadAndUnknownForAWrite(String name) {
        transport.answers(RecordedAnswer.of(name)).answers(RecordedAnswer.of(name));

        assertThatThrownBy(() -> client.send(READ)).isInstanceOf(EngineUnavailableException.class);
        assertThatThrownBy(() -> client.send(WRITE)).isInstanceOf(EngineOutcomeUnknownException.class);
    }

    @Test
    void notFoundIsAnAnswer() {
        transport.answers(RecordedAnswer.of("actions/get-404"));

        assertThat(client.object(READ)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<html></html>",
                "200|''",
                "200|{\"id\": ",
                "200|[]",
                "200|42",
                "502|<html></html>",
                "504|<html></html>"
            })
    void whatMakesNoSenseIsUnavailableForAReadAndUnknownForAWrite(int status, String body) {
        transport.answers(status, body).answers(status, body);

        assertThatThrownBy(() -> client.object(READ)).isInstanceOf(EngineUnavailableException.class);
        assertThatThrownBy(() -> client.object(WRITE)).isInstanceOf(EngineOutcomeUnknownException.class);
    }

    @Test
    void anAnswerNestedWithoutEndIsUnavailable() {
        transport.answers(200, "[".repeat(100_000));

        assertThatThrownBy(() -> client.list(READ)).isInstanceOf(EngineUnavailableException.class);
    }

    @Test
    void aRedirectIsNotFollowedAndToldApart() {
        transport.answers(308, "");

        assertThatThrownBy(() -> client.send(WRITE))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("redirected");
    }

    @Test
    void aReadWhoseConnectionBrokeIsRepeatedOnce() {
        transport.fails(Fate.RESET).answers(200, "{}");

        assertThat(client.object(READ)).isPresent();
        assertThat(transport.requests()).hasSize(2);
    }

    @Test
    void aReadWhoseConnectionBreaksTwiceIsUnavailable() {
        transport.fails(Fate.RESET).fails(Fate.RESET);

        assertThatThrownBy(() -> client.object(READ)).isInstanceOf(EngineUnavailableException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"RESET", "LOST"})
    void aWriteIsNeverRepeated(Fate fate) {
        transport.fails(fate);

        assertThatThrownBy(() -> client.send(WRITE)).isInstanceOf(EngineOutcomeUnknownException.class);
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void aWriteThatNeverLeftIsUnavailable() {
        transport.fails(Fate.NOT_SENT);

        assertThatThrownBy(() -> client.send(WRITE)).isInstanceOf(EngineUnavailableException.class);
    }

    @Test
    void anApiKeyThatIsRefusedIsRejectedAtOnce() {
        transport.answers(RecordedAnswer.of("auth/api-disabled-key"));

        Throwable refusal = catchThrowable(() -> client.send(READ));

        assertThat(refusal).isInstanceOf(EngineRejectedException.class).hasMessageNotContaining("secret-key");
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void withoutCredentialsNoneAreSent() {
        transport.answers(200, "{}");

        client(Credentials.NONE).send(READ);

        assertThat(transport.requests().get(0).headers()).containsOnlyKeys(Request.REQUEST_ID);
    }

    @Test
    void noTextOfARequestHoldsItsSecrets() {
        Request request = WRITE.with("St2-Api-Key", "secret-key");

        assertThat(request.toString()).isEqualTo("POST /v1/actions");
        assertThat(new Credentials.Header("X-Auth-Token", "secret").toString()).isEqualTo("X-Auth-Token");
    }
}
