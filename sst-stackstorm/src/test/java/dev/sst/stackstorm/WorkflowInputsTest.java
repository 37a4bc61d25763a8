package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Deployment.Input;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkflowInputsTest {

    private static final List<Input> INPUTS = List.of(
            new Input("host", false, new JsonString("localhost")),
            new Input("port", true, null),
            new Input("greeting", false, new JsonString("hello {{ ctx().host }}")));

    @Test
    void anInputNobodyGaveKeepsTheDefaultOfTheYaml() {
        JsonObject sent = WorkflowInputs.of(INPUTS, object("{\"port\": 8080}"));

        assertThat(sent.text("host")).contains("localhost");
        assertThat(sent.get("port")).contains(JsonText.parse("8080"));
    }

    @Test
    void aDefaultIsLeftToOrquestaToEvaluateAndAGivenTextIsNot() {
        JsonObject byDefault = WorkflowInputs.of(INPUTS, object("{\"port\": 1}"));
        JsonObject given = WorkflowInputs.of(INPUTS, object("{\"port\": 1, \"greeting\": \"hello {{ 1 + 1 }}\"}"));

        assertThat(byDefault.text("greeting")).contains("{{ 'hello \\x7b\\x7b ctx().host \\x7d\\x7d' }}");
        assertThat(given.text("greeting"))
                .contains("{{ 'hello \\x7b% raw %\\x7d\\x7b\\x7b% endraw %\\x7d\\x7b 1 + 1 \\x7d\\x7d' }}");
    }

    @Test
    void nullIsGivenAsAnyOtherValue() {
        assertThat(WorkflowInputs.of(INPUTS, object("{\"host\": null, \"port\": 1}"))
                        .get("host"))
                .contains(JsonNull.NULL);
    }

    @Test
    void withinAContainerEachOpeningIsPutIntoTwoRawBlocks() {
        JsonObject sent = WorkflowInputs.of(
                List.of(new Input("list", true, null)), object("{\"list\": [\"{{ x }}\", \"<% y %>\"]}"));

        String once = "{% raw %}{{% endraw %}{ x }}";
        assertThat(sent.get("list"))
                .contains(JsonText.parse(
                        "[\"" + once.replaceAll("\\{(?=[{%])", "{% raw %}{{% endraw %}") + "\", \"<% y %>\"]"));
    }

    private static JsonObject object(String json) {
        return (JsonObject) JsonText.parse(json);
    }
}
