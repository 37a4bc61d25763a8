package dev.sst.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;

/** Puts the wrapping on that {@link Inflated} takes off. */
final class Deflated {
    private Deflated() {}

    /** {@code base64(zlib(bytes))}. */
    static String text(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
