package dev.sst.embedded;

import dev.sst.Problem;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What {@code sst_inspect.py} said of a source.
 *
 * @param answer its answer; empty when it gave none
 * @param grammar whose grammar it was read with, {@code Python 3.11.7}; empty when it was not read
 * @param unread why there is no answer; empty when there is one
 */
record SourceReport(JsonObject answer, String grammar, String unread) {
    /** The field all problems are about. */
    static final String FIELD = "test_code";

    SourceReport {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(grammar, "grammar");
        Objects.requireNonNull(unread, "unread");
    }

    static SourceReport of(Command.Result result, Interpreter interpreter, Duration patience) {
        try {
            if (result.succeeded() && JsonText.parse(result.output()) instanceof JsonObject answer) {
                return new SourceReport(answer, "Python " + interpreter.version(), "");
            }
        } catch (JsonTextException e) {
            return unread("reading it gave no answer: " + e.getMessage());
        }
        return unread(
                result.finished()
                        ? "reading it ended with: " + result.lastWords()
                        : "reading it took longer than " + patience.toSeconds() + " s");
    }

    static SourceReport unread(String why) {
        return new SourceReport(JsonObject.empty(), "", why);
    }

    boolean read() {
        return unread.isEmpty();
    }

    /** Why it does not parse, with places. */
    List<Problem> syntaxProblems() {
        return objects("problems").stream()
                .map(problem -> Problem.at(
                        FIELD,
                        place(problem, "line"),
                        place(problem, "column"),
                        problem.text("message").orElse("it does not parse")))
                .toList();
    }

    /** What was not checked, and why. */
    List<Problem> notes() {
        if (!read()) {
            return List.of(Problem.of(FIELD, "syntax and classes were not checked: " + unread));
        }
        String interpreter = answer.text("interpreter").orElse("python3");
        return interpreter.startsWith("python")
                ? List.of()
                : List.of(Problem.of(FIELD, "is run by " + interpreter + " and was not checked: only Python is"));
    }

    List<JsonObject> objects(String name) {
        return items(answer, name)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    List<String> texts(String name) {
        return texts(answer, name);
    }

    static List<String> texts(JsonObject holder, String name) {
        return items(holder, name)
                .filter(JsonString.class::isInstance)
                .map(item -> ((JsonString) item).value())
                .toList();
    }

    private static Stream<JsonValue> items(JsonObject holder, String name) {
        return holder.get(name).orElse(null) instanceof JsonArray array ? array.items().stream() : Stream.empty();
    }

    /** A place from 1; the beginning when the parser knows no better. */
    private static int place(JsonObject problem, String name) {
        return problem.get(name).orElse(null) instanceof JsonNumber number
                        && number.value().compareTo(BigDecimal.ONE) > 0
                        && number.value().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) < 0
                ? number.value().intValue()
                : 1;
    }
}
