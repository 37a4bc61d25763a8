package dev.sst.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.testkit.store.Samples;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EscapedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain \\ text\r\n\t",
                "\u0000",
                "\u0010",
                "\u00100",
                "\u0010u0000",
                "\ud800",
                "a\udfffb",
                "\ud800\ud800\udc00",
                "\udc00\ud800",
                "\ud83d\ude00",
                Samples.AWKWARD
            })
    void everyTextComesBackAndCanBeStored(String text) {
        String escaped = EscapedText.escape(text);

        assertThat(EscapedText.unescape(escaped)).isEqualTo(text);
        assertThat(escaped).doesNotContain("\u0000");
        assertThat(new String(escaped.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(escaped);
    }

    @Test
    void ordinaryTextIsStoredAsItIs() {
        assertThat(EscapedText.escape("naïve \\ 'text' \ud83d\ude00")).isEqualTo("naïve \\ 'text' \ud83d\ude00");
    }

    @Test
    void aSearchDoesNotMatchAcrossTwoTexts() {
        String searchable = EscapedText.searchable("One", "Two");

        assertThat(searchable).contains(EscapedText.searched("ONE"), EscapedText.searched("tWO"));
        assertThat(searchable).doesNotContain(EscapedText.searched("eT"), EscapedText.searched("e|t"));
    }
}
