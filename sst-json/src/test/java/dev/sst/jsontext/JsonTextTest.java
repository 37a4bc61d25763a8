package dev.sst.jsontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,2.50,true,false,null,\"x\"]}",
                "1180591620717411303424",
                "12345678901234567890.123456789",
                "1E+999",
                "\"\\u0000 and \\\\\"",
                "{}",
                "[]"
            })
    void whatIsReadIsWrittenBackExactly(String text) {
        assertThat(JsonText.write(JsonText.parse(text))).isEqualTo(text);
    }

    @Test
    void aLoneSurrogateIsWrittenAsAnEscapeAndSurvivesUtf8() {
        var value = new JsonString("a\ud83d");

        assertThat(JsonText.write(value)).isEqualToIgnoringCase("\"a\\ud83d\"");
        assertThat(JsonText.parse(JsonText.writeBytes(value))).isEqualTo(value);
    }

    @Test
    void unicodeStaysReadable() {
        assertThat(JsonText.write(new JsonString("Zürich 🚀"))).isEqualTo("\"Zürich 🚀\"");
    }

    @Test
    void aNameGivenTwiceIsRefusedByTheStrictAndTheLastCountsForTheLenient() {
        String text = "{\"n\":1,\"n\":2}";

        assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(JsonTextException.class);
        assertThat(JsonText.parseLenient(text))
                .isEqualTo(JsonObject.builder().put("n", 2).build());
    }

    @Test
    void whatPythonWritesForNoNumberBecomesNull() {
        assertThat(((JsonObject) JsonText.parseLenient("{\"a\":NaN,\"b\":-Infinity}"))
                        .members()
                        .values())
                .containsOnly(JsonNull.NULL);
        assertThatThrownBy(() -> JsonText.parse("NaN")).isInstanceOf(JsonTextException.class);
    }

    @Test
    void nestingBeyondTheLimitIsRefusedAndTenThousandLevelsDoNoHarm() {
        assertThat(JsonText.parse("[".repeat(JsonText.MAX_DEPTH) + "]".repeat(JsonText.MAX_DEPTH)))
                .isNotNull();
        assertThatThrownBy(() -> JsonText.parse("[".repeat(10_000) + "]".repeat(10_000)))
                .isInstanceOf(JsonTextException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,", "{\"a\"}", "1 2", "tru", "{\"a\":1}x"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(JsonTextException.class);
    }

    @Test
    void aPrefixSaysWhereItEnds() {
        String text = "ab{\"a\": [1, 2]} tail";

        var prefix = JsonText.parsePrefix(text, 2);

        assertThat(text.substring(prefix.end())).isEqualTo(" tail");
        assertThat(prefix.value()).isEqualTo(JsonText.parse("{\"a\":[1,2]}"));
    }

    @Test
    void wholeNumbersAreWrittenPlainly() {
        assertThat(JsonText.write(new JsonNumber(new BigDecimal("1E+2")))).isEqualTo("100");
    }
}
