package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sst.execution.OutputChunk;
import org.junit.jupiter.api.Test;

final class OutputPartTest {
    /** 1, 2, 4 and 1 bytes. */
    private static final String WHOLE = "a\u00e9\ud83d\ude00z";

    private static final OutputChunk PIECE = new OutputChunk(10, WHOLE, 18, true);

    @Test
    void whatFitsStaysWhole() {
        assertThat(OutputPart.of(PIECE, 8)).isEqualTo(PIECE);
        assertThat(OutputPart.of(WHOLE, 0, Integer.MAX_VALUE)).isEqualTo(new OutputChunk(0, WHOLE, 8, true));
        assertThat(OutputPart.of(WHOLE, 3, 99)).isEqualTo(new OutputChunk(3, "\ud83d\ude00z", 8, true));
        assertThat(OutputPart.of(WHOLE, 99, 1)).isEqualTo(new OutputChunk(8, "", 8, true));
    }

    @Test
    void aCutIsNeverInsideACharacterAndSaysWhereToGoOn() {
        assertThat(OutputPart.of(PIECE, 7)).isEqualTo(new OutputChunk(10, "a\u00e9\ud83d\ude00", 17, false));
        assertThat(OutputPart.of(PIECE, 6)).isEqualTo(new OutputChunk(10, "a\u00e9", 13, false));
        assertThat(OutputPart.of(WHOLE, 1, 5)).isEqualTo(new OutputChunk(1, "\u00e9", 3, false));
        assertThat(OutputPart.of(WHOLE, 2, 5)).isEqualTo(new OutputChunk(1, "\u00e9", 3, false));
    }

    @Test
    void atLeastOneCharacterIsTaken() {
        assertThat(OutputPart.of(WHOLE, 3, 1)).isEqualTo(new OutputChunk(3, "\ud83d\ude00", 7, false));
        var last = new OutputChunk(13, "\ud83d\ude00", 17, true);
        assertThat(OutputPart.of(last, 1)).isEqualTo(last);
        assertThatIllegalArgumentException().isThrownBy(() -> OutputPart.of(WHOLE, 0, 0));
    }
}
