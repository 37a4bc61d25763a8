package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;

/** The line the harness ends with, written by the rules of {@code docs/harness-frame.md} and not by the engines' own codec. */
final class ScriptedFrame {

    private ScriptedFrame() {}

    static String line(String nonce, JsonObject report) {
        String body = JsonText.write(report);
        JsonObject frame = JsonObject.builder()
                .put("v", 1)
                .put("nonce", nonce)
                .put("sum", sha256(nonce + "\n" + body))
                .put("body", body)
                .build();
        return "#sst1 " + Base64.getEncoder().encodeToString(deflated(JsonText.writeBytes(frame)));
    }

    private static byte[] deflated(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
