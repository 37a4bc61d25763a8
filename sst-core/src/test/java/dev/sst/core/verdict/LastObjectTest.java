package dev.sst.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastObjectTest {

    private static final String NONE = null;

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("nothing", "", NONE),
                Arguments.of("no JSON", "hello\nworld\n", NONE),
                Arguments.of("one object", "{\"a\":1}", "{\"a\":1}"),
                Arguments.of("an empty object", "{}\n", "{}"),
                Arguments.of("the last of several", "{\"a\":1}\n{\"a\":2}\nbye\n", "{\"a\":2}"),
                Arguments.of("over several lines", "x\n{\n \"a\": [\n1]\n}\ny", "{\n \"a\": [\n1]\n}"),
                Arguments.of("not at the start of a line", "say {\"a\":1}\n", NONE),
                Arguments.of("indented", " {\"a\":1}\n", NONE),
                Arguments.of("not at the end of a line", "{\"a\":1} done\n", NONE),
                Arguments.of("blanks behind it", "{\"a\":1} \t\r\nx", "{\"a\":1}"),
                Arguments.of("two on one line", "{\"a\":1}{\"a\":2}\n", NONE),
                Arguments.of("inside an array", "[\n{\"a\":1}\n]\n", NONE),
                Arguments.of("inside an object", "{\"x\":\n{\"a\":1}\n}\n", "{\"x\":\n{\"a\":1}\n}"),
                Arguments.of("inside an object that is followed by text", "{\"x\":\n{\"a\":1}\n} y\n", NONE),
                Arguments.of("before an array", "{\"a\":1}\n[1, 2]\n", "{\"a\":1}"),
                Arguments.of("a log line with a bracket", "[INFO] x\n{\"a\":1}\n", "{\"a\":1}"),
                Arguments.of("a bracket alone above it", "[\n{\"a\":1}\nbye\n", "{\"a\":1}"),
                Arguments.of("a brace that begins no JSON", "{ oops\n{\"a\":1}\n", "{\"a\":1}"),
                Arguments.of("a Python literal below it", "{\"a\":1}\n{'b': 2}\n", "{\"a\":1}"),
                Arguments.of("no JSON on its second line", "{\"a\":1,\n{\"b\":2}\n", "{\"b\":2}"),
                Arguments.of(
                        "NaN and Infinity", "{\"a\":[NaN,Infinity,-Infinity]}", "{\"a\":[NaN,Infinity,-Infinity]}"),
                Arguments.of("True is no JSON", "{\"a\": True}\n", NONE),
                Arguments.of("a leading zero is no JSON", "{\"a\":01}\n", NONE),
                Arguments.of("a trailing comma is no JSON", "{\"a\":1,}\n", NONE),
                Arguments.of("an escape that is none", "{\"a\":\"\\x\"}\n", NONE),
                Arguments.of(
                        "escapes and surrogates",
                        "{\"a\":\"\\u00e9\\ud83d\\\"}{\"}",
                        "{\"a\":\"\\u00e9\\ud83d\\\"}{\"}"),
                Arguments.of("numbers", "{\"a\":[-0,0.5e-7,1E+3]}", "{\"a\":[-0,0.5e-7,1E+3]}"),
                Arguments.of("a carriage return is no line end", "50%\r{\"a\":1}\n", NONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void theLastObjectThatStandsOnItsOwnIsFound(String name, String text, String expected) {
        var search = LastObject.in(text);

        assertThat(search.place()
                        .map(place -> text.substring(place.begin(), place.end()))
                        .orElse(NONE))
                .isEqualTo(expected);
        assertThat(search.cutOff()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}\n{\"status\": \"fai",
                "{\"a\":1}\n{\"status\": \"fai\n",
                "{\"status\": \"failed\", \"n\": 1\n",
                "{\"status\": tru\nKilled\n",
                "{\"status\":\n",
                "{\n  \"status\": \"fai",
                "{\"status\": \"failed\",\nDone.\n",
                "{\"outer\":\n{\"status\":\"success\"}\n",
                "{\"outer\":\n{\"status\":\"success\"}\nbye\n",
                "[\n{\"status\":\"success\"}\n",
                "{\"a\":1}\n{\"b\""
            })
    void whatBeginsLikeAnObjectAndBreaksOffIsCutOff(String text) {
        assertThat(LastObject.in(text).cutOff()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\": \"fai\n{\"a\":1}\n",
                "{\"status\": nope}\n",
                "{\"a\":1}\n{\n",
                "{\"a\":1}\n[1,\n",
                "{'a': 1\n"
            })
    void whatIsNoObjectOrIsFollowedByOneIsNotCutOff(String text) {
        assertThat(LastObject.in(text).cutOff()).isFalse();
    }

    @Test
    void theDepthIsThatOfTheObjectAlone() {
        assertThat(LastObject.in("{}").place().orElseThrow().depth()).isEqualTo(1);
        assertThat(LastObject.in("[[[[]]]]\n{\"a\":[{},1]}")
                        .place()
                        .orElseThrow()
                        .depth())
                .isEqualTo(3);
    }

    static Stream<Arguments> hostileTexts() {
        int size = 1 << 20;
        return Stream.of(
                Arguments.of("braces", "{".repeat(size)),
                Arguments.of("braces on lines", "{\n".repeat(size / 2)),
                Arguments.of("brackets on lines", "[\n".repeat(size / 2)),
                Arguments.of("nested objects on lines", "{\"a\":\n".repeat(size / 6)),
                Arguments.of("an array of objects without end", "[\n" + "{\"a\":1},\n".repeat(size / 9)),
                Arguments.of("arrays that break", ("[" + "1,\n".repeat(100) + "x\n").repeat(size / 303)),
                Arguments.of("objects in arrays that break", "[{},\n".repeat(size / 5)),
                Arguments.of("nesting that breaks at its end", "{\"a\":\n".repeat(size / 6) + "x"),
                Arguments.of("nesting that closes", "[\n".repeat(size / 4) + "]\n".repeat(size / 4)),
                Arguments.of("blanks", "{" + " ".repeat(size)),
                Arguments.of("blank lines", "{\n" + "\n".repeat(size)),
                Arguments.of("blanks between closing braces", "{\"a\":\n".repeat(1000) + "1" + "}   ".repeat(1000)),
                Arguments.of("an unfinished string", "{\"" + "a".repeat(size)),
                Arguments.of("unfinished strings on lines", "{\"aaaa\n".repeat(size / 7)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileTexts")
    void theWorkIsLinearForHostileTexts(String name, String text) {
        assertThat(LastObject.in(text).steps()).isLessThan(8L * text.length() + 1000);
    }

    /** Pieces put together at random; whatever comes out, the work stays linear and what is found stands on lines of its own. */
    @Test
    void theWorkIsLinearForTextsMadeByChance() {
        String[] pieces = {
            "{", "}", "[", "]", "\"", "\n", ",", ":", " ", "{\"a\":", "1", "null", "\\", "text", "\"b\"", "{}\n", "[\n",
            "\r"
        };
        for (int seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int i = random.nextInt(200); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            var search = LastObject.in(text.toString());
            assertThat(search.steps()).as("seed " + seed).isLessThan(8L * text.length() + 100);
            search.place().ifPresent(place -> {
                assertThat(place.begin() == 0 || text.charAt(place.begin() - 1) == '\n')
                        .isTrue();
                assertThat(text.substring(place.end()).lines().findFirst().orElse(""))
                        .isBlank();
            });
        }
    }
}
