package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GitSettingsTest {

    private static final Path FOLDER = Path.of("/srv/git");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.org/sst",
                "http://127.0.0.1:8000",
                "ssh://git@git.example.org/srv/git",
                "git://h/sst"
            })
    void aRepositoryLiesBelowTheAddress(String url) {
        assertThat(GitSettings.of(FOLDER, url + "/").repository("disk_watch")).isEqualTo(url + "/disk_watch.git");
    }

    @ParameterizedTest
    @CsvSource({
        "file:///srv/git, copies what a file address names",
        "ftp://h/x, no address of the kind",
        "/srv/git, no address of the kind",
        "https:/x, no address of the kind",
        "https://h/a=b, takes what follows a =",
        "https://h/a?b, a query or a fragment",
        "https://h/a#b, a query or a fragment"
    })
    void anAddressThatStackStormDoesNotCloneIsRefused(String url, String why) {
        assertThatThrownBy(() -> GitSettings.of(FOLDER, url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("git.url cannot be " + url)
                .hasMessageContaining(why);
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> GitSettings.of(FOLDER, "https://user:secret-word@h/sst"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a password in it")
                .hasMessageNotContaining("secret-word");
    }

    @Test
    void oneWithoutTheOtherIsRefused() {
        assertThatThrownBy(() -> GitSettings.of(FOLDER, null)).hasMessageContaining("must be given together");
        assertThatThrownBy(() -> GitSettings.of(null, "https://h")).hasMessageContaining("must be given together");
        assertThat(GitSettings.of(null, null)).isNull();
    }
}
