package dev.sst.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Makes secrets and their hashes. A token is {@code sst_}, 256 random bits, and a checksum that catches typing errors and lets
 * secret scanners know one. SHA-256 is enough for 256 random bits; slow hashes are for passwords. Thread-safe.
 */
final class SystemTokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    private SystemTokens() {}

    static String newToken() {
        String body = newSecret();
        var checksum = new CRC32();
        checksum.update(body.getBytes(StandardCharsets.US_ASCII));
        return "sst_" + body + "%08x".formatted(checksum.getValue());
    }

    /** 256 random bits, as letters, digits, {@code _} and {@code -}. */
    static String newSecret() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** SHA-256 in hex. */
    static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
