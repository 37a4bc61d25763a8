package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.OutputChunk;
import org.junit.jupiter.api.Test;

final class OutputCutTest {
    /** 1, 2, 4 and 1 bytes. */
    private static final OutputChunk PIECE = new OutputChunk(10, "a\u00e9\ud83d\ude00z", 18, true);

    @Test
    void whatFitsStaysWhole() {
        assertThat(OutputCut.first(PIECE, 8)).isEqualTo(PIECE);
    }

    @Test
    void aCutIsNeverInsideACharacterAndSaysWhereToGoOn() {
        assertThat(OutputCut.first(PIECE, 7)).isEqualTo(new OutputChunk(10, "a\u00e9\ud83d\ude00", 17, false));
        assertThat(OutputCut.first(PIECE, 6)).isEqualTo(new OutputChunk(10, "a\u00e9", 13, false));
    }

    @Test
    void atLeastOneCharacterIsTaken() {
        OutputChunk rest = new OutputChunk(13, "\ud83d\ude00z", 18, true);
        assertThat(OutputCut.first(rest, 1)).isEqualTo(new OutputChunk(13, "\ud83d\ude00", 17, false));
        assertThat(OutputCut.first(new OutputChunk(13, "\ud83d\ude00", 17, true), 1))
                .isEqualTo(new OutputChunk(13, "\ud83d\ude00", 17, true));
    }
}
