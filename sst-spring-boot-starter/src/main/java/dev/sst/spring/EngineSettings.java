package dev.sst.spring;

import dev.sst.embedded.EmbeddedSettings;
import dev.sst.incidents.RestIncidentSettings;
import dev.sst.stackstorm.StackStormSettings;
import java.net.URI;
import java.util.Objects;

/** Properties as the settings of the parts that they set up. */
final class EngineSettings {
    private final SstProperties properties;

    EngineSettings(SstProperties properties) {
        this.properties = properties;
    }

    StackStormSettings stackStorm() {
        SstProperties.StackStorm from = properties.stackstorm();
        String apiUrl = from.apiUrl();
        if (apiUrl == null) {
            throw new IllegalArgumentException(
                    "the stackstorm engine is chosen, and STACKSTORM_API_URL (sst.stackstorm.api-url) is not set");
        }
        return StackStormAddresses.of(apiUrl, from.authUrl(), from.streamUrl())
                .apiKey(from.apiKey())
                .login(from.username(), from.password())
                .verifyTls(Objects.requireNonNull(from.verifySsl(), "verifySsl"))
                .requestTimeout(Objects.requireNonNull(from.timeout(), "timeout"))
                .caCertificates(from.caCertificates())
                .serverId(Objects.requireNonNull(from.serverId(), "serverId"))
                .build();
    }

    EmbeddedSettings embedded() {
        SstProperties.Embedded from = properties.embedded();
        return EmbeddedSettings.builder(properties.homeFolder())
                .python(Objects.requireNonNull(from.python(), "python"))
                .searchPath(Objects.requireNonNull(from.searchPath(), "searchPath"))
                .sandbox(Objects.requireNonNull(from.sandbox(), "sandbox"))
                .maxRuns(Objects.requireNonNull(from.maxRuns(), "maxRuns"))
                .build();
    }

    static RestIncidentSettings incidents(SstProperties.Incidents from) {
        URI url = Objects.requireNonNull(from.apiUrl(), "sst.incidents.api-url");
        var settings = RestIncidentSettings.builder(url)
                .name(Objects.requireNonNull(from.name(), "name"))
                .incidentType(Objects.requireNonNull(from.incidentType(), "incidentType"));
        String bearer = from.bearer();
        return (bearer == null ? settings : settings.bearer(() -> bearer)).build();
    }
}
