package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ExecutionsTest {

    private static final Instant SINCE = Instant.parse("2026-11-23T08:00:00Z");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final Executions executions =
            new Executions(new StackStormClient(transport, Credentials.apiKey("k"), () -> "id"));

    @Test
    void aKeyThatNobodyUsedIsNotFound() {
        transport.answers(RecordedAnswer.of("executions/list-by-context-none"));

        assertThat(executions.byKey("key-1", "p.a", SINCE)).isEmpty();
    }

    @Test
    void anAnswerWithoutOurKeyIsToAnotherQuestionAndNotANo() {
        transport.answers(RecordedAnswer.of("executions/list-unknown-filter"));

        assertThatThrownBy(() -> executions.byKey("key-1", "p.a", SINCE))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("key-1");
    }

    @Test
    void aRetryByAPolicyIsNotTheRunThatWasOrdered() {
        transport.answers(
                200,
                "[" + execution("6b03e567856e7d23189eb041", ", \"policies\": {\"retry\": {\"retry_count\": 1}}") + ", "
                        + execution("6b03e567856e7d23189eb042", "") + "]");

        assertThat(executions.byKey("key-1", "p.a", SINCE)).contains(new EngineExecutionId("6b03e567856e7d23189eb042"));
    }

    private static String execution(String id, String context) {
        return "{\"id\": \"" + id + "\", \"action\": {\"ref\": \"p.a\"}, \"context\": {\"sst\": {\"key\": \"key-1\"}"
                + context + "}}";
    }
}
