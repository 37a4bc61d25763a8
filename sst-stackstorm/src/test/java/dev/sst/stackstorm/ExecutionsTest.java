package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.spi.Runner;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoTheOneStartedFirstIsOursInWhateverOrderTheyCome(boolean oldestFirst) {
        String earlier = execution("6b03e567856e7d23189eb041", "");
        String later = execution("6b03e567856e7d23189eb042", "");
        transport.answers(200, "[" + (oldestFirst ? earlier + ", " + later : later + ", " + earlier) + "]");

        assertThat(executions.byKey("key-1", "p.a", SINCE)).contains(new EngineExecutionId("6b03e567856e7d23189eb041"));
    }

    @Test
    void aTimeIsSentToTheMicrosecondAndInZ() {
        transport.answers(200, "[]");

        executions.byKey("key-1", "p.a", SINCE.plusNanos(123_456_789));

        assertThat(URLDecoder.decode(transport.requests().get(0).path(), StandardCharsets.UTF_8))
                .contains("&timestamp_gt=2026-11-23T08:00:00.123456Z&");
    }

    @Test
    void aHundredIdsFitTheLongestRequestLineOfStackStorm() {
        transport.answers(200, "[]");
        List<EngineExecutionId> ids = IntStream.range(0, Runner.MAX_BATCH)
                .mapToObj(number -> new EngineExecutionId("6b03e567856e7d23189e%04x".formatted(number)))
                .toList();

        executions.batch(ids, Executions.WITH_RESULT);

        assertThat(transport.requests().get(0).path()).contains("&limit=100&").hasSizeLessThan(4000);
    }

    @Test
    void itIsLookedForByAFilterOnOurKeySinceStackStormIgnoresATraceTag() {
        transport.answers(200, "[" + execution("6b03e567856e7d23189eb041", "") + "]");

        assertThat(executions.byKey("key-1", "p.a", SINCE)).isPresent();

        assertThat(transport.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.path())
                        .startsWith(
                                "/v1/executions?filter=context.sst.key:key-1&timestamp_gt=2026-11-23T08%3A00%3A00Z&")
                        .doesNotContain("trace"));
    }

    @Test
    void whatItSetOffIsNeverTakenForTheRunThatWasOrdered() {
        String child = execution("6b03e567856e7d23189eb041", "").replace("{\"id\"", "{\"parent\": \"x\", \"id\"");
        String firedByARule = execution("6b03e567856e7d23189eb042", "").replace("p.a", "core.noop");
        transport.answers(200, "[" + child + ", " + firedByARule + "]");

        assertThat(executions.byKey("key-1", "p.a", SINCE)).isEmpty();
    }

    private static String execution(String id, String context) {
        return "{\"id\": \"" + id + "\", \"action\": {\"ref\": \"p.a\"}, \"context\": {\"sst\": {\"key\": \"key-1\"}"
                + context + "}}";
    }
}
