package dev.sst.core.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.core.parameters.Parameters.Resolved;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.Input;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @Test
    void plainValuesAreTheValuesAndAreOverridden() {
        var parameters = Parameters.of(object("{\"a\":1,\"b\":{\"type\":\"x\"},\"c\":\"{{ 1+1 }}\"}"));

        assertThat(parameters.bySchemas()).isFalse();
        assertThat(parameters.problems()).isEmpty();
        assertThat(parameters.resolve(object("{\"a\":[true],\"b\":null}")).values())
                .isEqualTo(object("{\"a\":[true],\"b\":null,\"c\":\"{{ 1+1 }}\"}"));
    }

    @Test
    void theyAreSchemasWhenEveryValueNamesAJsonType() {
        assertThat(Parameters.of(object("{\"a\":{\"type\":\"string\"}}")).bySchemas())
                .isTrue();
        assertThat(Parameters.of(object("{\"a\":{\"type\":\"string\"},\"b\":1}"))
                        .bySchemas())
                .isFalse();
        assertThat(Parameters.of(object("{\"a\":{\"type\":\"text\"}}")).bySchemas())
                .isFalse();
        assertThat(Parameters.of(JsonObject.empty()).bySchemas()).isFalse();
    }

    @Test
    void defaultsAreTheValuesAndWhatHasNoneIsLeftOut() {
        Resolved resolved = Parameters.of(
                        object("{\"a\":{\"type\":\"integer\",\"default\":1},\"b\":{\"type\":\"string\"},"
                                + "\"c\":{\"type\":\"string\",\"default\":\"x\",\"secret\":true}}"))
                .resolve(JsonObject.empty());

        assertThat(resolved.values()).isEqualTo(object("{\"a\":1,\"c\":\"x\"}"));
        assertThat(resolved.secrets()).containsExactly("c");
        assertThat(resolved.toString()).doesNotContain("x\"");
    }

    @Test
    void nullOverridesADefaultUnlessAValueIsRequired() {
        var parameters = Parameters.of(object("{\"a\":{\"type\":\"integer\",\"default\":1},"
                + "\"b\":{\"type\":\"integer\",\"default\":2,\"required\":true}}"));

        assertThat(parameters.resolve(object("{\"a\":null}")).values()).isEqualTo(object("{\"a\":null,\"b\":2}"));
        assertThat(refused(parameters, "{\"b\":null}"))
                .containsExactly("parameters.b: is required and must not be null");
    }

    @Test
    void everythingThatDoesNotFitIsSaidAtOnce() {
        var parameters = Parameters.of(object("{\"url\":{\"type\":\"string\",\"required\":true},"
                + "\"n\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":9},"
                + "\"mode\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]},"
                + "\"fixed\":{\"type\":\"string\",\"default\":\"x\",\"immutable\":true}}"));

        assertThat(refused(parameters, "{\"n\":10,\"mode\":\"c\",\"fixed\":\"y\",\"other\":1}"))
                .containsExactly(
                        "parameters.n: must have a maximum value of 9",
                        "parameters.mode: must be one of [\"a\",\"b\"], was \"c\"",
                        "parameters.fixed: is immutable and cannot be given another value",
                        "parameters.other: is no parameter of the test; it has url, n, mode, fixed",
                        "parameters.url: is required and has no value");
        assertThat(parameters
                        .resolve(object("{\"url\":\"u\",\"n\":9,\"mode\":\"a\",\"fixed\":\"x\"}"))
                        .values()
                        .members())
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string  | 1",
                "string  | null-required",
                "integer | 1.5",
                "integer | \"5\"",
                "number  | \"5\"",
                "boolean | 0",
                "array   | {}",
                "object  | []",
                "null    | 0"
            })
    void aValueOfAnotherTypeIsRefusedAndNotCast(String type, String value) {
        var parameters =
                Parameters.of(object("{\"p\":{\"type\":\"" + type + "\",\"default\":null,\"required\":true}}"));

        assertThat(refused(parameters, "{\"p\":" + value.replace("-required", "") + "}"))
                .hasSize(1);
    }

    @Test
    void nullAsADefaultIsNoValueOfWhatIsRequiredUnlessItIsTheType() {
        var required = Parameters.of(object("{\"p\":{\"type\":\"string\",\"required\":true,\"default\":null}}"));
        var optional = Parameters.of(object("{\"p\":{\"type\":\"string\",\"default\":null}}"));
        var nothing = Parameters.of(object("{\"p\":{\"type\":\"null\",\"required\":true,\"default\":null}}"));

        assertThat(refused(required, "{}")).containsExactly("parameters.p: is required and has no value");
        assertThat(optional.resolve(JsonObject.empty()).values()).isEqualTo(object("{\"p\":null}"));
        assertThat(nothing.resolve(JsonObject.empty()).values()).isEqualTo(object("{\"p\":null}"));
    }

    @Test
    void aWholeNumberIsAnIntegerHoweverItIsWritten() {
        var parameters = Parameters.of(object("{\"p\":{\"type\":\"integer\"}}"));

        assertThat(parameters.resolve(object("{\"p\":5.0}")).values()).isEqualTo(object("{\"p\":5}"));
    }

    @Test
    void aSecretValueIsNotRepeatedInARefusal() {
        var parameters = Parameters.of(
                object(
                        "{\"p\":{\"type\":\"integer\",\"secret\":true},\"q\":{\"type\":\"string\",\"secret\":true,\"pattern\":\"^x\"}}"));

        assertThat(refused(parameters, "{\"p\":\"hunter2\",\"q\":\"hunter2\"}"))
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"minimum\":1,\"exclusiveMinimum\":true}                                             | number | 1",
                "{\"minItems\":2}                                                                      | array  | [1]",
                "{\"items\":{\"type\":\"string\"}}                                                     | array  | [1]",
                "{\"items\":[{\"type\":\"string\"}],\"additionalItems\":false}                          | array  | [\"a\",1]",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"required\":true}}}                        | object | {}",
                "{\"properties\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}           | object | {\"b\":1}",
                "{\"pattern\":\"^a\"}                                                                  | string | \"b\"",
                "{\"anyOf\":[{\"minLength\":3},{\"enum\":[\"x\"]}]}                                      | string | \"ab\""
            })
    void stackStormsDialectOfJsonSchemaIsChecked(String schema, String type, String value) {
        var declared = JsonObject.builder().put("p", object(schema).with("type", JsonText.parse("\"" + type + "\"")));

        var parameters = Parameters.of(declared.build());

        assertThat(parameters.problems()).isEmpty();
        assertThat(refused(parameters, "{\"p\":" + value + "}")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"p\":{\"type\":\"string\",\"requred\":true}}",
                "{\"p\":{\"type\":\"string\",\"required\":\"yes\"}}",
                "{\"p\":{\"type\":\"string\",\"enum\":[]}}",
                "{\"p\":{\"type\":\"string\",\"enum\":\"a\"}}",
                "{\"p\":{\"type\":\"string\",\"default\":1}}",
                "{\"p\":{\"type\":\"integer\",\"default\":0,\"minimum\":1}}",
                "{\"p\":{\"type\":\"string\",\"pattern\":\"(\"}}",
                "{\"p\":{\"type\":\"string\",\"default\":\"c\",\"enum\":[\"a\"]}}"
            })
    void aSchemaThatCannotBeUsedIsAProblemOfTheDeclaration(String declared) {
        assertThat(Parameters.of(object(declared)).problems())
                .extracting(Problem::field)
                .containsOnly("test_parameters.p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a-b", "../x", "a\u0000", "\ud83d", "grün", "a.b"})
    void aNameIsMadeOfLettersDigitsAndUnderscores(String name) {
        List<Problem> problems =
                Parameters.of(JsonObject.builder().put(name, 1).build()).problems();

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).matches("[\\p{Graph} ]*");
    }

    @Test
    void togetherTheyKeepToTheSizeThatCanBeHandedOver() {
        var parameters = Parameters.of(object("{\"blob\":\"\"}"));
        var large = JsonObject.builder().put("blob", "x".repeat(65_600)).build();
        var huge = JsonObject.builder().put("blob", "x".repeat(525_000)).build();

        assertThat(parameters
                        .resolve(large, live(TestType.ACTION, CodeShape.ACTION_CLASS))
                        .values())
                .isEqualTo(large);
        assertThat(parameters.resolve(large).values()).isEqualTo(large);
        assertThat(refusedFor(parameters, large, CodeShape.SCRIPT)).hasSize(1);
        assertThat(refusedFor(parameters, huge, CodeShape.ACTION_CLASS)).hasSize(1);
        assertThat(Parameters.of(huge).problems()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"SCRIPT, 65536", "ACTION_CLASS, 524288"})
    void theLastByteThatFitsIsTakenAndOneMoreRefused(CodeShape shape, int most) {
        var parameters = Parameters.of(object("{\"b\":\"\"}"));
        var full = JsonObject.builder()
                .put("b", "x".repeat(most - "{\"b\":\"\"}".length()))
                .build();
        var more = full.with("b", new JsonString(full.text("b").orElseThrow() + "x"));

        assertThat(parameters.resolve(full, live(TestType.ACTION, shape)).values())
                .isEqualTo(full);
        assertThat(refusedFor(parameters, more, shape)).hasSize(1);
    }

    @Test
    void valuesDeeperThanAnyReaderAreRefused() {
        JsonValue deep = JsonArray.of();
        for (int i = 0; i < 10_000; i++) {
            deep = JsonArray.of(deep);
        }
        var values = JsonObject.builder().put("a", deep).build();

        assertThat(Parameters.of(values).problems()).hasSize(1);
        assertThat(refusedFor(Parameters.of(object("{\"a\":1}")), values, CodeShape.SCRIPT))
                .hasSize(1);
    }

    private static List<String> refused(Parameters parameters, String overrides) {
        return refusedFor(parameters, object(overrides), CodeShape.SCRIPT);
    }

    private static List<String> refusedFor(Parameters parameters, JsonObject overrides, CodeShape shape) {
        return refusedBy(parameters, overrides, live(TestType.ACTION, shape));
    }

    @Test
    void aWorkflowTakesItsInputsBesideWhatTheTestDeclares() {
        var parameters = Parameters.of(object("{\"port\":8080}"));
        Deployment workflow = live(
                TestType.WORKFLOW,
                null,
                new Input("port", true, null),
                new Input("host", false, new JsonString("localhost")));

        assertThat(parameters.resolve(object("{\"host\":null}"), workflow).values())
                .isEqualTo(object("{\"port\":8080,\"host\":null}"));
        assertThat(refusedBy(parameters, object("{\"hots\":1}"), workflow))
                .containsExactly("parameters.hots: is no parameter of the test; it has port, host");
    }

    @Test
    void anInputThatTheWorkflowNeedsMustHaveAValue() {
        Deployment workflow =
                live(TestType.WORKFLOW, null, new Input("host", true, null), new Input("port", false, JsonNull.NULL));

        assertThat(refusedBy(Parameters.of(object("{}")), object("{}"), workflow))
                .containsExactly("parameters.host: is required and has no value");
        assertThat(Parameters.of(object("{}"))
                        .resolve(object("{\"host\":null}"), workflow)
                        .values())
                .isEqualTo(object("{\"host\":null}"));
    }

    @Test
    void whatIsGivenToAWorkflowIsNoDeeperThanStackStormBears() {
        JsonValue deep = JsonArray.of();
        for (int depth = 1; depth <= Parameters.MAX_DEPTH_IN_STACKSTORM; depth++) {
            deep = JsonArray.of(deep);
        }
        JsonObject given = JsonObject.builder().put("a", deep).build();
        var parameters = Parameters.of(object("{\"a\":1}"));

        for (TestType type : List.of(TestType.WORKFLOW, TestType.RULE)) {
            assertThat(refusedBy(parameters, given, live(type, null)))
                    .containsExactly("parameters.a: must not nest deeper than 50");
        }
        assertThat(parameters.resolve(given, live(TestType.ACTION, null)).values())
                .isEqualTo(given);
    }

    private static List<String> refusedBy(Parameters parameters, JsonObject overrides, Deployment live) {
        return catchThrowableOfType(InvalidInputException.class, () -> parameters.resolve(overrides, live))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }

    private static Deployment live(TestType type, CodeShape shape, Input... inputs) {
        return Deployment.builder("pack.t_x", type, 1, "stackstorm", Instant.EPOCH)
                .shape(shape)
                .contentHash("hash")
                .inputs(List.of(inputs))
                .build();
    }

    private static JsonObject object(String json) {
        return (JsonObject) JsonText.parse(json);
    }
}
