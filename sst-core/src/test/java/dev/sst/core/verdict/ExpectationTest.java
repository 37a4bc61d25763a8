package dev.sst.core.verdict;

import static dev.sst.core.verdict.Runs.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Problem;
import dev.sst.execution.Check;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                       | {\"a\":1}                   | ``",
                "{\"a\":1}                | {\"a\":1.0,\"b\":2}         | ``",
                "{\"a\":\"1\"}            | {\"a\":1}                   | /a",
                "{\"a\":null}             | {}                          | /a",
                "{\"a\":null}             | {\"a\":null}                | ``",
                "{\"a\":{\"b\":{\"c\":1}}}| {\"a\":{}}                  | /a/b",
                "{\"a\":{\"b\":1}}        | {\"a\":5}                   | /a",
                "{\"a\":[1,2]}            | {\"a\":[1]}                 | /a",
                "{\"a\":[1,{\"b\":2}]}    | {\"a\":[1,{\"b\":3,\"c\":4}]}| /a/1/b",
                "{\"a\":[]}               | {\"a\":{}}                  | /a",
                "{\"a/b\":{\"m~n\":2}}    | {\"a/b\":{\"m~n\":1}}       | /a~1b/m~0n",
                "{\"\":1}                 | {\"\":2}                    | /",
                "{\"$match\":\"exact\",\"value\":{\"a\":1}}    | {\"a\":1,\"b\":2}    | /b",
                "{\"$match\":\"exact\",\"value\":{\"a\":1}}    | {\"a\":10e-1}        | ``",
                "{\"$match\":\"exact\",\"value\":{}}           | {\"b\":2}            | /b",
                "{\"$match\":\"subset\",\"value\":{\"$match\":\"x\"}} | {\"$match\":\"x\",\"n\":1} | ``",
                "{\"x\":{\"$match\":\"exact\",\"value\":1}}    | {\"x\":1}            | /x",
                "{\"$match\":\"schema\",\"value\":{\"required\":[\"a\"]}}          | {}        | `<document>`",
                "{\"$match\":\"schema\",\"value\":{\"properties\":{\"a\":{\"items\":{\"minimum\":2}}}}} | {\"a\":[3,1]} | /a/1",
                "{\"$match\":\"schema\",\"value\":{\"properties\":{\"a/~\":{\"type\":\"null\"}}}} | {\"a/~\":1} | /a~1~0",
                "{\"$match\":\"schema\",\"value\":true}         | {\"a\":1}            | ``",
                "{\"$match\":\"schema\",\"value\":false}        | {\"a\":1}            | `<document>`"
            })
    void differencesAreFoundAtTheirPlace(String expected, String document, String failing) {
        List<Check> checks = Expectation.compare(JsonText.parse(expected), object(document));

        assertThat(Expectation.problems(JsonText.parse(expected))).isEmpty();
        assertThat(checks).isNotEmpty();
        assertThat(checks.stream()
                        .filter(check -> !check.passed())
                        .map(check -> check.path().isEmpty() ? "<document>" : check.path()))
                .isEqualTo(failing.isEmpty() ? List.of() : List.of(failing));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]                                            | expected_result",
                "\"text\"                                       | expected_result",
                "{\"$match\":\"regex\",\"value\":{}}            | expected_result.$match",
                "{\"$match\":7,\"value\":{}}                    | expected_result.$match",
                "{\"$match\":\"exact\"}                         | expected_result.value",
                "{\"$match\":\"exact\",\"value\":[]}            | expected_result.value",
                "{\"$match\":\"exact\",\"value\":{},\"n\":1}    | expected_result.n",
                "{\"$match\":\"schema\",\"value\":7}            | expected_result.value",
                "{\"$match\":\"schema\",\"value\":{\"type\":\"strng\"}}        | expected_result.value",
                "{\"$match\":\"schema\",\"value\":{\"minimum\":\"x\"}}         | expected_result.value",
                "{\"$match\":\"schema\",\"value\":{\"pattern\":\"(\"}}         | expected_result.value",
                "{\"$match\":\"schema\",\"value\":{\"$ref\":\"#/$defs/no\"}}   | expected_result.value",
                "{\"$match\":\"schema\",\"value\":{\"$ref\":\"http://127.0.0.1:9/x\"}} | expected_result.value"
            })
    void whatCannotBeUsedIsAProblem(String expected, String field) {
        assertThat(Expectation.problems(JsonText.parse(expected)))
                .isNotEmpty()
                .extracting(Problem::field)
                .containsOnly(field);
    }

    @Test
    void nullExpectsNothing() {
        assertThat(Expectation.problems(JsonNull.NULL)).isEmpty();
        assertThat(Expectation.compare(JsonNull.NULL, JsonObject.empty())).isEmpty();
    }

    @Test
    void anExpectationDeeperThanAnyDocumentIsAProblem() {
        JsonValue deep = JsonObject.empty();
        for (int i = 0; i < 10_000; i++) {
            deep = JsonObject.builder().put("a", JsonArray.of(deep)).build();
        }

        assertThat(Expectation.problems(deep)).hasSize(1);
    }

    @Test
    void everyExpectedValueIsACheckWithWhatWasSeen() {
        assertThat(Expectation.compare(object("{\"a\":1,\"b\":[\"x\"]}"), object("{\"a\":2,\"b\":[\"x\"]}")))
                .extracting(Check::message)
                .containsExactly("/a was 2, expected 1", "/b/0 was \"x\"");
    }

    @Test
    void manyDifferencesAreCountedAndNotAllListed() {
        var expected = JsonObject.builder();
        var actual = JsonObject.builder();
        for (int i = 0; i < 1000; i++) {
            expected.put("n" + i, i);
            actual.put("n" + i, i % 2 == 0 ? i : -i);
        }

        List<Check> checks = Expectation.compare(expected.build(), actual.build());

        assertThat(checks).hasSize(Differences.MAX_FAILED + Differences.MAX_PASSED + 2);
        assertThat(checks)
                .extracting(Check::message)
                .contains("and 300 more values differ", "and 400 more values are as expected");
    }

    @Test
    void aLongValueIsCutInCheckAndSentence() {
        Check check = Expectation.compare(
                        object("{\"a\":1}"),
                        JsonObject.builder().put("a", "x".repeat(100_000)).build())
                .get(0);

        assertThat(check.message()).hasSizeLessThan(250);
        assertThat(JsonText.write(check.actual())).hasSizeLessThan(10_000);
    }
}
