package dev.sst.harness;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file to be deployed: its name within the test's folder, and its content. The content is copied in and out. */
public record ContentFile(String name, byte[] bytes) {
    public ContentFile {
        Objects.requireNonNull(name, "name");
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
            throw new IllegalArgumentException("name must be a plain file name, was " + name);
        }
        bytes = bytes.clone();
    }

    /** A file of UTF-8 text. */
    public static ContentFile of(String name, String text) {
        return new ContentFile(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The content as text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** SHA-256 (hex) of the content. */
    public String sha256() {
        return ContentHash.of(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContentFile that && name.equals(that.name) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "ContentFile[" + name + ", " + bytes.length + " bytes]";
    }
}
