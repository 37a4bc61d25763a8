package dev.sst.embedded;

import dev.sst.harness.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How the embedded engine is set up. Immutable; every default is a constant here.
 *
 * @param home the folder that holds everything it writes, under {@code engine}; one engine at a time may have it open
 * @param python the interpreter: a name to be looked up, or a path
 * @param searchPath where programs are looked up, and the {@code PATH} of the tests: folders between colons
 * @param limits what a test's process may use
 * @param sandbox whether tests run in bubblewrap
 * @param maxRuns how many may run at once; more are not started
 * @param margin how long after a run's own deadline the engine ends it, when its harness has not
 * @param grace how long a harness that was asked to end may take to end its test and to report
 * @param keptRuns how many finished runs are kept on disk
 */
public record EmbeddedSettings(
        Path home,
        String python,
        String searchPath,
        Limits limits,
        Sandbox sandbox,
        int maxRuns,
        Duration margin,
        Duration grace,
        int keptRuns) {
    public static final String DEFAULT_PYTHON = "python3";
    public static final String DEFAULT_SEARCH_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin";

    /** An hour of processor time, 4 GiB, 4096 processes of the user, files of 1 GiB. */
    public static final Limits DEFAULT_LIMITS = new Limits(3600L, 4L << 30, 4096, 1L << 30);

    public static final Sandbox DEFAULT_SANDBOX = Sandbox.AUTO;
    public static final int DEFAULT_MAX_RUNS = 100;
    public static final Duration DEFAULT_MARGIN = Duration.ofSeconds(15);
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(8);
    public static final int DEFAULT_KEPT_RUNS = 500;

    public EmbeddedSettings {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(python, "python");
        Objects.requireNonNull(searchPath, "searchPath");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(sandbox, "sandbox");
        if (maxRuns < 1) {
            throw new IllegalArgumentException("maxRuns must be at least 1, was " + maxRuns);
        }
        if (margin.isNegative() || grace.isNegative()) {
            throw new IllegalArgumentException("margin and grace must not be negative, were " + margin + ", " + grace);
        }
        if (keptRuns < 0) {
            throw new IllegalArgumentException("keptRuns must not be negative, was " + keptRuns);
        }
    }

    /** The defaults, in that folder. */
    public static EmbeddedSettings in(Path home) {
        return builder(home).build();
    }

    /** A builder with the defaults. */
    public static Builder builder(Path home) {
        return new Builder(home);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final Path home;
        private String python = DEFAULT_PYTHON;
        private String searchPath = DEFAULT_SEARCH_PATH;
        private Limits limits = DEFAULT_LIMITS;
        private Sandbox sandbox = DEFAULT_SANDBOX;
        private int maxRuns = DEFAULT_MAX_RUNS;
        private Duration margin = DEFAULT_MARGIN;
        private Duration grace = DEFAULT_GRACE;
        private int keptRuns = DEFAULT_KEPT_RUNS;

        private Builder(Path home) {
            this.home = home;
        }

        public Builder python(String value) {
            python = value;
            return this;
        }

        public Builder searchPath(String value) {
            searchPath = value;
            return this;
        }

        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        public Builder sandbox(Sandbox value) {
            sandbox = value;
            return this;
        }

        public Builder maxRuns(int value) {
            maxRuns = value;
            return this;
        }

        public Builder margin(Duration value) {
            margin = value;
            return this;
        }

        public Builder grace(Duration value) {
            grace = value;
            return this;
        }

        public Builder keptRuns(int value) {
            keptRuns = value;
            return this;
        }

        public EmbeddedSettings build() {
            return new EmbeddedSettings(home, python, searchPath, limits, sandbox, maxRuns, margin, grace, keptRuns);
        }
    }
}
