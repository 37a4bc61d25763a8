package dev.sst.core.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.Problem;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.test.RetryPolicy;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionRulesTest {
    private final DefinitionRules rules = new DefinitionRules();

    @Test
    void aDefinitionWithTheDefaultsAndSomeCodeCanBeStored() {
        assertThat(rules.check(action().build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Log in, then out", "日本語 🚀", "a/b", "x..y", "100 % of it"})
    void aNameMayBeAnyLineOfText(String name) {
        assertThat(rules.check(action().name(name).build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                " a",
                "a\n",
                "a\tb",
                "a\u0000b",
                "a\u0085b",
                "a\ud83d",
                "\udc00",
                "../etc/passwd",
                "a\\..\\b",
                "a\u202eb",
                "a\u2028b"
            })
    void aNameThatNobodyCouldShowIsRefused(String name) {
        assertThat(fields(action().name(name))).containsOnly("name");
    }

    @Test
    void aNameOfAMegabyteIsRefusedWithoutBeingRepeated() {
        List<Problem> problems = rules.check(action().name("x".repeat(1 << 20)).build());

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).message()).hasSizeLessThan(200);
        assertThat(fields(action().name("🚀".repeat(200)))).isEmpty();
        assertThat(fields(action().name("🚀".repeat(201)))).containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "Pack", "a-b", "a.b", "../x", "a b", "ä", "a\u0000", "core", "packs", "linux", "chatops", "_global"
            })
    void aPackThatIsNoneOrNotOursIsRefused(String pack) {
        assertThat(fields(action().pack(pack))).containsExactly("stackstorm_pack");
    }

    @ParameterizedTest
    @CsvSource({"-1,timeout", "0,timeout", "1801,timeout", "999999999999,timeout"})
    void anAbsurdTimeoutIsRefused(long seconds, String field) {
        assertThat(fields(action().timeout(Duration.ofSeconds(seconds)))).containsExactly(field);
    }

    @Test
    void theLongestTimeoutIsASetting() {
        var strict = new DefinitionRules(Duration.ofSeconds(10));

        assertThat(strict.check(action().timeout(Duration.ofSeconds(11)).build()))
                .hasSize(1);
        assertThat(strict.check(action().timeout(Duration.ofMillis(500)).build()))
                .isEmpty();
        assertThatThrownBy(() -> new DefinitionRules(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1,5,retry_count", "11,5,retry_count", "1,-1,retry_delay", "1,3601,retry_delay"})
    void absurdRetriesAreRefused(int count, long delay, String field) {
        assertThat(fields(action().retries(new RetryPolicy(count, Duration.ofSeconds(delay)))))
                .containsExactly(field);
    }

    @Test
    void tagsAreShortLinesAndNotTooMany() {
        assertThat(fields(action().tags(List.of("smoke", "team: web")))).isEmpty();
        assertThat(fields(action().tags(List.of("ok", "", "a\nb", "x".repeat(101), "../x", "a\ud83d"))))
                .containsExactly("tags[1]", "tags[2]", "tags[3]", "tags[4]", "tags[5]");
        assertThat(fields(action().tags(Collections.nCopies(51, "x")))).containsExactly("tags");
    }

    @Test
    void codeIsKeptExactlyButHoldsNoNulAndIsValidUnicodeOfAtMost512Kilobytes() {
        assertThat(fields(action().code("\u0001\u202e\r\n" + "é".repeat(1000)))).isEmpty();
        assertThat(fields(action().code(" \n"))).containsExactly("test_code");
        assertThat(fields(action().code("a\u0000b"))).containsExactly("test_code");
        assertThat(fields(action().code("a\ud83d"))).containsExactly("test_code");
        assertThat(fields(action().code("x".repeat(512 * 1024)))).isEmpty();
        assertThat(fields(action().code("é".repeat(256 * 1024) + "x"))).containsExactly("test_code");
    }

    @Test
    void aTestHasCodeOrNamesExistingContentAndNeverBoth() {
        assertThat(fields(action().code(null))).containsExactly("test_code");
        assertThat(fields(action().existing("core.local"))).containsExactly("test_code");
        assertThat(fields(action().code(null).existing("core.local"))).isEmpty();
        assertThat(fields(action().code(null).existing("core.local").pack("core")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "local",
                "core.",
                ".local",
                "Core.local",
                "core.lo cal",
                "core.../x",
                "core.a/b",
                "core.a\u0000",
                "core.a\n"
            })
    void aReferenceThatIsNoneIsRefusedUnderItsOwnName(String ref) {
        assertThat(fields(action().code(null).existing(ref))).containsExactly("stackstorm_action");
        assertThat(fields(TestDefinition.builder("x", TestType.WORKFLOW).existing(ref)))
                .containsExactly("stackstorm_workflow");
    }

    @Test
    void parametersAndExpectationsAreCheckedUnderTheirFields() {
        assertThat(fields(action().parameters(object("{\"a b\":1}")))).containsExactly("test_parameters");
        assertThat(fields(action().parameters(object("{\"p\":{\"type\":\"integer\",\"default\":\"x\"}}"))))
                .containsExactly("test_parameters.p");
        assertThat(fields(action().expectation(object("{\"$match\":\"nope\"}"))))
                .containsExactly("expected_result.$match");
    }

    @Test
    void valuesAndExpectationsAreKeptExactlyWhateverTheyHold() {
        JsonValue odd = JsonText.parse("{\"v\":\"\\u0000\\ud83d\\u202e../\"}");

        assertThat(fields(action().parameters((JsonObject) odd).expectation(odd)))
                .isEmpty();
    }

    @Test
    void aRuleHasNoSecretParameterAndNoDeepOne() {
        assertThat(fields(TestDefinition.builder("x", TestType.RULE)
                        .code("name: x")
                        .parameters(object("{\"p\":{\"type\":\"string\",\"secret\":true}}"))))
                .containsExactly("test_parameters.p");
        JsonObject deep = object("{\"p\":" + "[".repeat(51) + "]".repeat(51) + "}");
        assertThat(fields(TestDefinition.builder("x", TestType.RULE).code("x").parameters(deep)))
                .containsExactly("test_parameters.p");
        assertThat(fields(action().parameters(deep))).isEmpty();
    }

    @Test
    void whatARuleAndAWorkflowAreGivenFitsStackStormsDatabase() {
        for (TestType type : List.of(TestType.RULE, TestType.WORKFLOW)) {
            var test = TestDefinition.builder("x", type).code("name: x");
            assertThat(fields(test.parameters(object("{\"p\":[{\"n\":9223372036854775807}],\"f\":1e300}"))))
                    .isEmpty();
            assertThat(fields(test.parameters(object("{\"p\":[{\"n\":9223372036854775808}]}"))))
                    .containsExactly("test_parameters.p");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"runner\":\"shell\"}",
                "{\"runner\":\"python-script\"}",
                "{\"environment\":{\"A_B\":\"x\\n{{ y }}\"},\"requirements\":[\"requests>=2,<3\",\"x @ https://e.org/x.zip\"]}",
                "{\"requirements\":[\"six\",\"a.b-c_d\",\"x[socks, y] >= 2.0, !=2.1.*\",\"x (==1.0+l)\",\"x~=1 ; python_version<'3.9'\"]}",
                "{\"config\":{\"a\":[1]},\"pass_token\":true}"
            })
    void metadataOfAnActionCanBeStored(String metadata) {
        assertThat(fields(action().metadata(object(metadata)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"runnr\":\"shell\"}                     | metadata.runnr",
                "{\"runner\":\"perl\"}                     | metadata.runner",
                "{\"runner\":1}                            | metadata.runner",
                "{\"environment\":[]}                      | metadata.environment",
                "{\"environment\":{\"A-B\":\"x\"}}         | metadata.environment",
                "{\"environment\":{\"A\":1}}               | metadata.environment.A",
                "{\"environment\":{\"A\":\"\\u0000\"}}     | metadata.environment.A",
                "{\"environment\":{\"A\":\"\\ud83d\"}}     | metadata.environment.A",
                "{\"environment\":{\"SST_TEST_ID\":\"x\"}} | metadata.environment.SST_TEST_ID",
                "{\"requirements\":\"requests\"}           | metadata.requirements",
                "{\"requirements\":[\"--index-url=x\"]}    | metadata.requirements[0]",
                "{\"requirements\":[\"a\\nb\"]}            | metadata.requirements[0]",
                "{\"requirements\":[\"requests==\"]}       | metadata.requirements[0]",
                "{\"requirements\":[\"six\",\"x = 2\"]}     | metadata.requirements[1]",
                "{\"requirements\":[\"two words\"]}        | metadata.requirements[0]",
                "{\"requirements\":[\"x[socks\"]}          | metadata.requirements[0]",
                "{\"requirements\":[\"x==1 --hash=y\"]}    | metadata.requirements[0]",
                "{\"requirements\":[\"x-\"]}               | metadata.requirements[0]",
                "{\"config\":[]}                           | metadata.config",
                "{\"pass_token\":\"yes\"}                  | metadata.pass_token",
                "{\"quiet_seconds\":3}                     | metadata.quiet_seconds"
            })
    void metadataThatDoesNotFitAnActionIsRefused(String metadata, String field) {
        assertThat(fields(action().metadata(object(metadata)))).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RULE   | {\"quiet_seconds\":3,\"trigger_types\":[{\"name\":\"a\",\"payload_schema\":{\"type\":\"object\"}}]} | ``",
                "RULE   | {\"trigger_types\":[{\"name\":\"a\",\"payload_schema\":{\"properties\":{\"n\":{\"required\":true}}}}]} | ``",
                "RULE   | {\"quiet_seconds\":-1}                          | metadata.quiet_seconds",
                "RULE   | {\"trigger_types\":{}}                          | metadata.trigger_types",
                "RULE   | {\"trigger_types\":[{}]}                        | metadata.trigger_types[0].name",
                "RULE   | {\"trigger_types\":[{\"name\":\"a\",\"payload_schema\":1}]} | metadata.trigger_types[0].payload_schema",
                "RULE   | {\"runner\":\"shell\"}                          | metadata.runner",
                "SENSOR | {\"class_name\":\"Probe\",\"poll_interval\":4,\"keep_running\":true} | ``",
                "SENSOR | {\"poll_interval\":3}                           | metadata.poll_interval",
                "SENSOR | {\"class_name\":\"a b\"}                        | metadata.class_name",
                "SENSOR | {\"keep_running\":1}                            | metadata.keep_running",
                "WORKFLOW | {\"anything\":1}                              | metadata.anything"
            })
    void metadataDependsOnTheType(TestType type, String metadata, String field) {
        assertThat(fields(TestDefinition.builder("x", type).code("x").metadata(object(metadata))))
                .isEqualTo(field.isEmpty() ? List.of() : List.of(field));
    }

    @ParameterizedTest
    @EnumSource(TestType.class)
    void metadataThatIsTooDeepOrTooLargeIsRefusedForEveryType(TestType type) {
        JsonValue deep = JsonArray.of();
        for (int i = 0; i < 10_000; i++) {
            deep = JsonArray.of(deep);
        }
        var tooDeep = JsonObject.builder().put("config", deep).build();
        var tooLarge = JsonObject.builder().put("config", "x".repeat(200_000)).build();

        assertThat(fields(TestDefinition.builder("x", type).code("x").metadata(tooDeep)))
                .containsExactly("metadata");
        assertThat(fields(TestDefinition.builder("x", type).code("x").metadata(tooLarge)))
                .containsExactly("metadata");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var wrong = TestDefinition.builder("", TestType.ACTION)
                .pack("NO")
                .description("\u0000")
                .timeout(Duration.ZERO)
                .retries(new RetryPolicy(-1, Duration.ofSeconds(-1)))
                .tags(List.of(""))
                .parameters(object("{\"a b\":1}"))
                .expectation(object("{\"$match\":1}"))
                .metadata(object("{\"x\":1}"));

        assertThat(fields(wrong))
                .containsExactly(
                        "name",
                        "description",
                        "stackstorm_pack",
                        "test_code",
                        "timeout",
                        "retry_count",
                        "retry_delay",
                        "tags[0]",
                        "test_parameters",
                        "expected_result.$match",
                        "metadata.x");
    }

    /** Texts of any characters in every field: the answer is a list of problems, never an exception, and is itself clean. */
    @Test
    void anyTextInAnyFieldIsAnswered() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var definition = TestDefinition.builder(text(random), TestType.values()[random.nextInt(4)])
                    .description(text(random))
                    .pack(text(random))
                    .code(random.nextBoolean() ? text(random) : null)
                    .existing(random.nextBoolean() ? text(random) : null)
                    .tags(List.of(text(random)))
                    .parameters(JsonObject.builder()
                            .put(text(random), object("{\"type\":\"string\",\"default\":1}"))
                            .build())
                    .expectation(
                            JsonObject.builder().put("$match", text(random)).build())
                    .metadata(JsonObject.builder()
                            .put(text(random), text(random))
                            .put(
                                    "environment",
                                    JsonObject.builder()
                                            .put(text(random), text(random))
                                            .build())
                            .build())
                    .build();

            assertThat(rules.check(definition))
                    .as("seed " + seed)
                    .isNotEmpty()
                    .allSatisfy(
                            problem -> assertThat(problem.field().codePoints()).noneMatch(Character::isISOControl));
        }
    }

    @Test
    void anInputThatStackStormsWorkflowRunnerKeepsForItselfIsRefusedForWorkflowsAlone() {
        JsonObject parameters = object("{\"notify\":\"me\",\"env\":\"x\"}");

        assertThat(fields(TestDefinition.builder("x", TestType.WORKFLOW)
                        .code("version: 1.0\n")
                        .parameters(parameters)))
                .containsExactly("test_parameters.notify");
        assertThat(fields(action().parameters(parameters))).isEmpty();
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        }
        return text.toString();
    }

    private List<String> fields(TestDefinition.Builder definition) {
        return rules.check(definition.build()).stream().map(Problem::field).toList();
    }

    private static TestDefinition.Builder action() {
        return TestDefinition.builder("a test", TestType.ACTION).code("print(1)");
    }

    private static JsonObject object(String json) {
        return (JsonObject) JsonText.parse(json);
    }
}
