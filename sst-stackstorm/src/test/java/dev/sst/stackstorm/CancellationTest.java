package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CancellationTest {

    private static final EngineExecutionId ID = new EngineExecutionId("6b03e567856e7d23189eb041");
    private static final String OURS = "\"context\": {\"sst\": {\"key\": \"k\"}}";

    private final ScriptedTransport transport = new ScriptedTransport();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T08:00:00Z"));
    private final InstantSource clock = now::get;
    private final StackStormClient client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
    private final Cancellation cancellation = new Cancellation(client, new Executions(client), clock);

    @Test
    void aRunningOneIsDeleted() {
        stands("running", OURS);
        transport.answers(RecordedAnswer.of("executions/delete-running"));

        assertThat(cancellation.cancel(ID)).isTrue();

        assertThat(last().method()).isEqualTo("DELETE");
    }

    @Test
    void oneThatIsOverOrUnknownNeedsNothing() {
        stands("succeeded", OURS);
        transport.answers(RecordedAnswer.of("executions/get-404"));

        assertThat(cancellation.cancel(ID)).isFalse();
        assertThat(cancellation.cancel(ID)).isFalse();
        assertThat(transport.requests()).allMatch(Request::readOnly);
    }

    @Test
    void oneThatIsGoneByTheTimeItIsAskedNeedsNothing() {
        stands("running", OURS);
        transport.answers(RecordedAnswer.of("executions/delete-404"));

        assertThatCode(() -> cancellation.cancel(ID)).doesNotThrowAnyException();
        assertThat(last().method()).isEqualTo("DELETE");
    }

    @Test
    void oneThatIsCancelingAlreadyIsLetAloneUntilItHasHadItsTime() {
        stands("canceling", OURS);
        assertThat(cancellation.cancel(ID)).isFalse();
        now.set(now.get().plus(Cancellation.PATIENCE).minusMillis(1));
        stands("canceling", OURS);
        assertThat(cancellation.cancel(ID)).isFalse();
        assertThat(transport.requests()).allMatch(Request::readOnly);

        now.set(now.get().plusMillis(1));
        stands("canceling", OURS);
        transport.answers(200, "{}");
        assertThat(cancellation.cancel(ID)).isTrue();
        assertThat(last().method()).isEqualTo("PUT");
    }

    @Test
    void anInquiryThatWaitsIsToldOfAndNothingIsSent() {
        transport.answers(RecordedAnswer.of("executions/get-pending"));

        assertThatThrownBy(() -> cancellation.cancel(ID))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("answer its inquiry, or cancel the workflow that asks");

        assertThat(transport.requests()).singleElement().matches(Request::readOnly);
    }

    @Test
    void a200WithAFaultIsTooLateAndNoError() {
        stands("running", OURS);
        transport.answers(RecordedAnswer.of("executions/delete-finished"));

        assertThat(cancellation.cancel(ID)).isTrue();
    }

    @Test
    void oneThatStaysIsReleasedByOnePut() {
        stands("running", OURS);
        transport.answers(200, "{}");
        cancellation.cancel(ID);
        now.set(now.get().plus(Cancellation.PATIENCE));
        stands("canceling", OURS);
        transport.answers(200, "{}");

        assertThat(cancellation.cancel(ID)).isTrue();
        assertThat(last().method()).isEqualTo("PUT");

        now.set(now.get().plus(Cancellation.PATIENCE));
        stands("canceling", OURS);
        assertThat(cancellation.cancel(ID)).isFalse();
    }

    @Test
    void aReleaseThatWasNotHeardIsSentAgain() {
        stands("running", OURS);
        transport.answers(200, "{}");
        cancellation.cancel(ID);
        now.set(now.get().plus(Cancellation.PATIENCE));
        stands("canceling", OURS);
        transport.answers(502, "<html>Bad Gateway</html>");
        assertThatThrownBy(() -> cancellation.cancel(ID)).isInstanceOf(EngineUnavailableException.class);
        stands("canceling", OURS);
        transport.fails(Fate.NOT_SENT);
        assertThatThrownBy(() -> cancellation.cancel(ID)).isInstanceOf(EngineUnavailableException.class);
        stands("canceling", OURS);
        transport.answers(200, "{}");

        assertThat(cancellation.cancel(ID)).isTrue();

        assertThat(last().method()).isEqualTo("PUT");
    }

    @Test
    void oneThatIsNotOursIsNeverReleased() {
        stands("running", "\"context\": {}");
        transport.answers(200, "{}");
        cancellation.cancel(ID);
        now.set(now.get().plus(Cancellation.PATIENCE));
        stands("canceling", "\"context\": {}");

        assertThat(cancellation.cancel(ID)).isFalse();
    }

    @Test
    void aCancelWhoseAnswerIsLostIsUnavailableAndMayBeRepeated() {
        stands("running", OURS);
        transport.fails(Fate.LOST);

        assertThatThrownBy(() -> cancellation.cancel(ID)).isInstanceOf(EngineUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void aCancelThatIsRefusedIsNoOutage(int status) {
        stands("running", OURS);
        transport.answers(status, "{\"faultstring\": \"not you\"}");

        assertThatThrownBy(() -> cancellation.cancel(ID))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("not you");
    }

    @Test
    void cancellingAWorkflowEndsItsRunningChildren() {
        String child = "6b03e567856e7d23189eb042";
        stands("running", OURS + ", \"runner\": {\"name\": \"orquesta\"}");
        transport
                .answers(RecordedAnswer.of("executions/delete-workflow"))
                .answers(
                        200,
                        "[{\"id\": \"" + child + "\", \"status\": \"running\"},"
                                + " {\"id\": \"6b03e567856e7d23189eb043\", \"status\": \"pending\"}]")
                .answers(
                        200,
                        "{\"id\": \"" + child + "\", \"status\": \"running\","
                                + " \"runner\": {\"name\": \"local-shell-cmd\"}}")
                .answers(RecordedAnswer.of("executions/delete-running"));

        assertThat(cancellation.cancel(ID)).isTrue();

        assertThat(transport.requests())
                .filteredOn(request -> !request.readOnly())
                .extracting(Request::toString)
                .containsExactly("DELETE /v1/executions/" + ID, "DELETE /v1/executions/" + child);
    }

    @Test
    void theChildrenOfAWorkflowThatIsCancelingAlreadyAreEndedAllTheSame() {
        String child = "6b03e567856e7d23189eb042";
        stands("canceling", OURS + ", \"runner\": {\"name\": \"orquesta\"}");
        transport
                .answers(200, "[{\"id\": \"" + child + "\", \"status\": \"running\"}]")
                .answers(200, "{\"id\": \"" + child + "\", \"status\": \"running\"}")
                .answers(RecordedAnswer.of("executions/delete-running"));

        cancellation.cancel(ID);

        assertThat(last().toString()).isEqualTo("DELETE /v1/executions/" + child);
    }

    private void stands(String status, String context) {
        transport.answers(200, "{\"id\": \"" + ID + "\", \"status\": \"" + status + "\", " + context + "}");
    }

    private Request last() {
        return transport.requests().get(transport.requests().size() - 1);
    }
}
