package dev.sst.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ContentHashTest {

    @Test
    void theSamePartsGiveTheSameHash() {
        assertThat(hash("a", "b")).isEqualTo(hash("a", "b")).hasSize(64);
    }

    @Test
    void whatMovesFromOnePartToTheNextChangesTheHash() {
        assertThat(hash("ab", "")).isNotEqualTo(hash("a", "b")).isNotEqualTo(hash("", "ab"));
    }

    @Test
    void aFileAndASettingOfOneNameAreNotTheSame() {
        assertThat(new ContentHash().file(ContentFile.of("x", "1")).hex())
                .isNotEqualTo(new ContentHash().setting("x", "1").hex());
    }

    @Test
    void aFilesNameCannotLeaveItsFolder() {
        assertThatThrownBy(() -> ContentFile.of("../x", "")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hash(String one, String two) {
        return new ContentHash()
                .file(ContentFile.of("one", one))
                .file(ContentFile.of("two", two))
                .hex();
    }
}
