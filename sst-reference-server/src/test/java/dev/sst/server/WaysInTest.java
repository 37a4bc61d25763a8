package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.ConflictException;
import dev.sst.spi.AccessTokens;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, sessions, the home folder, and the variables that set them up. */
final class WaysInTest {
    @TempDir
    Path folder;

    private final Map<String, String> hashes = new HashMap<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final AccessTokens tokens = new AccessTokens() {
        @Override
        public boolean any() {
            return !hashes.isEmpty();
        }

        @Override
        public boolean known(String hash) {
            return hashes.containsValue(hash);
        }

        @Override
        public void put(String name, String hash) {
            hashes.put(name, hash);
        }
    };

    private void settle(String bootstrap) {
        var out = new PrintStream(console, true, StandardCharsets.UTF_8);
        new AdministratorToken(tokens, folder.resolve("token"), out).settle(bootstrap);
    }

    @Test
    void theFirstStartMakesATokenAndShowsItOnce() throws Exception {
        settle("");
        String token = Files.readString(folder.resolve("token")).strip();
        assertThat(console.toString(StandardCharsets.UTF_8)).contains(token);
        assertThat(hashes).containsOnlyKeys("administrator").doesNotContainValue(token);
        assertThat(tokens.known(SystemTokens.hash(token))).isTrue();

        console.reset();
        Files.delete(folder.resolve("token"));
        settle("");
        assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(folder.resolve("token")).doesNotExist();
    }

    @Test
    void aBootstrapTokenCountsAndLeavesNoFile() {
        settle("");
        String given = "b".repeat(32);
        console.reset();
        settle(given);
        assertThat(tokens.known(SystemTokens.hash(given))).isTrue();
        assertThat(hashes).hasSize(1);
        assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with a space in the middle of it all", "a tab\tbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"})
    void aBootstrapTokenThatIsTooEasyIsRefused(String given) {
        assertThatThrownBy(() -> settle(given))
                .hasMessageContaining("SST_BOOTSTRAP_TOKEN")
                .hasMessageNotContaining(given);
        assertThat(hashes).isEmpty();
    }

    @Test
    void aSessionEndsWhenNobodyUsesItAndAfterTwelveHours() {
        var now = new AtomicLong();
        var sessions = new Sessions(now::get);
        String idle = sessions.open("h");
        now.addAndGet(Duration.ofMinutes(31).toNanos());
        assertThat(sessions.tokenHash(idle)).isEmpty();
        String busy = sessions.open("h");
        for (int minutes = 0; minutes <= 12 * 60; minutes += 20) {
            assertThat(sessions.tokenHash(busy)).contains("h");
            now.addAndGet(Duration.ofMinutes(20).toNanos());
        }
        assertThat(sessions.tokenHash(busy)).isEmpty();
    }

    @Test
    void sessionsDoNotGrowWithoutBound() {
        var sessions = new Sessions(() -> 0);
        String first = sessions.open("h");
        for (int i = 0; i < Sessions.MOST; i++) {
            sessions.open("h");
        }
        assertThat(sessions.tokenHash(first)).isEmpty();
    }

    @Test
    void aCodeIsGoodForTenMinutesAndOnce() {
        var now = new AtomicLong();
        var codes = new SignInCodes(now::get);
        String code = codes.make("h");
        assertThat(codes.use(code)).contains("h");
        assertThat(codes.use(code)).isEmpty();
        String old = codes.make("h");
        now.addAndGet(SignInCodes.GOOD.plusSeconds(1).toNanos());
        assertThat(codes.use(old)).isEmpty();
        String first = codes.make("h");
        for (int i = 0; i < SignInCodes.MOST; i++) {
            codes.make("h");
        }
        assertThat(codes.use(first)).isEmpty();
    }

    @Test
    void oneServerAtATimeHasTheHome() {
        ServerHome first = ServerHome.take(folder.resolve("home"));
        assertThatThrownBy(() -> ServerHome.take(folder.resolve("home")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("SST_HOME");
        first.close();
        ServerHome.take(folder.resolve("home")).close();
    }

    @Test
    void variablesThatCannotBeAreRefusedByName() {
        assertThatThrownBy(() -> ServerVariables.properties(Map.of("SST_PORT", "http")))
                .hasMessageContaining("SST_PORT");
        assertThatThrownBy(() -> ServerVariables.properties(Map.of("LOG_LEVEL", "LOUD")))
                .hasMessageContaining("LOG_LEVEL");
        assertThat(ServerVariables.properties(Map.of()))
                .containsEntry("server.port", ServerVariables.DEFAULT_PORT)
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("logging.level.root", "INFO");
        assertThat(ServerVariables.properties(Map.of("LOG_LEVEL", "warning")))
                .containsEntry("logging.level.root", "WARN");
    }

    @Test
    void furtherNamesCanBeAllowed() {
        var hosts = AllowedHosts.of("sst.example, Other", "https://public.example:8443");
        assertThat(hosts.allows("sst.example:8004")).isTrue();
        assertThat(hosts.allows("other")).isTrue();
        assertThat(hosts.allows("public.example")).isTrue();
        assertThat(hosts.allows("evil.example")).isFalse();
        assertThat(hosts.allows(null)).isFalse();
    }
}
