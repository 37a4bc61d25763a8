package dev.sst.web;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes what a page's policy and the page itself have in common, and nobody can guess: 144 random bits. Thread-safe. */
final class SystemNonces {
    private static final int BYTES = 18;

    private final SecureRandom random = new SecureRandom();

    /** The next one: letters, digits, {@code _} and {@code -}. */
    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
