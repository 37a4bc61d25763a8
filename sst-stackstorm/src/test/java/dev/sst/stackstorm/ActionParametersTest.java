package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What StackStorm would have against the values of a rule's action. */
final class ActionParametersTest {

    private static final ActionParameters LOCAL = new ActionParameters(
            "core.local",
            RuleWorld.json(
                    "{'cmd': {'type': 'string', 'required': true}, 'timeout': {'type': 'integer', 'default': 60},"
                            + " 'sudo': {'type': 'boolean', 'immutable': true}, 'env': {'type': 'object'},"
                            + " 'mode': {'type': 'string', 'required': true, 'default': 'fast'}, 'any': {}}"));

    @Test
    void whatItTakesIsNotObjectedTo() {
        assertThat(LOCAL.objections(RuleWorld.json("{'cmd': 'date', 'timeout': 5, 'env': {'A': 'b'}, 'any': [1]}")))
                .isEmpty();
    }

    @Test
    void aNameThatNeitherActionNorRunnerHasIsNamed() {
        assertThat(LOCAL.objections(RuleWorld.json("{'cmd': 'date', 'colour': 'red'}")))
                .containsExactly("action core.local has no parameter colour");
    }

    @Test
    void whatIsNeededAndHasNoDefaultIsNamedAlsoWhereItIsNull() {
        String missing = "action core.local needs parameter cmd, which is not given";

        assertThat(LOCAL.objections(JsonObject.empty())).containsExactly(missing);
        assertThat(LOCAL.objections(RuleWorld.json("{'cmd': null}"))).containsExactly(missing);
    }

    @Test
    void whatNobodyMayGiveIsNamed() {
        assertThat(LOCAL.objections(RuleWorld.json("{'cmd': 'date', 'sudo': false}")))
                .containsExactly("nobody may give action core.local a value for parameter sudo");
    }

    /** An action without any parameter is given whatever comes: StackStorm has no schema for it. */
    @Test
    void anActionThatDeclaresNothingTakesEverything() {
        assertThat(new ActionParameters("core.noop", JsonObject.empty()).objections(RuleWorld.json("{'a': 1}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "string  | 5",
                "string  | true",
                "string  | ['a']",
                "integer | 'many'",
                "integer | '1.5'",
                "integer | [1]",
                "number  | 'many'",
                "boolean | 1",
                "boolean | 'yes'",
                "array   | {}",
                "array   | 'a, b'",
                "object  | []",
                "object  | 'a'",
            })
    void aValueOfAnotherTypeIsObjectedToWithoutBeingRepeated(String type, String value) {
        assertThat(objections(type, value))
                .isEqualTo("[parameter x of action p.a takes type " + type + ", which the value is not]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "string  | 'a'",
                "string  | null",
                "integer | 5",
                "integer | true",
                "integer | ' 5 '",
                "integer | '{{ trigger.n }}'",
                "number  | '1e5'",
                "number  | 'nan'",
                "boolean | 'False'",
                "array   | '[1]'",
                "array   | ['{% if trigger.a %}1{% endif %}']",
                "object  | '{}'",
                "null    | 5",
            })
    void whatStackStormMakesFitAndWhatATemplateYieldsIsNotObjectedTo(String type, String value) {
        assertThat(objections(type, value)).isEqualTo("[]");
    }

    private static String objections(String type, String value) {
        var action = new ActionParameters("p.a", RuleWorld.json("{'x': {'type': '%s'}}".formatted(type)));
        var given = (JsonObject) JsonText.parse("{\"x\": " + value.replace('\'', '"') + "}");
        return action.objections(given).toString();
    }
}
