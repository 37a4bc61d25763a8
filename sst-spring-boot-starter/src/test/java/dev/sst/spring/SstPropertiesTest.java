package dev.sst.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.core.node.CoreSettings;
import dev.sst.embedded.EmbeddedSettings;
import dev.sst.incidents.RestIncidentSettings;
import dev.sst.jpa.JpaSettings;
import dev.sst.stackstorm.GitSettings;
import dev.sst.stackstorm.StackStormSettings;
import dev.sst.test.TestDefinition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Properties and the specification's variables. */
final class SstPropertiesTest {

    private static SstProperties bound(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addFirst(new MapPropertySource("given", variables));
        new SpecificationVariables().postProcessEnvironment(environment, new SpringApplication());
        return Binder.get(environment).bindOrCreate("sst", SstProperties.class);
    }

    @Test
    void whatIsNotGivenHasTheDefaultOfItsPart() {
        SstProperties properties = bound(Map.of());
        assertThat(properties.chosenEngine()).isEqualTo(SstProperties.EngineChoice.EMBEDDED);
        assertThat(properties.homeFolder()).isEqualTo(SstProperties.DEFAULT_HOME);
        assertThat(properties.stackstorm().verifySsl())
                .isEqualTo(SstProperties.StackStorm.DEFAULT_VERIFY_SSL)
                .isTrue();
        assertThat(properties.stackstorm().timeout()).isEqualTo(StackStormSettings.DEFAULT_REQUEST_TIMEOUT);
        assertThat(properties.stackstorm().serverId()).isEqualTo(StackStormSettings.DEFAULT_SERVER_ID);
        assertThat(properties.embedded().python()).isEqualTo(EmbeddedSettings.DEFAULT_PYTHON);
        assertThat(properties.embedded().searchPath()).isEqualTo(EmbeddedSettings.DEFAULT_SEARCH_PATH);
        assertThat(properties.embedded().sandbox()).isEqualTo(EmbeddedSettings.DEFAULT_SANDBOX);
        assertThat(properties.embedded().maxRuns()).isEqualTo(EmbeddedSettings.DEFAULT_MAX_RUNS);
        assertThat(properties.execution().maxConcurrent())
                .isEqualTo(CoreSettings.DEFAULT_MAX_CONCURRENT)
                .isEqualTo(10);
        assertThat(properties.execution().startsPerSecond()).isEqualTo(CoreSettings.DEFAULT_STARTS_PER_SECOND);
        assertThat(properties.execution().lease()).isEqualTo(CoreSettings.DEFAULT_LEASE);
        assertThat(properties.execution().defaultTimeout())
                .isEqualTo(TestDefinition.DEFAULT_TIMEOUT)
                .isEqualTo(Duration.ofSeconds(300));
        assertThat(properties.execution().maxTestDuration())
                .isEqualTo(CoreSettings.DEFAULT_MAX_TEST_DURATION)
                .isEqualTo(Duration.ofSeconds(1800));
        assertThat(properties.execution().lookForDriftEvery())
                .isEqualTo(CoreSettings.DEFAULT_LOOK_FOR_DRIFT_EVERY)
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(properties.database().url()).isNull();
        assertThat(properties.database().schema()).isEqualTo(JpaSettings.DEFAULT_SCHEMA);
        assertThat(properties.database().poolSize()).isEqualTo(SstProperties.Database.DEFAULT_POOL_SIZE);
        assertThat(properties.incidents().apiUrl()).isNull();
        assertThat(properties.incidents().name()).isEqualTo(RestIncidentSettings.DEFAULT_NAME);
        assertThat(properties.incidents().incidentType()).isEqualTo(RestIncidentSettings.DEFAULT_INCIDENT_TYPE);
        assertThat(properties.web().enabled()).isEqualTo(SstProperties.Web.DEFAULT_ENABLED);
        assertThat(properties.web().basePath()).isEqualTo(SstProperties.Web.DEFAULT_BASE_PATH);
        assertThat(properties.web().rootPages()).isFalse();
        assertThat(properties.web().roles()).isNull();
    }

    @Test
    void aPathOfOursHasOurRootPages() {
        assertThat(bound(Map.of("sst.web.base-path", "/ops/sst")).web().rootPages())
                .isTrue();
        assertThat(bound(Map.of("sst.web.base-path", "/ops/sst", "sst.web.root-pages", "false"))
                        .web()
                        .rootPages())
                .isFalse();
    }

    @Test
    void theSpecificationsVariablesAreTheProperties() {
        SstProperties properties = bound(Map.ofEntries(
                Map.entry("STACKSTORM_API_URL", "http://stackstorm:9101"),
                Map.entry("STACKSTORM_AUTH_URL", "http://stackstorm:9100"),
                Map.entry("STACKSTORM_STREAM_URL", "http://stackstorm:9102"),
                Map.entry("STACKSTORM_USERNAME", "st2admin"),
                Map.entry("STACKSTORM_PASSWORD", "secret-word"),
                Map.entry("STACKSTORM_API_KEY", "secret-key"),
                Map.entry("STACKSTORM_VERIFY_SSL", "false"),
                Map.entry("STACKSTORM_TIMEOUT", "7"),
                Map.entry("DATABASE_URL", "postgresql://u:p@h:5432/d"),
                Map.entry("INCIDENT_API_URL", "http://api:8000/api/v1/incidents"),
                Map.entry("MAX_CONCURRENT_TESTS", "3"),
                Map.entry("DEFAULT_TEST_TIMEOUT", "60"),
                Map.entry("MAX_TEST_DURATION", "90"),
                Map.entry("SST_HOME", "/srv/sst")));
        assertThat(properties.chosenEngine()).isEqualTo(SstProperties.EngineChoice.STACKSTORM);
        assertThat(properties.stackstorm().apiUrl()).isEqualTo("http://stackstorm:9101");
        assertThat(properties.stackstorm().authUrl()).isEqualTo("http://stackstorm:9100");
        assertThat(properties.stackstorm().streamUrl()).isEqualTo("http://stackstorm:9102");
        assertThat(properties.stackstorm().username()).isEqualTo("st2admin");
        assertThat(properties.stackstorm().password()).isEqualTo("secret-word");
        assertThat(properties.stackstorm().apiKey()).isEqualTo("secret-key");
        assertThat(properties.stackstorm().verifySsl()).isFalse();
        assertThat(properties.stackstorm().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(properties.database().url()).isEqualTo("postgresql://u:p@h:5432/d");
        assertThat(properties.incidents().apiUrl()).isEqualTo(URI.create("http://api:8000/api/v1/incidents"));
        assertThat(properties.execution().maxConcurrent()).isEqualTo(3);
        assertThat(properties.execution().defaultTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(properties.execution().maxTestDuration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(properties.homeFolder()).isEqualTo(Path.of("/srv/sst"));
        assertThat(properties.toString()).doesNotContain("secret", "u:p@h");
    }

    @Test
    void thePropertyItselfWinsAndAnEmptyVariableIsNone() {
        Map<String, Object> given = new HashMap<>();
        given.put("MAX_CONCURRENT_TESTS", "3");
        given.put("sst.execution.max-concurrent", "4");
        given.put("STACKSTORM_API_URL", " ");
        SstProperties properties = bound(given);
        assertThat(properties.execution().maxConcurrent()).isEqualTo(4);
        assertThat(properties.chosenEngine()).isEqualTo(SstProperties.EngineChoice.EMBEDDED);
    }

    @Test
    void theEngineIsTheOneThatIsNamed() {
        SstProperties properties = bound(Map.of("SST_ENGINE", "embedded", "STACKSTORM_API_URL", "http://st2:9101"));
        assertThat(properties.chosenEngine()).isEqualTo(SstProperties.EngineChoice.EMBEDDED);
        assertThatThrownBy(() -> bound(Map.of("SST_ENGINE", "other"))).hasMessageContaining("sst.engine");
        SstProperties noAddress = bound(Map.of("SST_ENGINE", "stackstorm"));
        assertThatThrownBy(() -> new EngineSettings(noAddress).stackStorm()).hasMessageContaining("STACKSTORM_API_URL");
    }

    @Test
    void packsAreServedByGitWhereAFolderAndItsAddressAreGiven() {
        assertThat(git(Map.of("sst.stackstorm.git.directory", "/srv/git", "sst.stackstorm.git.url", "https://h/sst/")))
                .isEqualTo(GitSettings.of(Path.of("/srv/git"), "https://h/sst"));
        assertThat(git(Map.of())).isNull();
        assertThatThrownBy(() -> git(Map.of("sst.stackstorm.git.url", "https://h/sst")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SST_STACKSTORM_GIT_DIRECTORY")
                .hasMessageContaining("must be given together");
    }

    private static @Nullable GitSettings git(Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(given);
        all.put("STACKSTORM_API_URL", "http://st2:9101");
        return new EngineSettings(bound(all)).stackStorm().git();
    }
}
