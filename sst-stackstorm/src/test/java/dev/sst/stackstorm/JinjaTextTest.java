package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import org.junit.jupiter.api.Test;

final class JinjaTextTest {

    @Test
    void aTextWithoutAnOpeningStaysAsItIs() {
        JsonObject parameters =
                JsonObject.builder().put("a", "{ # plain").put("b", 1).build();

        assertThat(JinjaText.protect(parameters)).isEqualTo(parameters);
    }

    @Test
    void aTextWithAnOpeningBecomesAnExpressionThatYieldsIt() {
        JsonObject parameters =
                JsonObject.builder().put("a", "it's {{ x }}\n\\").build();

        assertThat(JinjaText.protect(parameters).text("a")).contains("{{ 'it\\'s \\x7b\\x7b x \\x7d\\x7d\\n\\\\' }}");
    }

    @Test
    void aCommentIsKeptAlsoWhereAnotherTextOfItsContainerMakesATemplateOfIt() {
        JsonObject parameters = JsonObject.builder()
                .put("list", JsonArray.of(new JsonString("{{ x }}"), new JsonString("a {# b #} c")))
                .put("text", "{# b #}")
                .build();

        JsonObject safe = JinjaText.protect(parameters);

        assertThat(safe.get("list"))
                .contains(JsonArray.of(
                        new JsonString("{% raw %}{{% endraw %}{ x }}"),
                        new JsonString("a {% raw %}{{% endraw %}# b #} c")));
        assertThat(safe.text("text")).contains("{{ '\\x7b# b #\\x7d' }}");
    }

    @Test
    void withinAContainerEachOpeningIsPutIntoARawBlock() {
        JsonObject parameters = JsonObject.builder()
                .put("list", JsonArray.of(new JsonString("{{ x }}")))
                .build();

        assertThat(JinjaText.protect(parameters).get("list"))
                .contains(JsonArray.of(new JsonString("{% raw %}{{% endraw %}{ x }}")));
    }
}
