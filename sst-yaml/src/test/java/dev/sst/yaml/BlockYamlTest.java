package dev.sst.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.BlockYaml;
import dev.sst.jsontext.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written as YAML, as whoever reads a rule's YAML here understands it. */
final class BlockYamlTest {

    @Test
    void aRuleIsWrittenAsAPersonWould() {
        assertThat(BlockYaml.write(JsonText.parse("""
                        {"trigger": {"type": "core.st2.webhook", "parameters": {"url": "a/b"}},
                         "criteria": {"trigger.body.level": {"type": "equals", "pattern": "yes"}},
                         "tags": [{"name": "team", "value": "1"}, [], [2, [3]]],
                         "action": {"ref": "core.local", "parameters": {"cmd": "echo {{ trigger.body.x }}"}},
                         "context": {}, "enabled": true}"""))).isEqualTo("""
                        trigger:
                          type: core.st2.webhook
                          parameters:
                            url: a/b
                        criteria:
                          trigger.body.level:
                            type: equals
                            pattern: "yes"
                        tags:
                          - name: team
                            value: "1"
                          - []
                          - - 2
                            - - 3
                        action:
                          ref: core.local
                          parameters:
                            cmd: "echo {{ trigger.body.x }}"
                        context: {}
                        enabled: true
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": {\"b\": [1, [2, {\"c\": []}], {\"d\": {}, \"e\": [null]}]}}",
                "[0, -1, 1.5, -0.25, 1e3, 1e-3, 1e300, -12.5e-300, 12345678901234567890123456789012345678901234567890]",
                "[\"yes\", \"No\", \"NULL\", \"~\", \"=\", \"1:30\", \"010\", \"1e3\", \".inf\", \"2026-11-24\", \"0x1f\", \"1_000\", \"<<\"]",
                "[\"\", \" a\", \"a \", \"- a\", \"a: b\", \"a #b\", \"#\", \"*a\", \"&a\", \"!a\", \"%a\", \"@a\", \"`a\", \"{a\", \"[a\", \"?\", \"|\", \">\"]",
                "[\"a\\nb\\n\", \"\\ttab\", \"\\r\", \"quote \\\" and \\\\\", \"\\u0007\\u007f\\u0085\\u2028\\ufeff\", \"ä ß 漢 \\ud83d\\ude00\"]",
                "{\"yes\": 1, \"a b\": 2, \"1\": 3, \"\": 4, \"trigger.body.x\": 5, \"a: b\": 6}",
                "\"core.local\"",
                "{}",
                "[]",
                "null"
            })
    void whatIsWrittenIsReadAsItWas(String json) {
        JsonValue value = JsonText.parse(json);

        YamlText.Reading read = YamlText.read(BlockYaml.write(value));

        assertThat(read.value()).isEqualTo(value);
        assertThat(read.problems()).isEmpty();
        assertThat(read.unfit()).isEmpty();
        assertThat(read.notes()).isEmpty();
    }

    @Test
    void everyCharacterOfTheFirstPlaneIsReadAsItWas() {
        for (int point = 1; point < 0xfffe; point++) {
            if (point < 0xd800 || point >= 0xe000) {
                JsonValue value = new JsonString("a" + (char) point + "b");

                assertThat(YamlText.read(BlockYaml.write(value)).value())
                        .as("U+%04X", point)
                        .isEqualTo(value);
            }
        }
    }
}
