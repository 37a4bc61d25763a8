package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.SstException;
import dev.sst.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * User and password, changed for a token that all threads share.
 *
 * <ol>
 *   <li>The first request logs in: Basic, 201 (or 200), no {@code ttl}, so that StackStorm's own maximum holds.
 *   <li>A token is renewed when less than {@link #RENEW_BEFORE} of it is left, by the one thread that holds the lock; a login
 *       younger than {@link #YOUNGEST} is not repeated for that, so that clocks that disagree cause no login per request.
 *   <li>A token that StackStorm refused is dropped, once, whoever reports it first.
 *   <li>A login that failed is not repeated by itself. For {@link #FAILURE_HOLDS} every request fails for the same reason,
 *       so that threads that waited for it do not each wait anew.
 * </ol>
 */
final class PasswordLogin implements Credentials {

    static final Duration RENEW_BEFORE = Duration.ofMinutes(5);
    static final Duration YOUNGEST = Duration.ofMinutes(1);
    static final Duration FAILURE_HOLDS = Duration.ofSeconds(2);

    private record Token(Header header, @Nullable Instant expiry, Instant since) {
        boolean usable(Instant now) {
            return expiry == null || now.isBefore(expiry.minus(RENEW_BEFORE)) || now.isBefore(since.plus(YOUNGEST));
        }
    }

    private final Transport transport;
    private final InstantSource clock;
    private final String basic;
    private @Nullable Token token;
    private @Nullable SstException failure;
    private Instant failedAt = Instant.EPOCH;

    PasswordLogin(Transport transport, InstantSource clock, String user, String password) {
        this.transport = transport;
        this.clock = clock;
        this.basic =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized Optional<Header> header() {
        Instant now = clock.instant();
        Token known = token;
        if (known == null || !known.usable(now)) {
            known = attempted(now);
            token = known;
        }
        return Optional.of(known.header());
    }

    private Token attempted(Instant now) {
        if (failure != null && now.isBefore(failedAt.plus(FAILURE_HOLDS))) {
            throw failure;
        }
        try {
            Token fresh = login(now);
            failure = null;
            return fresh;
        } catch (EngineRejectedException | EngineUnavailableException e) {
            failure = e;
            failedAt = clock.instant();
            throw e;
        }
    }

    @Override
    public synchronized boolean refused(Header header) {
        if (token != null && token.header().equals(header)) {
            token = null;
        }
        return true;
    }

    private Token login(Instant now) {
        Answer answer = asked();
        if (answer.status() == 401 || answer.status() == 400 || answer.status() == 403) {
            throw new EngineRejectedException(
                    "StackStorm refused the login: " + answer.fault().orElse("status " + answer.status()));
        }
        if (!answer.ok()) {
            throw new EngineUnavailableException("StackStorm's authentication service: "
                    + (answer.redirect()
                            ? answer.elsewhere()
                            : "it answered " + answer.status() + " with " + answer.excerpt()));
        }
        JsonObject body = answer.json()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElseThrow(PasswordLogin::noToken);
        String value = body.text("token").orElseThrow(PasswordLogin::noToken);
        return new Token(
                new Header("X-Auth-Token", value),
                body.text("expiry").flatMap(PasswordLogin::time).orElse(null),
                now);
    }

    private Answer asked() {
        var request = new Request(
                Request.Service.AUTH,
                "POST",
                "/v1/tokens",
                Map.of("Authorization", basic),
                Request.Content.of(JsonObject.empty()));
        try {
            return transport.send(request);
        } catch (TransportException e) {
            throw new EngineUnavailableException(
                    "StackStorm's authentication service could not be asked: " + e.getMessage(), e);
        }
    }

    private static EngineUnavailableException noToken() {
        return new EngineUnavailableException("StackStorm's authentication service answered without a token");
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
