package dev.sst.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sst.Problem;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlTextTest {
    @Test
    void aDocumentIsReadAsTheJsonItStandsFor() {
        assertThat(value("""
                        ---
                        name: check  # the rest is a comment
                        list:
                          - 1
                          - two
                          - [3, {four: 4.5}]
                        text: |
                          a
                          b
                        quoted: "yes"
                        nothing:
                        """)).isEqualTo(json("""
                        {"name": "check", "list": [1, "two", [3, {"four": 4.5}]], "text": "a\\nb\\n",
                         "quoted": "yes", "nothing": null}"""));
    }

    @Test
    void anEmptyTextIsNothing() {
        assertThat(YamlText.read("# only a comment\n").value()).isEqualTo(JsonNull.NULL);
        assertThat(YamlText.read("# only a comment\n").problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes|true",
                "Off|false",
                "NO|false",
                "010|8",
                "-0x1F|-31",
                "0b101|5",
                "1_000|1000",
                "1:30|90",
                "-1:30:15|-5415",
                "1:30.5|90.5",
                "1e3|\"1e3\"",
                "0o17|\"0o17\"",
                "08|\"08\""
            })
    void whatStackStormReadsOtherwiseThanItLooksIsReadAsStackStormDoesAndSaid(String word, String meant) {
        YamlText.Reading reading = YamlText.read("a: " + word);

        assertThat(reading.value()).isEqualTo(json("{\"a\": " + meant + "}"));
        assertThat(reading.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains(word, "quotes"))
                .satisfies(note -> assertThat(note.place()).isEqualTo(new Problem.Place(1, 4)));
        assertThat(reading.unfit()).isEmpty();
        assertThat(reading.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true|true",
                "False|false",
                "~|null",
                "Null|null",
                "12|12",
                "-0|0",
                "+7|7",
                "1.0|1.0",
                "2.5e+3|2500",
                "y|\"y\"",
                "n|\"n\"",
                "oN|\"oN\"",
                "tRUE|\"tRUE\"",
                "1.2.3|\"1.2.3\"",
                "12345678901234567890|12345678901234567890",
                "<% 1 + 1 %>|\"<% 1 + 1 %>\""
            })
    void ordinaryWordsNeedNoNote(String word, String meant) {
        YamlText.Reading reading = YamlText.read("a: " + word);

        assertThat(reading.value()).isEqualTo(json("{\"a\": " + meant + "}"));
        assertThat(reading.notes()).isEmpty();
        assertThat(reading.unfit()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31",
                "2026-1-3 10:11:12",
                "2026-01-31T10:11:12Z",
                ".inf",
                "-.INF",
                ".nan",
                "=",
                "1.0e+999"
            })
    void whatJsonDoesNotHaveIsSaidWithItsPlace(String word) {
        YamlText.Reading reading = YamlText.read("x: 1\na:\n  - " + word);

        assertThat(reading.value()).isEqualTo(json("{\"x\": 1, \"a\": [\"" + word + "\"]}"));
        assertThat(reading.unfit())
                .singleElement()
                .satisfies(unfit -> assertThat(unfit.message()).contains(word, "quotes"))
                .satisfies(unfit -> assertThat(unfit.place()).isEqualTo(new Problem.Place(3, 5)));
    }

    @Test
    void keysAreTextsAsPythonWritesThemInJson() {
        assertThat(value("{1: a, on: b, ~: c, 1.50: d, x y: &k e, z: g, *k : f}"))
                .isEqualTo(json(
                        "{\"1\": \"a\", \"true\": \"b\", \"null\": \"c\", \"1.50\": \"d\", \"x y\": \"e\", \"z\": \"g\","
                                + " \"e\": \"f\"}"));
    }

    @Test
    void aKeyGivenTwiceIsAProblemAtTheSecond() {
        assertThat(YamlText.read("a:\n  b: 1\n  c: 2\n  b: 3\n").problems())
                .containsExactly(Problem.at("test_code", 4, 3, "the key b is given twice"));
    }

    @Test
    void anAliasIsTheValueItStandsFor() {
        assertThat(value("a: &x {n: [1, 2]}\nb: *x\nc: [*x, *x]"))
                .isEqualTo(json("{\"a\":{\"n\":[1,2]},\"b\":{\"n\":[1,2]},\"c\":[{\"n\":[1,2]},{\"n\":[1,2]}]}"));
    }

    @Test
    void whatIsMergedGivesWayToOwnMembersAndToWhatIsMergedBefore() {
        assertThat(
                        value(
                                "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  z: 3\n  <<: [*a, *b]\nd: {<<: *b}\ne: {'<<': 1}"))
                .isEqualTo(json("""
                        {"a":{"x":1,"y":1},"b":{"y":2,"z":2},"c":{"x":1,"y":1,"z":3},"d":{"y":2,"z":2},"e":{"<<":1}}"""));
        assertThat(YamlText.read("a: {<<: 1}").problems()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: *b|1|4|*b",
                "a: &b [*b]|1|8|*b",
                "a: !!python/object:os.system x|1|4|tag",
                "a: !!binary aGk=|1|4|tag",
                "a: !!omap [b: 1]|1|4|tag",
                "? [a]\\n: 1|1|3|key",
                "a: 1\\n--- \\nb: 2|2|1|one document",
                "a: [1|1|6|flow sequence",
                "a: 1\\n  b: 2|2|4|not YAML",
                "a: \u0007x|1|4|U+0007"
            })
    void whatCannotBeReadHasAPlace(String text, int line, int column, String words) {
        assertThat(YamlText.read(text.replace("\\n", "\n")).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).contains(words);
                    assertThat(problem.place()).isEqualTo(new Problem.Place(line, column));
                });
    }

    @Test
    void membersAreWhereTheirKeysAre() {
        YamlText.Reading reading =
                YamlText.read("tasks:\n  one:\n    next:\n      - do:\n          two\n      - three\n");

        assertThat(reading.places())
                .containsEntry("", new Problem.Place(1, 1))
                .containsEntry("tasks", new Problem.Place(1, 1))
                .containsEntry("tasks.one", new Problem.Place(2, 3))
                .containsEntry("tasks.one.next", new Problem.Place(3, 5))
                .containsEntry("tasks.one.next[0]", new Problem.Place(4, 9))
                .containsEntry("tasks.one.next[0].do", new Problem.Place(4, 9))
                .containsEntry("tasks.one.next[1]", new Problem.Place(6, 9));
    }

    @Test
    void fiftyLevelsAreReadAndFiftyOneAreNot() {
        assertThat(YamlText.read("[".repeat(50) + "]".repeat(50)).problems()).isEmpty();
        assertRefused("[".repeat(51) + "]".repeat(51), "deeper than 50");
        assertRefused("[".repeat(500_000), "deeper than 50");
        assertRefused("a: &a " + "[".repeat(30) + "]".repeat(30) + "\nb: " + "[".repeat(30) + "*a", "deeper than 50");
    }

    @Test
    void aBombIsRefusedWithoutBeingWrittenOut() {
        var lines = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            lines.append("a%d: &a%d [%s*a%d]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9), i - 1));
        }
        assertRefused(lines.toString(), "100000 values");
        assertRefused("a: &a " + "x".repeat(100_000) + "\nb: [" + "*a, ".repeat(90_000) + "]", "characters");
        assertRefused("[" + "1,".repeat(200_000) + "]", "100000 values");
    }

    @Test
    void longPathsCostNothing() {
        String key = "k".repeat(9_000);
        var text = new StringBuilder();
        for (int i = 0; i < 45; i++) {
            text.append("{? ").append(key).append(i).append(" : ");
        }
        text.append("[").append("1,".repeat(40_000)).append("]").append("}".repeat(45));

        assertThat(YamlText.read(text.toString()).problems()).isEmpty();
    }

    @Test
    void manyMistakesAreNotAllSaid() {
        assertThat(YamlText.read("a: 1\n".repeat(40_000)).problems()).hasSize(50);
        assertThat(YamlText.read("- yes\n".repeat(50_000)).notes()).hasSize(50);
    }

    @Test
    void whateverTheTextThereIsAnAnswer() {
        var random = new Random(20261123);
        String alphabet = "ab:-[]{}&*!|>'\"%@`#,? \n\t<0~=.y\u0085\u00e9";
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(40), 0, alphabet.length())
                    .mapToObj(at -> alphabet.substring(at, at + 1))
                    .collect(Collectors.joining());
            assertThatCode(() -> YamlText.read(text)).as(text).doesNotThrowAnyException();
        }
    }

    private static void assertRefused(String text, String words) {
        YamlText.Reading reading = YamlText.read(text);
        assertThat(reading.value()).isNull();
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(words);
            assertThat(problem.place()).isNotNull();
        });
    }

    private static JsonValue value(String text) {
        YamlText.Reading reading = YamlText.read(text);
        assertThat(reading.problems()).isEmpty();
        return Objects.requireNonNull(reading.value());
    }

    private static JsonValue json(String text) {
        return JsonText.parse(text);
    }
}
