package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.OutputChunk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LiveTextTest {
    private static final byte[] WHOLE = bytes("a\n\u00e9\ud83d\ude00\n\n#sst1 abc\n");

    @Test
    void aPieceNeverEndsWithinACharacterOrShowsTheReportHoweverItIsCut() {
        for (int end = 0; end <= WHOLE.length; end++) {
            byte[] sofar = Arrays.copyOf(WHOLE, end);
            var shown = new StringBuilder();
            OutputChunk first = LiveText.running(0, sofar);
            shown.append(first.text());
            byte[] rest = Arrays.copyOfRange(WHOLE, (int) first.next(), WHOLE.length);
            shown.append(LiveText.running(first.next(), rest).text());

            assertThat(shown.toString()).isEqualTo("a\n\u00e9\ud83d\ude00\n");
        }
    }

    @Test
    void aFinishedRunShowsEverythingButTheReport() {
        assertThat(LiveText.finished(0, WHOLE)).isEqualTo(new OutputChunk(0, "a\n\u00e9\ud83d\ude00\n", 9, true));
        assertThat(LiveText.finished(2, WHOLE).text()).isEqualTo("\u00e9\ud83d\ude00\n");
        assertThat(LiveText.finished(1000, WHOLE)).isEqualTo(new OutputChunk(9, "", 9, true));
    }

    @Test
    void aRunThatPrintedNothingShowsNothing() {
        assertThat(LiveText.running(0, bytes("#sst1 abc\n"))).isEqualTo(new OutputChunk(0, "", 0, false));
        assertThat(LiveText.finished(0, bytes("\n#sst1 abc\n"))).isEqualTo(new OutputChunk(0, "", 0, true));
    }

    @Test
    void aLongTextComesInPieces() {
        byte[] text = bytes("\u00e9".repeat(LiveText.MAX_PIECE_BYTES));

        OutputChunk first = LiveText.finished(0, text);
        OutputChunk second = LiveText.finished(first.next(), text);

        assertThat(first.complete()).isFalse();
        assertThat(second.complete()).isTrue();
        assertThat(first.text() + second.text()).isEqualTo(new String(text, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
