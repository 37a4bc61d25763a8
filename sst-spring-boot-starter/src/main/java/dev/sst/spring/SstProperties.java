package dev.sst.spring;

import dev.sst.core.node.CoreSettings;
import dev.sst.embedded.EmbeddedSettings;
import dev.sst.embedded.Sandbox;
import dev.sst.incidents.RestIncidentSettings;
import dev.sst.jpa.JpaSettings;
import dev.sst.stackstorm.StackStormSettings;
import dev.sst.test.TestDefinition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Everything under {@code sst.*}. What is not given has the default of the part that it sets up, which is a public constant
 * there and nowhere else. Durations without a unit are seconds.
 *
 * @param engine which engine runs tests; when not given, StackStorm if its address is, else the embedded one
 * @param home the folder of the embedded engine's files
 */
@ConfigurationProperties("sst")
public record SstProperties(
        @Nullable EngineChoice engine,
        @Nullable Path home,
        StackStorm stackstorm,
        Embedded embedded,
        Execution execution,
        Database database,
        Incidents incidents,
        Web web) {

    /** The folder when none is given. */
    public static final Path DEFAULT_HOME = Path.of(System.getProperty("user.home", "."), ".sst");

    /** The two engines. */
    public enum EngineChoice {
        STACKSTORM,
        EMBEDDED
    }

    public SstProperties {
        home = home == null ? DEFAULT_HOME : home;
        stackstorm = stackstorm == null ? StackStorm.none() : stackstorm;
        embedded = embedded == null ? new Embedded(null, null, null, null) : embedded;
        execution = execution == null ? new Execution(null, null, null, null, null, null) : execution;
        database = database == null ? new Database(null, null, null) : database;
        incidents = incidents == null ? new Incidents(null, null, null, null, null) : incidents;
        web = web == null ? new Web(null, null, null, null, null) : web;
        if (engine == null) {
            engine = stackstorm.apiUrl() == null ? EngineChoice.EMBEDDED : EngineChoice.STACKSTORM;
        }
    }

    /** The chosen engine. */
    public EngineChoice chosenEngine() {
        return Objects.requireNonNull(engine, "engine");
    }

    /** The folder, given or default. */
    public Path homeFolder() {
        return Objects.requireNonNull(home, "home");
    }

    /**
     * A StackStorm.
     *
     * @param apiUrl st2api's address, or the root of the nginx in front of all services
     * @param authUrl derived from {@code apiUrl} when not given
     * @param streamUrl derived from {@code apiUrl} when not given
     * @param apiKey is used alone when given
     * @param caCertificates a PEM file of certificates to trust besides the JDK's
     * @param serverId names this installation in what it writes to StackStorm
     * @param git packs served as git repositories
     */
    public record StackStorm(
            @Nullable String apiUrl,
            @Nullable String authUrl,
            @Nullable String streamUrl,
            @Nullable String username,
            @Nullable String password,
            @Nullable String apiKey,
            @Nullable Boolean verifySsl,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration timeout,
            @Nullable Path caCertificates,
            @Nullable String serverId,
            Git git) {

        /** Certificates are checked unless somebody says otherwise. */
        public static final boolean DEFAULT_VERIFY_SSL = true;

        public StackStorm {
            verifySsl = verifySsl == null ? (Boolean) DEFAULT_VERIFY_SSL : verifySsl;
            timeout = timeout == null ? StackStormSettings.DEFAULT_REQUEST_TIMEOUT : timeout;
            serverId = serverId == null ? StackStormSettings.DEFAULT_SERVER_ID : serverId;
            git = git == null ? new Git(null, null) : git;
        }

        static StackStorm none() {
            return new StackStorm(null, null, null, null, null, null, null, null, null, null, new Git(null, null));
        }

        /** Without credentials. */
        @Override
        public String toString() {
            return "StackStorm[" + apiUrl + "]";
        }
    }

    /**
     * How StackStorm's runners get packs where its API cannot write them. Both or none.
     *
     * @param directory a folder of this machine with one repository per pack
     * @param url the address under which the runners see that folder
     */
    public record Git(@Nullable Path directory, @Nullable String url) {}

    /**
     * The engine on this machine.
     *
     * @param python the interpreter: a name to be looked up, or a path
     * @param searchPath where programs are looked up
     */
    public record Embedded(
            @Nullable String python,
            @Nullable String searchPath,
            @Nullable Sandbox sandbox,
            @Nullable Integer maxRuns) {
        public Embedded {
            python = python == null ? EmbeddedSettings.DEFAULT_PYTHON : python;
            searchPath = searchPath == null ? EmbeddedSettings.DEFAULT_SEARCH_PATH : searchPath;
            sandbox = sandbox == null ? EmbeddedSettings.DEFAULT_SANDBOX : sandbox;
            maxRuns = maxRuns == null ? (Integer) EmbeddedSettings.DEFAULT_MAX_RUNS : maxRuns;
        }
    }

    /**
     * How executions are paced.
     *
     * @param maxConcurrent how many this node has in flight at most
     * @param startsPerSecond how many it starts per second at most
     * @param lease how long a silent node keeps its executions
     * @param defaultTimeout the timeout of a test that names none
     * @param maxTestDuration the longest timeout that a test may ask for
     * @param lookForDriftEvery how often everything that is live is looked at, whether it still is what was written; 0 for never
     */
    public record Execution(
            @Nullable Integer maxConcurrent,
            @Nullable Integer startsPerSecond,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration lease,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration defaultTimeout,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maxTestDuration,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration lookForDriftEvery) {
        public Execution {
            maxConcurrent = maxConcurrent == null ? (Integer) CoreSettings.DEFAULT_MAX_CONCURRENT : maxConcurrent;
            startsPerSecond =
                    startsPerSecond == null ? (Integer) CoreSettings.DEFAULT_STARTS_PER_SECOND : startsPerSecond;
            lease = lease == null ? CoreSettings.DEFAULT_LEASE : lease;
            defaultTimeout = defaultTimeout == null ? TestDefinition.DEFAULT_TIMEOUT : defaultTimeout;
            maxTestDuration = maxTestDuration == null ? CoreSettings.DEFAULT_MAX_TEST_DURATION : maxTestDuration;
            lookForDriftEvery =
                    lookForDriftEvery == null ? CoreSettings.DEFAULT_LOOK_FOR_DRIFT_EVERY : lookForDriftEvery;
        }
    }

    /**
     * Where everything is kept. Without a URL it is the application's own {@code DataSource}, and without one it is memory.
     *
     * @param url {@code postgresql://user:password@host:5432/db}, or a JDBC URL
     * @param schema the schema that holds the tables
     * @param poolSize the most connections of the pool made for {@code url}
     */
    public record Database(
            @Nullable String url,
            @Nullable String schema,
            @Nullable Integer poolSize) {

        /** Workers, requests and housekeeping of one node fit in it. */
        public static final int DEFAULT_POOL_SIZE = 10;

        public Database {
            schema = schema == null ? JpaSettings.DEFAULT_SCHEMA : schema;
            poolSize = poolSize == null ? (Integer) DEFAULT_POOL_SIZE : poolSize;
        }

        /** Without the address, which may hold a password. */
        @Override
        public String toString() {
            return "Database[schema " + schema + "]";
        }
    }

    /**
     * Who is told of incidents.
     *
     * @param apiUrl the receiver's collection of incidents; nobody when not given
     * @param bearer a token for it; none when not given
     * @param deliveryLease how long a silent node keeps a delivery that it has begun
     */
    public record Incidents(
            @Nullable URI apiUrl,
            @Nullable String name,
            @Nullable String incidentType,
            @Nullable String bearer,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration deliveryLease) {
        public Incidents {
            deliveryLease = deliveryLease == null ? CoreSettings.DEFAULT_DELIVERY_LEASE : deliveryLease;
            name = name == null ? RestIncidentSettings.DEFAULT_NAME : name;
            incidentType = incidentType == null ? RestIncidentSettings.DEFAULT_INCIDENT_TYPE : incidentType;
        }

        /** Without the credential. */
        @Override
        public String toString() {
            return "Incidents[" + name + "]";
        }
    }

    /**
     * The REST API.
     *
     * @param enabled whether it is mounted at all
     * @param basePath under which path of the application, {@code /ops/sst}; at its root when not given
     * @param rootPages whether it also answers {@code /}, {@code /health}, {@code /openapi.json} and {@code /docs} there
     * @param publicUrl the address under which people see this server, for links in incidents
     * @param roles which roles of the application may do what; when nothing is said of roles, whoever the application knows may do
     *     everything
     */
    public record Web(
            @Nullable Boolean enabled,
            @Nullable String basePath,
            @Nullable Boolean rootPages,
            @Nullable String publicUrl,
            @Nullable Roles roles) {

        /** Mounted when {@code sst-web} is there. */
        public static final boolean DEFAULT_ENABLED = true;

        /** The root of the application. */
        public static final String DEFAULT_BASE_PATH = "";

        public Web {
            enabled = enabled == null ? (Boolean) DEFAULT_ENABLED : enabled;
            basePath = basePath == null ? DEFAULT_BASE_PATH : basePath;
            rootPages = rootPages == null ? (Boolean) defaultRootPages(basePath) : rootPages;
        }

        /** The application's root is its own; a path of ours has nobody else's pages. */
        private static boolean defaultRootPages(String basePath) {
            return !basePath.isEmpty();
        }
    }

    /**
     * The application's roles, as its own security names them. Somebody in several may do what any of them allows; somebody in
     * none may do nothing.
     *
     * @param viewer see everything
     * @param operator the same; run and cancel tests, look after incidents
     * @param administrator everything: also write, deploy and delete tests
     */
    public record Roles(
            @Nullable List<String> viewer,
            @Nullable List<String> operator,
            @Nullable List<String> administrator) {
        public Roles {
            viewer = viewer == null ? List.of() : List.copyOf(viewer);
            operator = operator == null ? List.of() : List.copyOf(operator);
            administrator = administrator == null ? List.of() : List.copyOf(administrator);
        }
    }
}
