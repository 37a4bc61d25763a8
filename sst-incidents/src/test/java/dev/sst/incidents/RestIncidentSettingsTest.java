package dev.sst.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RestIncidentSettingsTest {
    @Test
    void theSlashAtTheEndIsOurs() {
        assertThat(RestIncidentSettings.builder(URI.create("http://api:8000/api/v1/incidents//"))
                        .build()
                        .url())
                .isEqualTo(URI.create("http://api:8000/api/v1/incidents"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host/x", "/incidents", "http://user:hush@host/x", "http://host/x?token=hush", "http:///x"
            })
    void aUrlThatIsNoPlainHttpAddressIsRefusedWithoutItsSecrets(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestIncidentSettings.builder(URI.create(url)).build())
                .withMessageContaining("url")
                .withMessageNotContaining("hush");
    }

    @Test
    void aTypeTheReceiverWouldRefuseIsRefusedHere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestIncidentSettings.builder(URI.create("http://host/x"))
                        .incidentType("synthetic_test_failure")
                        .build())
                .withMessageContaining("synthetic_test_failure");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestIncidentSettings.builder(URI.create("http://host/x"))
                        .exchangeTimeout(Duration.ZERO)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "fe80::1",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "0.0.0.0",
                "::",
                "224.0.0.1"
            })
    void aNameThatResolvesToSuchAnAddressIsRefused(String address) throws UnknownHostException {
        var addresses = new AllowedAddresses(always(InetAddress.getByName("10.1.2.3"), InetAddress.getByName(address)));

        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> addresses.resolve("receiver.example.org", 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fd12::1", "203.0.113.7"})
    void anAddressAnOperatorMayMeanIsAllowedAndIsTheOneConnectedTo(String address) throws UnknownHostException {
        InetAddress known = InetAddress.getByName(address);

        assertThat(new AllowedAddresses(always(known)).resolve("receiver.example.org", 8000))
                .singleElement()
                .satisfies(endpoint -> {
                    assertThat(endpoint.getAddress()).isEqualTo(known);
                    assertThat(endpoint.getPort()).isEqualTo(8000);
                });
    }

    private static DnsResolver always(InetAddress... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return addresses;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
