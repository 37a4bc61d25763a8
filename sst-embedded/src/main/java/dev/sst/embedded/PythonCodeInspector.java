package dev.sst.embedded;

import dev.sst.EngineUnavailableException;
import dev.sst.Problem;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.CodeShape;
import dev.sst.harness.AuthorCode;
import dev.sst.harness.HarnessFiles;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import dev.sst.spi.CodeInspector;
import dev.sst.test.TestDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads code with the machine's own Python, which parses it and runs nothing of it, within bounds of time and memory. Where
 * that does not work, what was not checked is in the notes, and the shape is what the text looks like. Thread-safe.
 */
public final class PythonCodeInspector implements CodeInspector {
    private static final String FIELD = "test_code";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Sources made to hurt a parser end with this, and nothing else does. */
    private static final String LIMITS =
            "import resource\nfor _r, _v in ((resource.RLIMIT_AS, 1 << 30), (resource.RLIMIT_CPU, 8)):\n"
                    + "    try:\n        resource.setrlimit(_r, (_v, _v))\n    except (ValueError, OSError):\n        pass\n";

    private static final Pattern LOOKS_LIKE_A_CLASS =
            Pattern.compile("^class\\s+\\w+\\s*\\([^)]*Action", Pattern.MULTILINE);

    private final String python;
    private final String searchPath;
    private volatile @Nullable Interpreter found;

    /**
     * @param python the interpreter: a name to be looked up, or a path
     * @param searchPath where it is looked up: folders between colons
     */
    public PythonCodeInspector(String python, String searchPath) {
        this.python = Objects.requireNonNull(python, "python");
        this.searchPath = Objects.requireNonNull(searchPath, "searchPath");
    }

    /** With the interpreter of these settings. */
    public PythonCodeInspector(EmbeddedSettings settings) {
        this(settings.python(), settings.searchPath());
    }

    @Override
    public CodeInspection inspect(TestDefinition definition) {
        String code = definition.code();
        if (code == null) {
            throw new IllegalArgumentException("test " + definition.name() + " has no code to read");
        }
        String text = AuthorCode.deployed(code, CodeShape.ACTION_CLASS);
        CodeShape wanted = wanted(definition.metadata());
        try {
            return read(text, wanted);
        } catch (EngineUnavailableException e) {
            return unread(text, wanted, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return unread(text, wanted, "Python could not be started: " + e.getMessage());
        }
    }

    private CodeInspection read(String text, @Nullable CodeShape wanted) throws IOException {
        Interpreter interpreter = interpreter();
        List<String> words =
                List.of(interpreter.path().toString(), "-I", "-S", "-B", "-c", LIMITS + HarnessFiles.inspector());
        Command.Result result =
                new Command(words, Map.of("LANG", "C.UTF-8")).run(text.getBytes(StandardCharsets.UTF_8), PATIENCE);
        JsonObject answer = answer(result);
        if (answer == null) {
            return unread(
                    text,
                    wanted,
                    result.finished()
                            ? "reading it ended with: " + result.lastWords()
                            : "reading it took longer than " + PATIENCE.toSeconds() + " s");
        }
        CodeShape shape = wanted != null ? wanted : shapeIn(answer);
        List<Problem> problems = new ArrayList<>(syntaxProblems(answer));
        if (problems.isEmpty() && shape == CodeShape.ACTION_CLASS) {
            problems.addAll(classProblems(answer));
        }
        return new CodeInspection(shape, "Python " + interpreter.version(), problems, notes(answer));
    }

    private Interpreter interpreter() {
        Interpreter known = found;
        if (known == null || !known.path().toFile().canExecute()) {
            known = Interpreter.find(python, searchPath);
            found = known;
        }
        return known;
    }

    private static @Nullable JsonObject answer(Command.Result result) {
        try {
            return result.succeeded() && JsonText.parse(result.output()) instanceof JsonObject object ? object : null;
        } catch (JsonTextException e) {
            return null;
        }
    }

    private static List<Problem> syntaxProblems(JsonObject answer) {
        return items(answer, "problems")
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(problem -> Problem.at(
                        FIELD,
                        number(problem, "line"),
                        number(problem, "column"),
                        problem.text("message").orElse("it does not parse")))
                .toList();
    }

    private static List<Problem> classProblems(JsonObject answer) {
        if (answer.text("class_name").isPresent()) {
            return List.of();
        }
        List<String> unfinished = items(answer, "abstract")
                .filter(JsonString.class::isInstance)
                .map(name -> ((JsonString) name).value())
                .toList();
        return List.of(Problem.of(
                FIELD,
                unfinished.isEmpty()
                        ? "there is no class with run() that derives from st2common.runners.base_action.Action"
                        : "no class can be instantiated: " + String.join(", ", unfinished)
                                + " leave abstract methods open"));
    }

    private static List<Problem> notes(JsonObject answer) {
        String interpreter = answer.text("interpreter").orElse("python3");
        return interpreter.startsWith("python")
                ? List.of()
                : List.of(Problem.of(FIELD, "is run by " + interpreter + " and was not checked: only Python is"));
    }

    private static CodeInspection unread(String text, @Nullable CodeShape wanted, String why) {
        CodeShape looks = LOOKS_LIKE_A_CLASS.matcher(text).find() ? CodeShape.ACTION_CLASS : CodeShape.SCRIPT;
        return new CodeInspection(
                wanted != null ? wanted : looks,
                "",
                List.of(),
                List.of(Problem.of(FIELD, "syntax and classes were not checked: " + why)));
    }

    private static CodeShape shapeIn(JsonObject answer) {
        return answer.text("shape").filter("class"::equals).isPresent() ? CodeShape.ACTION_CLASS : CodeShape.SCRIPT;
    }

    /** What the author says it is, in the contract's words or in the names of StackStorm's runners. */
    private static @Nullable CodeShape wanted(JsonObject metadata) {
        return switch (metadata.text("runner").orElse("")) {
            case "shell", "local-shell-script" -> CodeShape.SCRIPT;
            case "python", "python-script" -> CodeShape.ACTION_CLASS;
            default -> null;
        };
    }

    private static Stream<JsonValue> items(JsonObject answer, String name) {
        return answer.get(name).orElse(null) instanceof JsonArray array ? array.items().stream() : Stream.empty();
    }

    /** A place from 1; the beginning when the parser knows no better. */
    private static int number(JsonObject problem, String name) {
        return problem.get(name).orElse(null) instanceof JsonNumber number
                        && number.value().compareTo(BigDecimal.ONE) > 0
                        && number.value().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) < 0
                ? number.value().intValue()
                : 1;
    }
}
