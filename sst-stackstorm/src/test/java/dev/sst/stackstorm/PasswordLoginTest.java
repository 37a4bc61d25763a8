package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.json.JsonObject;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.lang.Thread.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordLoginTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final InstantSource clock = now::get;
    private final PasswordLogin login = new PasswordLogin(transport, clock, "sst", "pass:word");
    private final StackStormClient client = new StackStormClient(transport, login, () -> "id");

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void theFirstRequestLogsInWithBasicAndTheTokenIsUsedAgain(int status) {
        transport
                .answers(status, RecordedAnswer.of("auth/token-ok").body())
                .answers(200, "{}")
                .answers(200, "{}");

        client.send(Request.get("/v1/a"));
        client.send(Request.get("/v1/b"));

        Request first = transport.requests().get(0);
        assertThat(first.service()).isEqualTo(Request.Service.AUTH);
        assertThat(first.headers())
                .containsEntry(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString("sst:pass:word".getBytes()));
        assertThat(transport.requests()).hasSize(3);
        assertThat(transport.requests().get(2).headers())
                .containsKey("X-Auth-Token")
                .doesNotContainKey("St2-Api-Key");
    }

    @Test
    void aTokenNearItsEndIsRenewedBefore() {
        transport
                .answers(201, token("one", NOW.plus(Duration.ofHours(1))))
                .answers(201, token("two", NOW.plus(Duration.ofHours(2))));

        assertThat(login.header()).map(Credentials.Header::value).contains("one");
        now.set(NOW.plus(Duration.ofMinutes(54)));
        assertThat(login.header()).map(Credentials.Header::value).contains("one");
        now.set(NOW.plus(Duration.ofMinutes(56)));
        assertThat(login.header()).map(Credentials.Header::value).contains("two");
    }

    @Test
    void aTokenIsAskedForWithoutALifeSoThatNoneIsTooLong() {
        transport.answers(RecordedAnswer.of("auth/token-ok"));

        login.header();

        assertThat(transport.requests().get(0).body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .contains("{}");
    }

    @Test
    void threadsThatNeedATokenAtOnceShareOneLogin() throws Exception {
        List<Thread> waiting = new ArrayList<>();
        AtomicInteger logins = new AtomicInteger();
        var shared = new PasswordLogin(
                request -> {
                    logins.incrementAndGet();
                    await().until(() -> waiting.stream().allMatch(thread -> thread.getState() == State.BLOCKED));
                    return new Answer(
                            201, token("one", NOW.plus(Duration.ofDays(1))).getBytes(StandardCharsets.UTF_8));
                },
                clock,
                "sst",
                "pass:word");
        Set<String> tokens = ConcurrentHashMap.newKeySet();
        Runnable asks = () -> shared.header().map(Credentials.Header::value).ifPresent(tokens::add);
        for (int i = 0; i < 8; i++) {
            waiting.add(new Thread(asks));
        }
        Thread first = new Thread(asks);
        first.start();
        await().until(() -> logins.get() == 1);
        waiting.forEach(Thread::start);
        first.join();
        for (Thread thread : waiting) {
            thread.join();
        }

        assertThat(logins).hasValue(1);
        assertThat(tokens).containsExactly("one");
    }

    @Test
    void clocksThatDisagreeCauseNoLoginPerRequest() {
        transport.answers(201, token("one", NOW.minus(Duration.ofHours(1))));

        login.header();

        assertThat(login.header()).map(Credentials.Header::value).contains("one");
    }

    @Test
    void aTokenThatIsRefusedIsReplacedOnceWhateverTheMethod() {
        transport
                .answers(201, token("one", NOW.plus(Duration.ofDays(1))))
                .answers(RecordedAnswer.of("auth/api-expired-token"))
                .answers(201, token("two", NOW.plus(Duration.ofDays(1))))
                .answers(201, "{}");

        client.send(Request.post("/v1/actions", JsonObject.empty()));

        assertThat(transport.requests().get(3).headers()).containsEntry("X-Auth-Token", "two");
    }

    @Test
    void aSecondRefusalIsRejected() {
        transport
                .answers(201, token("one", NOW.plus(Duration.ofDays(1))))
                .answers(RecordedAnswer.of("auth/api-expired-token"))
                .answers(201, token("two", NOW.plus(Duration.ofDays(1))))
                .answers(RecordedAnswer.of("auth/api-expired-token"));

        assertThatThrownBy(() -> client.send(Request.get("/v1/a"))).isInstanceOf(EngineRejectedException.class);
        assertThat(transport.requests()).hasSize(4);
    }

    @Test
    void aRefusedLoginIsRejectedAtOnceInStackStormsWords() {
        transport.answers(RecordedAnswer.of("auth/token-wrong-password"));

        assertThatThrownBy(() -> client.send(Request.get("/v1/a")))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("Invalid or missing credentials")
                .hasMessageNotContaining("pass:word");
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void anAuthenticationServiceThatIsDownIsUnavailable() {
        transport.answers(RecordedAnswer.of("auth/nginx-st2auth-down")).fails(Fate.LOST);

        assertThatThrownBy(login::header).isInstanceOf(EngineUnavailableException.class);
        now.set(NOW.plusSeconds(3));
        assertThatThrownBy(login::header).isInstanceOf(EngineUnavailableException.class);
        assertThat(transport.requests()).hasSize(2);
    }

    @Test
    void whoeverWaitedForALoginThatFailedFailsWithItAndDoesNotWaitAnew() {
        transport.fails(Fate.LOST).answers(RecordedAnswer.of("auth/token-ok"));

        assertThatThrownBy(login::header).isInstanceOf(EngineUnavailableException.class);
        assertThatThrownBy(login::header).isInstanceOf(EngineUnavailableException.class);

        assertThat(transport.requests()).hasSize(1);
        now.set(NOW.plus(PasswordLogin.FAILURE_HOLDS));
        assertThat(login.header()).isPresent();
    }

    private static String token(String value, Instant expiry) {
        return "{\"token\": \"" + value + "\", \"expiry\": \"" + expiry + "\"}";
    }
}
