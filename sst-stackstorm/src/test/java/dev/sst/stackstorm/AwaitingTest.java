package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineUnavailableException;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the end of an execution is waited for. */
final class AwaitingTest extends ExecutionsClientScene {

    @Test
    void theEndIsWaitedForWithoutItsResult() {
        transport
                .answers(200, "{\"id\": \"" + ID + "\", \"status\": \"requested\"}")
                .answers(200, "{\"id\": \"" + ID + "\", \"status\": \"running\"}")
                .answers(502, "<html>")
                .answers(200, "{\"id\": \"" + ID + "\", \"status\": \"succeeded\"}")
                .answers(RecordedAnswer.of("executions/get-succeeded"));

        ExecutionRecord ended = executions.await(ID, Duration.ofMinutes(1)).orElseThrow();

        assertThat(ended.result()).isPresent();
        assertThat(paths().subList(0, 4)).containsOnly("/v1/executions/" + ID + "?include_attributes=id,status");
        assertThat(paths()).last().isEqualTo("/v1/executions/" + ID);
    }

    @Test
    void whatDoesNotEndInTimeGoesOn() {
        Instant begin = clock.instant();
        List.of(1, 2, 3, 4, 5, 6, 7, 8)
                .forEach(look -> transport.answers(200, "{\"id\": \"" + ID + "\", \"status\": \"running\"}"));

        assertThat(executions.await(ID, Duration.ofSeconds(4))).isEmpty();
        assertThat(Duration.between(begin, clock.instant())).isEqualTo(Duration.ofSeconds(4));
        assertThat(transport.requests()).allMatch(Request::readOnly);
    }

    @Test
    void whatHasEndedIsSeenAtOnceAlsoByWhoDoesNotWait() {
        Instant begin = clock.instant();
        transport
                .answers(200, "{\"id\": \"" + ID + "\", \"status\": \"succeeded\"}")
                .answers(RecordedAnswer.of("executions/get-succeeded"));

        assertThat(executions.await(ID, Duration.ZERO)).isPresent();
        assertThat(clock.instant()).isEqualTo(begin);
        assertThat(transport.requests()).hasSize(2);
    }

    @Test
    void anOutageIsWaitedOutBeforeTheFirstLookAndBeforeTheResult() {
        transport
                .answers(502, "<html>")
                .answers(200, "{\"id\": \"" + ID + "\", \"status\": \"succeeded\"}")
                .answers(502, "<html>")
                .answers(200, "{\"id\": \"" + ID + "\", \"status\": \"succeeded\"}")
                .answers(RecordedAnswer.of("executions/get-succeeded"));

        assertThat(executions.await(ID, Duration.ofMinutes(1))).isPresent();
    }

    @Test
    void anOutageAtTheEndOfTheLimitIsNoExecutionThatGoesOn() {
        transport.answers(502, "<html>");

        assertThatThrownBy(() -> executions.await(ID, Duration.ZERO)).isInstanceOf(EngineUnavailableException.class);
    }

    @Test
    void aResultThatCannotBeReadIsNotWaitedFor() {
        transport
                .answers(200, "{\"id\": \"" + ID + "\", \"status\": \"succeeded\"}")
                .fails(Fate.UNREADABLE);

        assertThatThrownBy(() -> executions.await(ID, Duration.ofMinutes(1)))
                .isInstanceOf(EngineUnavailableException.class);
    }

    @Test
    void whatStackStormDoesNotKnowIsNotWaitedFor() {
        transport.answers(RecordedAnswer.of("executions/get-404"));

        assertThat(executions.await(ID, Duration.ofMinutes(1))).isEmpty();
        assertThat(transport.requests()).hasSize(1);
    }
}
