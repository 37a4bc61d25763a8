package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.time.ManualClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a start, and of an execution that is followed, when StackStorm refuses or fails in between. */
final class OwnExecutionsTest {

    private static final EngineExecutionId ID = new EngineExecutionId("6b03e565856e7d23189eb03a");
    private static final String STARTED = "{\"id\": \"" + ID + "\"}";
    private static final String REFUSED = "{\"faultstring\": \"not you\"}";
    private static final JsonObject NOTHING = JsonObject.empty();

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ManualClock clock = new ManualClock();
    private final StackStormClient client = new StackStormClient(transport, Credentials.NONE, () -> "request-1");
    private final OwnExecutions own =
            new OwnExecutions(client, new Executions(client), clock, clock::advance, () -> "key");

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void aStartThatMayNotBeLookedForIsUnknownAndNotRefused(int status) {
        transport.fails(Fate.LOST);
        IntStream.range(0, 5).forEach(look -> transport.answers(status, REFUSED));

        assertThatThrownBy(() -> own.start("core.local", NOTHING, "my-key"))
                .isInstanceOf(EngineOutcomeUnknownException.class)
                .satisfies(e ->
                        assertThat(e.getSuppressed()).hasSize(5).allMatch(EngineRejectedException.class::isInstance));
        assertThat(writes()).isOne();
    }

    @Test
    void aLookThatIsRefusedOnceIsTriedAgain() {
        transport
                .fails(Fate.LOST)
                .answers(429, REFUSED)
                .answers(
                        200,
                        "[{\"id\": \"" + ID + "\", \"action\": {\"ref\": \"core.local\"},"
                                + " \"context\": {\"sst\": {\"key\": \"my-key\"}}}]");

        assertThat(own.start("core.local", NOTHING, "my-key")).isEqualTo(ID);
    }

    @Test
    void whereThereIsNoStackStormNothingWasStartedAndNothingIsLookedFor() {
        transport.answers(404, "<html>");

        assertThatThrownBy(() -> own.start("core.local", NOTHING, "my-key"))
                .isInstanceOf(EngineUnavailableException.class);
        assertThat(transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void whatWasStartedAndMayNotBeFollowedIsUnknownNamedAndAskedToEnd(int status) {
        transport.answers(201, STARTED).answers(status, REFUSED).answers(200, "{}");

        assertThatThrownBy(() -> own.run("packs.install", NOTHING, Duration.ofMinutes(1)))
                .isInstanceOf(EngineOutcomeUnknownException.class)
                .hasMessageContaining(ID.value())
                .hasMessageContaining("it was asked to end");
        assertThat(transport.requests().get(2)).hasToString("DELETE /v1/executions/" + ID);
    }

    @Test
    void whatWasStartedAndIsNotThereAnyMoreIsUnknownAndNamed() {
        transport.answers(201, STARTED).answers(404, "{}").answers(404, "{}");

        assertThatThrownBy(() -> own.run("packs.install", NOTHING, Duration.ofMinutes(1)))
                .isInstanceOf(EngineOutcomeUnknownException.class)
                .hasMessageContaining("(" + ID + ") was started")
                .hasMessageContaining("StackStorm does not know it any more");
    }

    @Test
    void whatWasStartedAndCannotBeReachedToTheEndOfItsLimitIsUnknownAndAskedToEnd() {
        transport
                .answers(201, STARTED)
                .answers(502, "<html>")
                .answers(502, "<html>")
                .answers(200, "{}");

        assertThatThrownBy(() -> own.run("packs.install", NOTHING, Duration.ofMillis(100)))
                .isInstanceOf(EngineOutcomeUnknownException.class)
                .hasMessageContaining("was answered with 502")
                .hasMessageContaining("it was asked to end");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 502})
    void whatFailedHasFailedThoughItsStepsCannotBeRead(int status) {
        transport
                .answers(201, STARTED)
                .answers(
                        200,
                        "{\"id\": \"" + ID + "\", \"status\": \"failed\", \"result\": {\"stderr\": \"disk full\"}}")
                .answers(status, REFUSED);

        assertThatThrownBy(() -> own.run("packs.install", NOTHING, Duration.ofMinutes(1)))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("ended failed: disk full");
    }

    private long writes() {
        return transport.requests().stream()
                .filter(request -> !request.readOnly())
                .count();
    }
}
