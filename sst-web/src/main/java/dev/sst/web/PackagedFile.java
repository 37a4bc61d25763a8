package dev.sst.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A file in one of the application's jars. */
final class PackagedFile {
    private PackagedFile() {}

    /** What is in it; {@code null} when no jar has it. */
    static byte @Nullable [] find(String path) {
        try (InputStream in = PackagedFile.class.getResourceAsStream(path)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in one that has to be there. */
    static byte[] bytes(String path) {
        byte[] bytes = find(path);
        if (bytes == null) {
            throw new IllegalStateException(path + " is missing from the jar");
        }
        return bytes;
    }

    /** The same as text. */
    static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }
}
