package dev.sst.stackstorm;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a StackStorm is, who we are there, and what we ask of it. Immutable.
 *
 * @param apiUrl base of st2api, {@code http://host:9101} directly or {@code https://host/api} behind nginx; no slash at its end
 * @param authUrl base of st2auth; used only with user and password
 * @param streamUrl base of st2stream
 * @param apiKey the API key; when it is given, user and password are not used
 * @param user the account's name; {@code null} without one
 * @param password the account's password; {@code null} without one
 * @param caCertificates a PEM file with the certificate authorities to trust instead of Java's own; {@code null} for Java's own
 * @param verifyTls whether certificates are checked; only {@code false} when an operator said so
 * @param requestTimeout how long one request may take as a whole
 * @param answerLimit the largest answer that is read, in bytes
 * @param requestLimit the largest request that is sent, in bytes: nginx refuses more than 1 MB
 * @param serverId names this installation of ours in the owner tags; two servers with one id own the same content
 * @param stagingPack the existing pack below which new packs are staged
 * @param timeoutMargin how much longer than our deadline StackStorm's own timeout is
 * @param installTimeout how long an install or a virtual environment may take
 * @param streamSilence after how long without a sign of life the event stream is opened anew
 * @param git where packs are kept as git repositories; {@code null} where files go through StackStorm's API
 */
public record StackStormSettings(
        URI apiUrl,
        URI authUrl,
        URI streamUrl,
        @Nullable String apiKey,
        @Nullable String user,
        @Nullable String password,
        @Nullable Path caCertificates,
        boolean verifyTls,
        Duration requestTimeout,
        int answerLimit,
        int requestLimit,
        String serverId,
        String stagingPack,
        Duration timeoutMargin,
        Duration installTimeout,
        Duration streamSilence,
        @Nullable GitSettings git) {

    public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** Room for a batch of results; a single result over it is told, not read. */
    public static final int DEFAULT_ANSWER_LIMIT = 8 * 1024 * 1024;

    /** A little below the body size that StackStorm's nginx allows when nobody configured it. */
    public static final int DEFAULT_REQUEST_LIMIT = 1_000_000;

    public static final String DEFAULT_SERVER_ID = "sst";
    public static final String DEFAULT_STAGING_PACK = "default";

    /** The harness needs about two seconds to end a run; the rest is for a busy machine. */
    public static final Duration DEFAULT_TIMEOUT_MARGIN = Duration.ofSeconds(15);

    public static final Duration DEFAULT_INSTALL_TIMEOUT = Duration.ofMinutes(10);

    /** StackStorm's own sign of life comes every 25 seconds of quiet. */
    public static final Duration DEFAULT_STREAM_SILENCE = Duration.ofSeconds(60);

    private static final Pattern SERVER_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern PACK = Pattern.compile("[a-z0-9_]{1,64}");

    public StackStormSettings {
        apiUrl = base("apiUrl", apiUrl);
        authUrl = base("authUrl", authUrl);
        streamUrl = base("streamUrl", streamUrl);
        positive("requestTimeout", requestTimeout);
        positive("timeoutMargin", timeoutMargin);
        positive("installTimeout", installTimeout);
        positive("streamSilence", streamSilence);
        positive("answerLimit", answerLimit);
        positive("requestLimit", requestLimit);
        matching("serverId", serverId, SERVER_ID);
        matching("stagingPack", stagingPack, PACK);
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("user and password must be given together");
        }
        if (apiKey != null && apiKey.isBlank()) {
            throw new IllegalArgumentException("apiKey must not be blank");
        }
    }

    /** A builder for the three services at addresses of their own; {@code st2api} is at this one. */
    public static Builder at(String apiUrl, String authUrl, String streamUrl) {
        return new Builder(URI.create(apiUrl), URI.create(authUrl), URI.create(streamUrl));
    }

    /** A builder for the three services behind one nginx, as the packages install it. */
    public static Builder behindNginx(String root) {
        URI base = base("root", URI.create(root));
        return at(base + "/api", base + "/auth", base + "/stream");
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return "StackStormSettings[" + apiUrl + ", " + (apiKey != null ? "API key" : user != null ? "user" : "no login")
                + ", server " + serverId + "]";
    }

    private static URI base(String field, URI url) {
        Objects.requireNonNull(url, field);
        boolean usable = url.getHost() != null
                && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getRawUserInfo() == null;
        if (!usable) {
            throw new IllegalArgumentException(
                    field + " must be an http or https address without credentials and query");
        }
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.replaceAll("/+$", "")) : url;
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(field + " must be positive, was " + value);
        }
    }

    private static void positive(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " must be positive, was " + value);
        }
    }

    private static void matching(String field, String value, Pattern form) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " must match " + form.pattern() + ", was " + value);
        }
    }

    /** Collects settings, starting from the defaults. Not thread-safe. */
    public static final class Builder {
        private final URI apiUrl;
        private final URI authUrl;
        private final URI streamUrl;
        private @Nullable String apiKey;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable Path caCertificates;
        private boolean verifyTls = true;
        private Duration requestTimeout = DEFAULT_REQUEST_TIMEOUT;
        private int answerLimit = DEFAULT_ANSWER_LIMIT;
        private int requestLimit = DEFAULT_REQUEST_LIMIT;
        private String serverId = DEFAULT_SERVER_ID;
        private String stagingPack = DEFAULT_STAGING_PACK;
        private Duration timeoutMargin = DEFAULT_TIMEOUT_MARGIN;
        private Duration installTimeout = DEFAULT_INSTALL_TIMEOUT;
        private Duration streamSilence = DEFAULT_STREAM_SILENCE;
        private @Nullable GitSettings git;

        private Builder(URI apiUrl, URI authUrl, URI streamUrl) {
            this.apiUrl = apiUrl;
            this.authUrl = authUrl;
            this.streamUrl = streamUrl;
        }

        public Builder apiKey(@Nullable String value) {
            apiKey = value;
            return this;
        }

        public Builder login(@Nullable String name, @Nullable String secret) {
            user = name;
            password = secret;
            return this;
        }

        public Builder caCertificates(@Nullable Path value) {
            caCertificates = value;
            return this;
        }

        public Builder verifyTls(boolean value) {
            verifyTls = value;
            return this;
        }

        public Builder requestTimeout(Duration value) {
            requestTimeout = value;
            return this;
        }

        public Builder answerLimit(int value) {
            answerLimit = value;
            return this;
        }

        public Builder requestLimit(int value) {
            requestLimit = value;
            return this;
        }

        public Builder serverId(String value) {
            serverId = value;
            return this;
        }

        public Builder stagingPack(String value) {
            stagingPack = value;
            return this;
        }

        public Builder timeoutMargin(Duration value) {
            timeoutMargin = value;
            return this;
        }

        public Builder installTimeout(Duration value) {
            installTimeout = value;
            return this;
        }

        public Builder streamSilence(Duration value) {
            streamSilence = value;
            return this;
        }

        public Builder git(@Nullable GitSettings value) {
            git = value;
            return this;
        }

        public StackStormSettings build() {
            return new StackStormSettings(
                    apiUrl,
                    authUrl,
                    streamUrl,
                    apiKey,
                    user,
                    password,
                    caCertificates,
                    verifyTls,
                    requestTimeout,
                    answerLimit,
                    requestLimit,
                    serverId,
                    stagingPack,
                    timeoutMargin,
                    installTimeout,
                    streamSilence,
                    git);
        }
    }
}
