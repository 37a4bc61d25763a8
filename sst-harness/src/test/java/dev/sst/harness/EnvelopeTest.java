package dev.sst.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.StartOrder;
import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EnvelopeTest {
    private static final JsonObject PARAMETERS = JsonObject.builder()
            .put("url", "http://{{ x }}\u0000\ud800")
            .put("count", new JsonNumber(new BigDecimal("123456789012345678901234567890.10")))
            .put("password", "s3cret")
            .build();

    @Test
    void itSaysEverythingTheHarnessHasToKnow() throws Exception {
        JsonObject metadata = JsonObject.builder()
                .put("environment", JsonObject.builder().put("A", "b").build())
                .put("runner", "python")
                .put("pass_token", true)
                .build();
        StartOrder order = Orders.of(CodeShape.ACTION_CLASS, PARAMETERS, Set.of("password"), metadata);

        JsonObject envelope = open(Envelope.of(order, Caps.LOCAL, new Limits(7L, null, 9, null)));

        assertThat(envelope)
                .isEqualTo(JsonObject.builder()
                        .put("v", 1)
                        .put("nonce", Orders.NONCE)
                        .put("shape", "class")
                        .put("file", "test.py")
                        .put("pack", "synthetic_tests")
                        .put("test_id", "t1")
                        .put("execution_id", "e1")
                        .put("attempt", 2)
                        .put("deadline", new JsonNumber(new BigDecimal("10.5")))
                        .put("parameters", PARAMETERS)
                        .put("secrets", JsonArray.of(new JsonString("password")))
                        .put("caps", Caps.LOCAL.toJson())
                        .put(
                                "limits",
                                JsonObject.builder()
                                        .put("cpu", 7)
                                        .put("processes", 9)
                                        .build())
                        .put("environment", JsonObject.builder().put("A", "b").build())
                        .put("pass_token", true)
                        .build());
    }

    @Test
    void secretsKeptElsewhereAreNotInIt() throws Exception {
        StartOrder order = Orders.of(CodeShape.SCRIPT, PARAMETERS, Set.of("password"), JsonObject.empty());

        JsonObject envelope =
                open(Envelope.of(order, Caps.STACKSTORM, Limits.NONE).withSecretsUnder("run-1"));

        assertThat(envelope.text("secret_key")).contains("run-1");
        assertThat(((JsonObject) envelope.get("parameters").orElseThrow()).members())
                .containsOnlyKeys("url", "count");
        assertThat(Envelope.secretValues(order)).isEqualTo("{\"password\":\"s3cret\"}");
    }

    @Test
    void itNamesTheFolderOfTheOneRevisionThatMayRun() throws Exception {
        Envelope any = Envelope.of(Orders.script(PARAMETERS), Caps.STACKSTORM, Limits.NONE);

        assertThat(open(any).get("folder")).isEmpty();
        assertThat(open(any.onlyIn("0123456789ab").withSecretsUnder("run-1")).text("folder"))
                .contains("0123456789ab");
    }

    @Test
    void itsTextIsOneWordThatNoTemplateEngineChanges() {
        String text = Envelope.of(Orders.script(PARAMETERS), Caps.STACKSTORM, Limits.NONE)
                .text();

        assertThat(text).matches("[A-Za-z0-9+/=]+");
    }

    @Test
    void itShowsNoValueWhenItIsLogged() {
        assertThat(Envelope.of(Orders.script(PARAMETERS), Caps.STACKSTORM, Limits.NONE))
                .hasToString("Envelope[key-1]");
    }

    private static JsonObject open(Envelope envelope) throws Exception {
        return (JsonObject) JsonText.parse(Inflated.text(envelope.text()));
    }
}
