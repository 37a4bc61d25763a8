package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens, and who is let in: the first credential present decides, as in StackStorm. Thread-safe. */
public final class ScriptedLogins {

    private static final String BASIC = "Basic "
            + Base64.getEncoder()
                    .encodeToString((ScriptedStackStorm.USER + ":" + ScriptedStackStorm.PASSWORD)
                            .getBytes(StandardCharsets.UTF_8));

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger given = new AtomicInteger();
    private volatile Duration life = Duration.ofDays(1);

    /** How long the next tokens say that they live. */
    public void tokenLife(Duration duration) {
        life = duration;
    }

    /** No token given so far is accepted any more. */
    public void revokeTokens() {
        tokens.clear();
    }

    /** How many tokens were given. */
    public int given() {
        return given.get();
    }

    ScriptedAnswer login(ScriptedRequest request) {
        if (!request.header("Authorization").equals(Optional.of(BASIC))) {
            return ScriptedAnswer.fault(401, "Invalid or missing credentials");
        }
        String token = "scripted-token-" + given.incrementAndGet();
        tokens.add(token);
        return ScriptedAnswer.json(
                201,
                JsonObject.builder()
                        .put("user", ScriptedStackStorm.USER)
                        .put("token", token)
                        .put(
                                "expiry",
                                Instant.now()
                                        .plus(life)
                                        .truncatedTo(ChronoUnit.MICROS)
                                        .toString())
                        .put("metadata", JsonObject.empty())
                        .put("id", "6b03e44b42827e27e4ecc67e")
                        .build());
    }

    /** Empty when the request may pass. */
    Optional<ScriptedAnswer> refusal(ScriptedRequest request) {
        Optional<String> token = request.header("X-Auth-Token");
        if (token.isPresent()) {
            return tokens.contains(token.get()) ? Optional.empty() : refused("Unauthorized - Token has expired.");
        }
        Optional<String> key = request.header("St2-Api-Key");
        if (key.isEmpty()) {
            return refused("Unauthorized - One of Token or API key required.");
        }
        return key.get().equals(ScriptedStackStorm.API_KEY)
                ? Optional.empty()
                : refused("Unauthorized - ApiKey with key_hash=******** not found.");
    }

    private static Optional<ScriptedAnswer> refused(String text) {
        return Optional.of(ScriptedAnswer.fault(401, text));
    }
}
