package dev.sst.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The environment variables of the specification, each as the {@code sst.*} property that it means. They come last: whatever
 * sets the property itself wins. An empty variable counts as not set.
 */
public final class SpecificationVariables implements EnvironmentPostProcessor {
    /** Which property a variable means. */
    public static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("STACKSTORM_API_URL", "sst.stackstorm.api-url"),
            Map.entry("STACKSTORM_AUTH_URL", "sst.stackstorm.auth-url"),
            Map.entry("STACKSTORM_STREAM_URL", "sst.stackstorm.stream-url"),
            Map.entry("STACKSTORM_USERNAME", "sst.stackstorm.username"),
            Map.entry("STACKSTORM_PASSWORD", "sst.stackstorm.password"),
            Map.entry("STACKSTORM_API_KEY", "sst.stackstorm.api-key"),
            Map.entry("STACKSTORM_VERIFY_SSL", "sst.stackstorm.verify-ssl"),
            Map.entry("STACKSTORM_TIMEOUT", "sst.stackstorm.timeout"),
            Map.entry("DATABASE_URL", "sst.database.url"),
            Map.entry("INCIDENT_API_URL", "sst.incidents.api-url"),
            Map.entry("MAX_CONCURRENT_TESTS", "sst.execution.max-concurrent"),
            Map.entry("DEFAULT_TEST_TIMEOUT", "sst.execution.default-timeout"),
            Map.entry("MAX_TEST_DURATION", "sst.execution.max-test-duration"),
            Map.entry("SST_ENGINE", "sst.engine"),
            Map.entry("SST_HOME", "sst.home"));

    private static final String SOURCE = "sst specification variables";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> found = new LinkedHashMap<>();
        PROPERTIES.forEach((variable, property) -> {
            String value = environment.getProperty(variable);
            if (value != null && !value.isBlank()) {
                found.put(property, value.strip());
            }
        });
        if (!environment.getPropertySources().contains(SOURCE)) {
            environment.getPropertySources().addLast(new MapPropertySource(SOURCE, found));
        }
    }
}
