package dev.sst.server;

import dev.sst.spi.AccessTokens;
import dev.sst.web.Caller;
import dev.sst.web.Callers;
import dev.sst.web.Permission;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Tells who calls: whoever shows a token, or a session that was opened with one; they may do everything. A token is never read
 * from a cookie nor from the address. What is compared is the SHA-256 of what was shown, so that the time a comparison takes
 * says nothing about the token. A known one is asked for again after {@link #REMEMBERED}, so that a revoked one ends on every
 * node. Thread-safe.
 */
final class TokenCheck implements Callers {
    /** How long a known token is not asked for again. */
    static final Duration REMEMBERED = Duration.ofSeconds(5);

    /** The session cookie where the connection is plain, as on loopback. */
    static final String COOKIE = "sst_session";

    /** The session cookie over TLS: browsers then guarantee who set it. */
    static final String SECURE_COOKIE = "__Host-sst_session";

    private static final int LONGEST = 512;
    private static final int MOST_REMEMBERED = 1000;
    private static final String SCHEME = "bearer ";

    private final AccessTokens tokens;
    private final Sessions sessions;
    private final SignInCodes codes;
    private final LongSupplier nanos;
    private final Map<String, Long> remembered = new ConcurrentHashMap<>();

    TokenCheck(AccessTokens tokens, Sessions sessions, LongSupplier nanos) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.codes = new SignInCodes(nanos);
        this.nanos = nanos;
    }

    @Override
    public Optional<Caller> identify(HttpServletRequest request) {
        if (request.getHeader("Authorization") != null) {
            return bearer(request)
                    .filter(this::knows)
                    .map(token -> new Caller(AdministratorToken.NAME, false, Permission.all()));
        }
        return cookie(request)
                .flatMap(cookie -> sessions.tokenHash(cookie)
                        .filter(this::knownHash)
                        .map(hash -> new Caller(AdministratorToken.NAME, true, Permission.all(), csrfToken(cookie))));
    }

    /** Made from the cookie, so that it lasts as long; nobody who has only the one can tell the other. */
    private static String csrfToken(String cookie) {
        return SystemTokens.hash("csrf " + cookie);
    }

    /** Opens a session for that token; empty when it is not known. */
    Optional<String> login(String token) {
        return knows(token) ? Optional.of(sessions.open(SystemTokens.hash(token))) : Optional.empty();
    }

    /** Opens a session for that code; empty when it is not known, used up or too old, or when its token is known no more. */
    Optional<String> loginByCode(String code) {
        return codes.use(code).filter(this::knownHash).map(sessions::open);
    }

    /** A code for the token in the request's header; empty when there is none, as with a session. */
    Optional<String> newCode(HttpServletRequest request) {
        return bearer(request).filter(this::knows).map(SystemTokens::hash).map(codes::make);
    }

    void logout(HttpServletRequest request) {
        cookie(request).ifPresent(sessions::close);
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        String name = request.isSecure() ? SECURE_COOKIE : COOKIE;
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(name)) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    private boolean knows(String token) {
        return !token.isEmpty() && token.length() <= LONGEST && knownHash(SystemTokens.hash(token));
    }

    private boolean knownHash(String hash) {
        Long until = remembered.get(hash);
        long now = nanos.getAsLong();
        if (until != null && until - now > 0) {
            return true;
        }
        if (!tokens.known(hash)) {
            remembered.remove(hash);
            return false;
        }
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(hash, now + REMEMBERED.toNanos());
        return true;
    }
}
