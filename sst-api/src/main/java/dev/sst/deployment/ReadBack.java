package dev.sst.deployment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is live of a test, read back as its author would have to write it. Either it was read whole, or there are words why not.
 * Immutable.
 *
 * @param content what the test would say; {@code null} when that is not known whole
 * @param obstacles why not, one sentence each; empty when it is known
 */
public record ReadBack(@Nullable Content content, List<String> obstacles) {

    /**
     * What of a test's definition is written to an engine as its author's.
     *
     * @param code the author's text
     * @param description the test's
     */
    public record Content(String code, String description) {
        public Content {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(description, "description");
        }

        /** The same for the same content and no other: SHA-256 (hex). */
        public String fingerprint() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update((code.length() + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(code.getBytes(StandardCharsets.UTF_8));
                digest.update(description.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        /** Without the code: it may hold what the author would not want to see in a log. */
        @Override
        public String toString() {
            return "Content[" + fingerprint() + "]";
        }
    }

    public ReadBack {
        obstacles = List.copyOf(obstacles);
        if ((content == null) == obstacles.isEmpty()) {
            throw new IllegalArgumentException("read back is either content or obstacles");
        }
    }

    /** It was read whole. */
    public static ReadBack of(String code, String description) {
        return new ReadBack(new Content(code, description), List.of());
    }

    /** It was not, and that is why. */
    public static ReadBack not(List<String> obstacles) {
        return new ReadBack(null, obstacles);
    }

    /** It was not, and that is why. */
    public static ReadBack not(String obstacle) {
        return not(List.of(obstacle));
    }

    /** What the test would say; empty when that is not known whole. */
    public Optional<Content> found() {
        return Optional.ofNullable(content);
    }
}
