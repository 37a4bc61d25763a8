package dev.sst.spring;

import dev.sst.embedded.EmbeddedSettings;
import dev.sst.incidents.RestIncidentSettings;
import dev.sst.stackstorm.GitSettings;
import dev.sst.stackstorm.StackStormSettings;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
                .git(git(from.git()))
                .build();
    }

    private static @Nullable GitSettings git(SstProperties.Git from) {
        try {
            return GitSettings.of(from.directory(), from.url());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "sst.stackstorm.git (SST_STACKSTORM_GIT_DIRECTORY, SST_STACKSTORM_GIT_URL): " + e.getMessage(), e);
        }
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
