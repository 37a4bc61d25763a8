package dev.sst.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sessions of browsers, each opened with a token. They live in this process: after a restart, or at another node, a person
 * gives the token again. Kept by the hash of the cookie, so that a picture of the memory opens nothing. Thread-safe.
 */
final class Sessions {
    /** A session that nobody uses ends after this. */
    static final Duration IDLE = Duration.ofMinutes(30);

    /** Every session ends after this. */
    static final Duration LONGEST = Duration.ofHours(12);

    /** The most sessions; the one that was used longest ago gives way. */
    static final int MOST = 1000;

    private record Session(String tokenHash, long openedNanos, long usedNanos) {}

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final LongSupplier nanos;

    Sessions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Opens one for whoever gave that token, and names the cookie's value. */
    synchronized String open(String tokenHash) {
        String cookie = SystemTokens.newSecret();
        long now = nanos.getAsLong();
        sessions.put(SystemTokens.hash(cookie), new Session(tokenHash, now, now));
        if (sessions.size() > MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        return cookie;
    }

    /** The hash of the token that the session was opened with, while it lasts. */
    synchronized Optional<String> tokenHash(String cookie) {
        String key = SystemTokens.hash(cookie);
        Session session = sessions.remove(key);
        long now = nanos.getAsLong();
        if (session == null
                || now - session.usedNanos() > IDLE.toNanos()
                || now - session.openedNanos() > LONGEST.toNanos()) {
            return Optional.empty();
        }
        sessions.put(key, new Session(session.tokenHash(), session.openedNanos(), now));
        return Optional.of(session.tokenHash());
    }

    synchronized void close(String cookie) {
        sessions.remove(SystemTokens.hash(cookie));
    }
}
