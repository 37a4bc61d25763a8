package dev.sst.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people write them. */
final class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "http://st2:9101, http://st2:9101, http://st2:9100, http://st2:9102",
        "http://st2:9101/, http://st2:9101, http://st2:9100, http://st2:9102",
        "https://st2.example/api, https://st2.example/api, https://st2.example/auth, https://st2.example/stream",
        "https://st2.example, https://st2.example/api, https://st2.example/auth, https://st2.example/stream"
    })
    void theOtherServicesFollowFromTheApisAddress(String given, String api, String auth, String stream) {
        var settings = StackStormAddresses.of(given, null, null).build();
        assertThat(settings.apiUrl()).hasToString(api);
        assertThat(settings.authUrl()).hasToString(auth);
        assertThat(settings.streamUrl()).hasToString(stream);
    }

    @Test
    void aGivenAddressIsTakenAsItIs() {
        var settings =
                StackStormAddresses.of("http://st2:9101", "http://auth:1", null).build();
        assertThat(settings.authUrl()).hasToString("http://auth:1");
        assertThat(settings.streamUrl()).hasToString("http://st2:9102");
    }

    @Test
    void whatDoesNotFollowIsAskedFor() {
        assertThatThrownBy(() -> StackStormAddresses.of("http://st2:8080/v1", null, null))
                .hasMessageContaining("STACKSTORM_AUTH_URL");
    }

    @Test
    void aDatabaseAddressIsTranslatedForThePool() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://us%40er:p%2Fw+d@db.example:5433/sst?sslmode=require");
        assertThat(url.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example:5433/sst?sslmode=require&reWriteBatchedInserts=true");
        assertThat(url.user()).isEqualTo("us@er");
        assertThat(url.password()).isEqualTo("p/w+d");
        assertThat(url).hasToString("DatabaseUrl[us@er]");
        assertThat(DatabaseUrl.parse("postgres://h/d").jdbcUrl())
                .isEqualTo("jdbc:postgresql://h:5432/d?reWriteBatchedInserts=true");
        assertThat(DatabaseUrl.parse("jdbc:postgresql://h/d?user=x").jdbcUrl())
                .isEqualTo("jdbc:postgresql://h/d?user=x&reWriteBatchedInserts=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://u:hunter2@h/d", "postgresql://u:hunter2@h", "postgresql://u:hunter 2@h/d", "h"})
    void anAddressThatIsNoneIsRefusedWithoutBeingShown(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hunter");
    }
}
