package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StackStormSettingsTest {

    @Test
    void oneNginxRootGivesThreeAddresses() {
        StackStormSettings settings =
                StackStormSettings.behindNginx("https://st2.test/").build();

        assertThat(settings.apiUrl()).isEqualTo(URI.create("https://st2.test/api"));
        assertThat(settings.authUrl()).isEqualTo(URI.create("https://st2.test/auth"));
        assertThat(settings.streamUrl()).isEqualTo(URI.create("https://st2.test/stream"));
    }

    @Test
    void directAddressesKeepTheirPathsAndLoseSlashesAtTheEnd() {
        StackStormSettings settings = StackStormSettings.at("http://h:9101/", "http://h:9100", "http://h:9102//")
                .build();

        assertThat(settings.apiUrl()).isEqualTo(URI.create("http://h:9101"));
        assertThat(settings.streamUrl()).isEqualTo(URI.create("http://h:9102"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h", "h:9101", "http://user:pw@h", "http://h/?a=b", "/api"})
    void anAddressThatIsNoneIsRefused(String url) {
        assertThatThrownBy(
                        () -> StackStormSettings.at(url, "http://h", "http://h").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apiUrl");
    }

    @Test
    void certificatesAreCheckedUnlessSomebodySaysOtherwise() {
        assertThat(StackStormSettings.behindNginx("https://h").build().verifyTls())
                .isTrue();
    }

    @Test
    void noSecretIsPrinted() {
        StackStormSettings settings = StackStormSettings.behindNginx("https://h")
                .apiKey("secret-key")
                .login("user", "secret-word")
                .build();

        assertThat(settings.toString()).doesNotContain("secret");
    }
}
