package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.spi.Observation;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look at several runs says of each, when StackStorm's answer is not quite what was expected. */
final class ObservingTest {

    private static final EngineExecutionId ONE = new EngineExecutionId("6b03e567856e7d23189eb041");
    private static final EngineExecutionId OTHER = new EngineExecutionId("6b03e567856e7d23189eb042");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final StackStormClient client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
    private final Executions executions = new Executions(client);
    private final ExecutionRuns runs = new ExecutionRuns(
            new RunStart(client, StackStormSettings.DEFAULT_TIMEOUT_MARGIN),
            executions,
            new Cancellation(client, executions, InstantSource.system()),
            new LiveOutput(client, executions));

    @ParameterizedTest
    @ValueSource(strings = {"\"status\": \"hibernating\"", "\"status\": null", "\"surprise\": [1]"})
    void aStatusThatIsNotKnownOrNotThereIsNoEnd(String member) {
        transport.answers(200, "[{\"id\": \"" + ONE + "\", " + member + "}]");

        assertThat(runs.observe(List.of(ONE))).containsExactly(new Observation(ONE, EngineState.UNKNOWN));
        assertThat(EngineState.UNKNOWN.terminal()).isFalse();
    }

    @Test
    void whatElseStackStormSaysOfARunIsPassedOver() {
        transport.answers(
                200, "[{\"id\": \"" + ONE + "\", \"status\": \"running\", \"surprise\": {\"status\": \"failed\"}}, 7]");

        assertThat(runs.observe(List.of(ONE))).containsExactly(new Observation(ONE, EngineState.RUNNING));
    }

    @Test
    void aRunThatIsNotThereIsAskedForTwiceAndThenLostWhileTheOthersAreKnown() {
        transport
                .answers(200, "[{\"id\": \"" + OTHER + "\", \"status\": \"running\"}]")
                .answers(200, "[]");

        assertThat(runs.observe(List.of(ONE, OTHER)))
                .containsExactly(new Observation(ONE, EngineState.LOST), new Observation(OTHER, EngineState.RUNNING));
        assertThat(transport.requests()).hasSize(2);
    }

    @Test
    void anIdThatStackStormCannotHaveGivenIsLostWithoutBeingSent() {
        transport.answers(200, "[{\"id\": \"" + OTHER + "\", \"status\": \"running\"}]");
        var malformed = new EngineExecutionId("nonsense");

        assertThat(runs.observe(List.of(malformed, OTHER)))
                .containsExactly(
                        new Observation(malformed, EngineState.LOST), new Observation(OTHER, EngineState.RUNNING));
        assertThat(transport.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.path()).doesNotContain("nonsense"));
    }
}
