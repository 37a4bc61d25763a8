package dev.sst.incidents;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link RestIncidentSink} reaches its receiver. Immutable.
 *
 * @param url the receiver's collection of incidents, without the slash at the end; http or https, no user, query or fragment
 * @param name the sink's name in configuration and rows: {@code [a-z0-9-]}
 * @param bearer asked for a token at each request; {@code null} when the receiver wants none
 * @param incidentType the {@code incident_type} of what is opened, one of {@link #INCIDENT_TYPES}
 * @param connectTimeout for each connection
 * @param exchangeTimeout for a whole request with its answer, however slowly it drips
 */
public record RestIncidentSettings(
        URI url,
        String name,
        @Nullable Supplier<String> bearer,
        String incidentType,
        Duration connectTimeout,
        Duration exchangeTimeout) {

    /** The name of the sink of {@code INCIDENT_API_URL}. */
    public static final String DEFAULT_NAME = "incident-api";

    public static final String DEFAULT_INCIDENT_TYPE = "outage";
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_EXCHANGE_TIMEOUT = Duration.ofSeconds(30);

    /** What the receiver takes; anything else is its 422. */
    public static final Set<String> INCIDENT_TYPES =
            Set.of("outage", "degraded_performance", "maintenance", "security", "feature_disabled", "other");

    public RestIncidentSettings {
        url = withoutSlash(checked(url));
        if (!name.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("name must be 1 to 64 of [a-z0-9-], was " + name);
        }
        if (!INCIDENT_TYPES.contains(incidentType)) {
            throw new IllegalArgumentException(
                    "incidentType must be one of " + INCIDENT_TYPES + ", was " + incidentType);
        }
        positive("connectTimeout", connectTimeout);
        positive("exchangeTimeout", exchangeTimeout);
    }

    /** The defaults for that receiver. */
    public static Builder builder(URI url) {
        return new Builder(url);
    }

    private static URI checked(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
            throw new IllegalArgumentException("the incident API's url must be http://host/path or https://host/path");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the incident API's url must have no user, query or fragment, at host "
                    + url.getHost() + "; a credential is a bearer token");
        }
        return url;
    }

    private static URI withoutSlash(URI url) {
        return URI.create(url.toString().replaceAll("/+$", ""));
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }

    /** Starts from the defaults. Not thread-safe. */
    public static final class Builder {
        private final URI url;
        private String name = DEFAULT_NAME;
        private @Nullable Supplier<String> bearer;
        private String incidentType = DEFAULT_INCIDENT_TYPE;
        private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
        private Duration exchangeTimeout = DEFAULT_EXCHANGE_TIMEOUT;

        private Builder(URI url) {
            this.url = url;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder bearer(Supplier<String> value) {
            bearer = value;
            return this;
        }

        public Builder incidentType(String value) {
            incidentType = value;
            return this;
        }

        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        public Builder exchangeTimeout(Duration value) {
            exchangeTimeout = value;
            return this;
        }

        public RestIncidentSettings build() {
            return new RestIncidentSettings(url, name, bearer, incidentType, connectTimeout, exchangeTimeout);
        }
    }
}
