package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * What the harness is told, read by the rules of {@code docs/harness-frame.md} and not by the engines' own codec, so that the
 * two prove each other.
 */
public record ScriptedEnvelope(JsonObject json) {

    /** Reads {@code base64(zlib(JSON))}. */
    static ScriptedEnvelope read(String text) {
        byte[] packed = Base64.getDecoder().decode(text);
        try (var inflater = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            if (JsonText.parse(inflater.readAllBytes()) instanceof JsonObject object) {
                return new ScriptedEnvelope(object);
            }
            throw new IllegalArgumentException("the envelope is no object");
        } catch (IOException e) {
            throw new UncheckedIOException("the envelope is not packed as it should be", e);
        }
    }

    public String nonce() {
        return json.text("nonce").orElse("");
    }

    /** Our deadline. */
    public Duration deadline() {
        return json.get("deadline")
                .filter(JsonNumber.class::isInstance)
                .map(number -> ((JsonNumber) number).value())
                .map(seconds -> Duration.ofMillis(
                        seconds.multiply(BigDecimal.valueOf(1000)).longValue()))
                .orElse(Duration.ofDays(1));
    }

    /** The values, without those that are secret. */
    public JsonObject parameters() {
        return json.get("parameters")
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElse(JsonObject.empty());
    }

    /** The datastore key that holds the secret values. */
    public Optional<String> secretKey() {
        return json.text("secret_key");
    }

    /** The name of the folder that the harness must lie in; empty for any. */
    public Optional<String> folder() {
        return json.text("folder");
    }

    /** Without values. */
    @Override
    public String toString() {
        return "ScriptedEnvelope[" + json.text("test_id").orElse("?") + "]";
    }
}
