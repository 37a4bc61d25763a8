package dev.sst.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Codes that let a browser in once: whoever has a token makes one and puts it into a link, so that the token itself never
 * stands in an address, a history or a terminal's scrollback. They live in this process, by their hash. Thread-safe.
 */
final class SignInCodes {
    /** How long a code is good. */
    static final Duration GOOD = Duration.ofMinutes(10);

    /** The most codes that wait; the oldest gives way. */
    static final int MOST = 100;

    private record Waiting(String tokenHash, long madeNanos) {}

    private final Map<String, Waiting> codes = new LinkedHashMap<>();
    private final LongSupplier nanos;

    SignInCodes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Makes one that stands for the token of that hash. */
    synchronized String make(String tokenHash) {
        String code = SystemTokens.newSecret();
        codes.put(SystemTokens.hash(code), new Waiting(tokenHash, nanos.getAsLong()));
        if (codes.size() > MOST) {
            codes.remove(codes.keySet().iterator().next());
        }
        return code;
    }

    /** The hash of the token that the code stands for; the code is used up. */
    synchronized Optional<String> use(String code) {
        Waiting waiting = codes.remove(SystemTokens.hash(code));
        return Optional.ofNullable(waiting)
                .filter(each -> nanos.getAsLong() - each.madeNanos() <= GOOD.toNanos())
                .map(Waiting::tokenHash);
    }
}
