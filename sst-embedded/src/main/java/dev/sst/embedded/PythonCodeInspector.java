package dev.sst.embedded;

import dev.sst.EngineUnavailableException;
import dev.sst.Problem;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.CodeShape;
import dev.sst.harness.AuthorCode;
import dev.sst.harness.HarnessFiles;
import dev.sst.json.JsonObject;
import dev.sst.spi.CodeInspector;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads code with the machine's own Python, which parses it and runs nothing of it, within bounds of time and memory. Where
 * that does not work, what was not checked is in the notes, and the shape of an action is what the text looks like. Thread-safe.
 */
public final class PythonCodeInspector implements CodeInspector {
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
        SourceReport report = read(text);
        return definition.type() == TestType.SENSOR
                ? SensorCode.inspection(definition.metadata(), report)
                : action(text, wanted(definition.metadata()), report);
    }

    private SourceReport read(String text) {
        try {
            Interpreter interpreter = interpreter();
            List<String> words =
                    List.of(interpreter.path().toString(), "-I", "-S", "-B", "-c", LIMITS + HarnessFiles.inspector());
            Command.Result result =
                    new Command(words, Map.of("LANG", "C.UTF-8")).run(text.getBytes(StandardCharsets.UTF_8), PATIENCE);
            return SourceReport.of(result, interpreter, PATIENCE);
        } catch (EngineUnavailableException e) {
            return SourceReport.unread(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return SourceReport.unread("Python could not be started: " + e.getMessage());
        }
    }

    private static CodeInspection action(String text, @Nullable CodeShape wanted, SourceReport report) {
        if (!report.read()) {
            CodeShape looks = LOOKS_LIKE_A_CLASS.matcher(text).find() ? CodeShape.ACTION_CLASS : CodeShape.SCRIPT;
            return new CodeInspection(wanted != null ? wanted : looks, "", List.of(), report.notes());
        }
        CodeShape shape = wanted != null ? wanted : shapeIn(report.answer());
        List<Problem> problems = new ArrayList<>(report.syntaxProblems());
        if (problems.isEmpty() && shape == CodeShape.ACTION_CLASS) {
            problems.addAll(classProblems(report));
        }
        return new CodeInspection(shape, report.grammar(), problems, report.notes());
    }

    private Interpreter interpreter() {
        Interpreter known = found;
        if (known == null || !known.path().toFile().canExecute()) {
            known = Interpreter.find(python, searchPath);
            found = known;
        }
        return known;
    }

    private static List<Problem> classProblems(SourceReport report) {
        if (report.answer().text("class_name").isPresent()) {
            return List.of();
        }
        List<String> unfinished = report.texts("abstract");
        return List.of(Problem.of(
                SourceReport.FIELD,
                unfinished.isEmpty()
                        ? "there is no class with run() that derives from st2common.runners.base_action.Action"
                        : "no class can be instantiated: " + String.join(", ", unfinished)
                                + " leave abstract methods open"));
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
}
