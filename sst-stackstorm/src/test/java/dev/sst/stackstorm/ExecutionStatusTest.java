package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExecutionStatusTest {

    @ParameterizedTest
    @ValueSource(strings = {"running", "pausing", "paused", "resuming", "pending", "canceling"})
    void whatComesOnTheWayIsARunThatGoesOnInWhateverOrderItComes(String word) {
        assertThat(ExecutionStatus.state(word)).isEqualTo(EngineState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"succeeded", "failed", "timeout", "canceled", "abandoned"})
    void theFiveEndsAreEnds(String word) {
        assertThat(ExecutionStatus.state(word).terminal()).isTrue();
    }

    @Test
    void aWordThatNobodyKnowsIsNoEnd() {
        assertThat(ExecutionStatus.state("suspended")).isEqualTo(EngineState.UNKNOWN);
        assertThat(EngineState.UNKNOWN.terminal()).isFalse();
    }
}
