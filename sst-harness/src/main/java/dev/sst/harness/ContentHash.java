package dev.sst.harness;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Collects everything that decides how a deployed test runs into one SHA-256: the same parts in the same order give the
 * same hash, and no two different lists of parts run into each other, because each goes in with its name and length. Not
 * thread-safe.
 */
public final class ContentHash {
    private final MessageDigest digest = sha256();

    /** SHA-256 (hex) of these bytes alone: what a deployed file is compared by. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** SHA-256 (hex) of this text as UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    public ContentHash file(ContentFile file) {
        return part("file " + file.name(), file.bytes());
    }

    /** Adds a setting that matters, under its name. */
    public ContentHash setting(String name, String value) {
        return part("setting " + name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of what was added so far, in hex. Nothing can be added afterwards. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private ContentHash part(String name, byte[] bytes) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        digest.update((nameBytes.length + ":" + bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(nameBytes);
        digest.update(bytes);
        return this;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
