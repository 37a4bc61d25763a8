package dev.sst.core.node;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes ids of 26 characters {@code [0-9a-v]}: 48 bits of milliseconds, then 80 random bits, so that they sort by the time of
 * their making and nobody guesses one. The one place of the core that is random. Thread-safe.
 */
public final class SystemIdentifiers {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";

    private final InstantSource clock;
    private final RandomGenerator random;

    public SystemIdentifiers(InstantSource clock) {
        this(clock, new SecureRandom());
    }

    SystemIdentifiers(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id. */
    public String next() {
        var id = new StringBuilder(26);
        append(id, clock.millis(), 50);
        append(id, random.nextLong(), 40);
        append(id, random.nextLong(), 40);
        return id.toString();
    }

    /** Between 0 and 1, for spreading retries. */
    public double fraction() {
        return random.nextDouble();
    }

    private static void append(StringBuilder id, long value, int bits) {
        for (int shift = bits - 5; shift >= 0; shift -= 5) {
            id.append(DIGITS.charAt((int) (value >>> shift) & 31));
        }
    }
}
