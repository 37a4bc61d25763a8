package dev.sst.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sst.core.schema.JsonSchema.Violation;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class JsonSchemaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "{}",
                "{\"type\":\"object\",\"required\":[\"a\"]}",
                "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}",
                "{\"$defs\":{\"n\":{\"properties\":{\"next\":{\"$ref\":\"#/$defs/n\"}}}},\"$ref\":\"#/$defs/n\"}",
                "{\"$defs\":{\"a\":{\"$anchor\":\"x\"}},\"properties\":{\"p\":{\"$ref\":\"#x\"}}}",
                "{\"$defs\":{\"a/b\":{\"allOf\":[{},{}]}},\"items\":{\"$ref\":\"#/$defs/a~1b/allOf/1\"}}",
                "{\"$id\":\"https://e.org/a\",\"$defs\":{\"b\":{\"$id\":\"b\"}},\"$ref\":\"b\"}",
                "{\"const\":{\"$ref\":\"#/nowhere\"}}",
                "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}",
                "{\"unknown-keyword\":1}"
            })
    void aSchemaCanBeUsed(String schema) {
        assertThat(JsonSchema.problems(parse(schema))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"x\"",
                "{\"type\":\"strng\"}",
                "{\"minimum\":\"x\"}",
                "{\"required\":\"a\"}",
                "{\"properties\":{\"a\":{\"maxLength\":-1}}}",
                "{\"pattern\":\"(\"}",
                "{\"properties\":{\"a\":{\"pattern\":\"[\"}}}",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}",
                "{\"$schema\":7}",
                "{\"$ref\":\"#\"}",
                "{\"allOf\":[{\"$ref\":\"#\"}]}",
                "{\"$ref\":\"#/$defs/none\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/none\"}}}",
                "{\"$ref\":\"http://127.0.0.1:9/schema.json\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"http://127.0.0.1:9/schema.json\"}}}",
                "{\"$ref\":\"file:///etc/passwd\"}",
                "{\"$ref\":\"classpath:application.yml\"}"
            })
    void whatIsNoUsableSchemaHasAProblem(String schema) {
        assertThat(JsonSchema.problems(parse(schema))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"const\":1}              | 1.0",
                "{\"type\":\"integer\"}     | 3.0",
                "{\"type\":\"integer\"}     | 1180591620717411303424",
                "{\"multipleOf\":0.1}       | 0.3",
                "{\"minLength\":1}          | \"🚀\"",
                "{\"format\":\"date-time\"} | \"2026-11-23T09:00:00Z\"",
                "{\"pattern\":\"^a\"}       | \"abc\""
            })
    void aValueMeetsItsSchema(String schema, String value) {
        assertThat(JsonSchema.problems(parse(schema))).isEmpty();
        assertThat(JsonSchema.violations(parse(schema), parse(value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"format\":\"date-time\"}   | \"yesterday\"",
                "{\"format\":\"ipv4\"}        | \"1.2.3\"",
                "{\"maxLength\":1}            | \"ab\"",
                "{\"uniqueItems\":true}       | [1,1.0]",
                "{\"pattern\":\"^b\"}         | \"abc\"",
                "{\"maximum\":1}              | 1E+400"
            })
    void aValueViolatesItsSchema(String schema, String value) {
        assertThat(JsonSchema.violations(parse(schema), parse(value))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"pattern\":\"(\"}                                          | /pattern",
                "{\"properties\":{\"pattern\":{\"pattern\":\"[\"}}}           | /properties/pattern/pattern",
                "{\"patternProperties\":{\"*\":true}}                       | /patternProperties/*",
                "{\"allOf\":[true,{\"$defs\":{\"const\":{\"pattern\":\"+\"}}}]} | /allOf/1/$defs/const/pattern"
            })
    void aPatternThatCannotBeReadIsToldWithItsPlaceAndLoggedNowhere(String schema, String place) {
        List<ILoggingEvent> logged = logged(() -> assertThat(JsonSchema.problems(parse(schema)))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).startsWith("has a pattern at " + place + " that cannot be read: ")));

        assertThat(logged).isEmpty();
    }

    @Test
    void whatOnlyLooksLikeAPatternIsNone() {
        assertThat(JsonSchema.problems(parse("{\"const\":{\"pattern\":\"(\"},\"enum\":[{\"pattern\":\"(\"}]}")))
                .isEmpty();
    }

    @Test
    void aPatternThatBacktracksIsNoErrorOfOurs() {
        JsonValue schema = parse("{\"pattern\":\"^(a*)(a*)(a*)(a*)(a*)(a*)(a*)b$\"}");

        assertThat(logged(() -> assertThat(JsonSchema.violations(schema, parse("\"" + "a".repeat(60) + "!\"")))
                        .hasSize(1)))
                .isEmpty();
    }

    private static List<ILoggingEvent> logged(Runnable work) {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var warnings = new ListAppender<ILoggingEvent>();
        warnings.start();
        root.addAppender(warnings);
        try {
            work.run();
        } finally {
            root.detachAppender(warnings);
        }
        return warnings.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    @Test
    void aViolationSaysWhereAndWhatIsThere() {
        Violation violation = JsonSchema.violations(
                        parse("{\"properties\":{\"a/b\":{\"items\":{\"type\":\"integer\"}}}}"),
                        parse("{\"a/b\":[1,\"x\"]}"))
                .get(0);

        assertThat(violation.place()).hasToString("/a~1b/1");
        assertThat(violation.actual()).isEqualTo(parse("\"x\""));
        assertThat(violation.message()).isEqualTo("string found, integer expected");
    }

    @Test
    void aPatternThatBacktracksForEverIsStopped() {
        JsonValue schema = parse("{\"pattern\":\"^(a*)(a*)(a*)(a*)(a*)(a*)(a*)b$\"}");

        List<Violation> violations = JsonSchema.violations(schema, parse("\"" + "a".repeat(60) + "!\""));

        assertThat(violations)
                .extracting(Violation::message)
                .containsExactly("cannot be checked: a pattern backtracks too much");
    }

    @Test
    void manyTextsTogetherMakeAPatternLookAtLittleMoreThanOne() {
        JsonValue schema = parse("{\"items\":{\"pattern\":\"^(a*)(a*)(a*)(a*)b$\"}}");
        String text = "\"" + "a".repeat(30) + "\"";

        List<Violation> violations = JsonSchema.violations(schema, parse("[" + (text + ",").repeat(1000) + text + "]"));

        assertThat(violations)
                .extracting(Violation::message)
                .containsExactly("cannot be checked: a pattern backtracks too much");
    }

    @Test
    void aSchemaThatDoublesItsWorkWithEachLevelIsStopped() {
        var defs = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}";
            defs.append("\"d" + i + "\":{\"allOf\":[" + next + "," + next + "]},");
        }
        JsonValue schema =
                parse("{\"$defs\":{" + defs + "\"d40\":{}},\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}}}");

        assertThat(JsonSchema.problems(schema)).isEmpty();
        assertThat(JsonSchema.violations(schema, parse("{\"a\":1}"))).hasSize(1);
    }

    @Test
    void aLoopThatOnlySomeValuesEnterViolatesAndDoesNotEnd() {
        JsonValue schema = parse("{\"properties\":{\"a\":{\"$ref\":\"#/properties/a\"}}}");

        assertThat(JsonSchema.violations(schema, parse("{\"a\":1}"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"multipleOf\":0.1}", "{\"type\":\"integer\"}", "{\"maximum\":5}", "{\"const\":1}"})
    void aNumberTooLargeToCalculateWithViolatesAtOnce(String schema) {
        assertThat(JsonSchema.violations(parse(schema), new JsonNumber(new BigDecimal("1E+999999999"))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"maximum\":1e20000}", "{\"properties\":{\"a\":{\"minimum\":-1e-20000}}}"})
    void aSchemaWithANumberTooLargeToCalculateWithHasAProblem(String schema) {
        assertThat(JsonSchema.problems(parse(schema)))
                .containsExactly("cannot be used: a number has an exponent beyond 10000");
    }

    @Test
    void aSchemaOverItsSizeHasAProblem() {
        assertThat(JsonSchema.problems(parse("{\"title\":\"" + "x".repeat(JsonSchema.MAX_BYTES) + "\"}")))
                .hasSize(1);
    }

    @Test
    void aDeepDocumentAgainstARecursiveSchemaIsChecked() {
        JsonValue schema = parse("{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"additionalProperties\":false}");
        String deep = "{\"a\":".repeat(150) + "{}" + "}".repeat(150);
        String wrong = "{\"a\":".repeat(150) + "{\"b\":1}" + "}".repeat(150);

        assertThat(JsonSchema.violations(schema, parse(deep))).isEmpty();
        assertThat(JsonSchema.violations(schema, parse(wrong))).hasSize(1);
    }

    private static JsonValue parse(String json) {
        return JsonText.parse(json);
    }
}
