package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExecutionStatusTest {

    @ParameterizedTest
    @ValueSource(strings = {"running", "pausing", "paused", "resuming", "pending", "canceling"})
    void whatComesOnTheWayIsARunThatGoesOnInWhateverOrderItComes(String word) {
        assertThat(ExecutionStatus.state(word)).isEqualTo(EngineState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({
        "requested, WAITING, false",
        "scheduled, WAITING, false",
        "delayed, WAITING, false",
        "running, RUNNING, false",
        "pausing, RUNNING, false",
        "paused, RUNNING, false",
        "resuming, RUNNING, false",
        "pending, RUNNING, false",
        "canceling, RUNNING, false",
        "succeeded, SUCCEEDED, true",
        "failed, FAILED, true",
        "timeout, TIMED_OUT, true",
        "canceled, CANCELLED, true",
        "abandoned, ABANDONED, true"
    })
    void fiveOfFourteenWordsAreAnEnd(String word, EngineState state, boolean end) {
        assertThat(ExecutionStatus.known(word)).isTrue();
        assertThat(ExecutionStatus.state(word)).isEqualTo(state);
        assertThat(state.terminal()).isEqualTo(end);
    }

    @Test
    void aWordThatNobodyKnowsIsNoEnd() {
        assertThat(ExecutionStatus.state("suspended")).isEqualTo(EngineState.UNKNOWN);
        assertThat(EngineState.UNKNOWN.terminal()).isFalse();
    }
}
