package dev.sst.harness;

import dev.sst.deployment.CodeShape;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.StartOrder;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the harness is told of a run, written as {@code base64(zlib(JSON))}: one opaque text that no template engine and no
 * shell changes. Numbers and texts arrive exactly. The format has a version and is append-only; {@code
 * docs/harness-frame.md} describes it. Immutable; its text may hold secrets and is not in {@link #toString()}.
 */
public final class Envelope {
    /** The version of the format. */
    public static final int VERSION = 1;

    private final StartOrder order;
    private final Caps caps;
    private final Limits limits;
    private final @Nullable String secretKey;
    private final @Nullable String folder;

    private Envelope(StartOrder order, Caps caps, Limits limits, @Nullable String secretKey, @Nullable String folder) {
        this.order = order;
        this.caps = caps;
        this.limits = limits;
        this.secretKey = secretKey;
        this.folder = folder;
    }

    /** Everything in the envelope itself, secret parameters included. */
    public static Envelope of(StartOrder order, Caps caps, Limits limits) {
        return new Envelope(order, caps, limits, null, null);
    }

    /** The same with the secret parameters left out: the harness fetches them from the engine's datastore under that key. */
    public Envelope withSecretsUnder(String key) {
        return new Envelope(order, caps, limits, key, folder);
    }

    /**
     * The same for the revision in the folder of that name alone: a harness that lies in another one runs nothing and says so.
     * Engines that start whatever is deployed by now need it, because the run is judged by what was deployed when it was ordered.
     */
    public Envelope onlyIn(String name) {
        return new Envelope(order, caps, limits, secretKey, name);
    }

    /** The secret parameters and their values as JSON text, to be stored where {@link #withSecretsUnder} says. */
    public static String secretValues(StartOrder order) {
        return JsonText.write(parameters(order, true));
    }

    /** The text to be handed over. */
    public String text() {
        return Deflated.text(JsonText.writeBytes(json()));
    }

    private JsonObject json() {
        JsonObject metadata = order.metadata();
        var json = JsonObject.builder()
                .put("v", VERSION)
                .put("nonce", order.nonce())
                .put("shape", order.deployment().shape() == CodeShape.ACTION_CLASS ? "class" : "script")
                .put("file", AuthorCode.FILE)
                .put("pack", pack())
                .put("test_id", order.testId().value())
                .put("execution_id", order.executionId().value())
                .put("attempt", order.attempt())
                .put("deadline", new JsonNumber(seconds()))
                .put("parameters", secretKey == null ? order.parameters() : parameters(order, false))
                .put(
                        "secrets",
                        new JsonArray(order.secrets().stream()
                                .sorted()
                                .<JsonValue>map(JsonString::new)
                                .toList()))
                .put("caps", caps.toJson())
                .put("limits", limits.toJson());
        if (secretKey != null) {
            json.put("secret_key", secretKey);
        }
        if (folder != null) {
            json.put("folder", folder);
        }
        for (String name : new String[] {"environment", "config", "pass_token"}) {
            metadata.get(name).ifPresent(value -> json.put(name, value));
        }
        return json.build();
    }

    private String pack() {
        String ref = order.deployment().ref();
        int dot = ref.indexOf('.');
        return dot < 0 ? ref : ref.substring(0, dot);
    }

    private BigDecimal seconds() {
        return BigDecimal.valueOf(order.timeout().toMillis()).movePointLeft(3);
    }

    private static JsonObject parameters(StartOrder order, boolean secret) {
        var chosen = JsonObject.builder();
        order.parameters().members().forEach((name, value) -> {
            if (order.secrets().contains(name) == secret) {
                chosen.put(name, value);
            }
        });
        return chosen.build();
    }

    /** Without any value. */
    @Override
    public String toString() {
        return "Envelope[" + order.key() + "]";
    }
}
