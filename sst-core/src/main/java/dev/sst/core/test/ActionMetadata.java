package dev.sst.core.test;

import dev.sst.Problem;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code metadata} of an action test.
 *
 * @param runner which runner it is for; {@code null} when the code tells
 * @param environment added to the environment of the test
 * @param requirements what its virtual environment needs, as pip reads it
 * @param config the pack's configuration, for {@code self.config}
 * @param passToken whether a script may see StackStorm's token
 */
public record ActionMetadata(
        @Nullable Runner runner,
        Map<String, String> environment,
        List<String> requirements,
        JsonObject config,
        boolean passToken) {

    /** What may stand in it. */
    public static final Set<String> KEYS = Set.of("runner", "environment", "requirements", "config", "pass_token");

    private static final String FIELD = "metadata.";
    private static final int MAX_VARIABLES = 100;
    private static final int MAX_REQUIREMENTS = 100;
    private static final int MAX_VALUE = 32 * 1024;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private static final int MAX_REQUIREMENT = 300;
    private static final String VERSION = "(?:===|[=~!<>]=|[<>]) *[A-Za-z0-9.*+!_-]+";
    private static final String VERSIONS = VERSION + "(?: *, *" + VERSION + ")*";

    /**
     * A package with extras, versions, a marker or a url, by the grammar of PEP 508 but for what a marker says; never an option of
     * pip.
     */
    private static final Pattern REQUIREMENT = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
            + " *(?:\\[[A-Za-z0-9._, -]*\\])?"
            + " *(?:@ *[!-~]+(?: +;[ -~]+)?|(?:" + VERSIONS + "|\\( *" + VERSIONS + " *\\))?(?: *;[ -~]+)?) *");

    /** The two kinds of runner for which action tests are made. */
    public enum Runner {
        SHELL,
        PYTHON;

        /** By its name in the contract, or StackStorm's name of the runner itself. */
        static Optional<Runner> named(String name) {
            return switch (name) {
                case "shell", "local-shell-script" -> Optional.of(SHELL);
                case "python", "python-script" -> Optional.of(PYTHON);
                default -> Optional.empty();
            };
        }
    }

    public ActionMetadata {
        environment = Map.copyOf(environment);
        requirements = List.copyOf(requirements);
    }

    /** What that metadata says; it has no {@link #problems}. */
    public static ActionMetadata of(JsonObject metadata) {
        Map<String, String> environment = new LinkedHashMap<>();
        object(metadata, "environment").members().forEach((name, value) -> {
            if (value instanceof JsonString text) {
                environment.put(name, text.value());
            }
        });
        return new ActionMetadata(
                metadata.text("runner").flatMap(Runner::named).orElse(null),
                environment,
                array(metadata, "requirements").items().stream()
                        .filter(JsonString.class::isInstance)
                        .map(item -> ((JsonString) item).value())
                        .toList(),
                object(metadata, "config"),
                metadata.get("pass_token").filter(JsonBoolean.TRUE::equals).isPresent());
    }

    /** What is wrong with the known keys of that metadata. */
    static List<Problem> problems(JsonObject metadata) {
        var problems = new Problems();
        metadata.get("runner")
                .filter(value -> !(value instanceof JsonString name
                        && Runner.named(name.value()).isPresent()))
                .ifPresent(value -> problems.add(FIELD + "runner", "must be shell or python"));
        metadata.get("config")
                .filter(value -> !(value instanceof JsonObject))
                .ifPresent(value -> problems.add(FIELD + "config", "must be an object"));
        metadata.get("pass_token")
                .filter(value -> !(value instanceof JsonBoolean))
                .ifPresent(value -> problems.add(FIELD + "pass_token", "must be true or false"));
        metadata.get("environment").ifPresent(value -> environment(value, problems));
        problems.addAll(requirementProblems(metadata));
        return problems.list();
    }

    /** What is wrong with the {@code requirements} of that metadata, an action's or a sensor's. */
    static List<Problem> requirementProblems(JsonObject metadata) {
        var problems = new Problems();
        metadata.get("requirements").ifPresent(value -> requirements(value, problems));
        return problems.list();
    }

    private static void environment(JsonValue value, Problems problems) {
        String field = FIELD + "environment";
        if (!(value instanceof JsonObject variables) || variables.members().size() > MAX_VARIABLES) {
            problems.add(field, "must be an object of at most " + MAX_VARIABLES + " variables");
            return;
        }
        variables.members().forEach((name, content) -> {
            if (!VARIABLE.matcher(name).matches()) {
                problems.add(field, "has a name that is none of a variable: letters, digits and _ are");
            } else if (name.startsWith("SST_") || name.startsWith("ST2_ACTION_")) {
                problems.add(field + "." + name, "is set by the framework: choose another name");
            } else if (!(content instanceof JsonString text)) {
                problems.add(field + "." + name, "must be a text");
            } else if (text.value().length() > MAX_VALUE) {
                problems.add(field + "." + name, "must have at most " + MAX_VALUE + " characters");
            } else {
                Texts.value(text.value()).ifPresent(why -> problems.add(field + "." + name, why));
            }
        });
    }

    private static void requirements(JsonValue value, Problems problems) {
        String field = FIELD + "requirements";
        if (!(value instanceof JsonArray list) || list.size() > MAX_REQUIREMENTS) {
            problems.add(field, "must be an array of at most " + MAX_REQUIREMENTS + " texts");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            boolean good = list.items().get(i) instanceof JsonString text
                    && text.value().length() <= MAX_REQUIREMENT
                    && REQUIREMENT.matcher(text.value()).matches();
            problems.addIf(
                    !good, field + "[" + i + "]", "must be a requirement as pip reads it, name==1.0, and no option");
        }
    }

    private static JsonObject object(JsonObject metadata, String key) {
        return metadata.get(key).orElse(JsonObject.empty()) instanceof JsonObject object ? object : JsonObject.empty();
    }

    private static JsonArray array(JsonObject metadata, String key) {
        return metadata.get(key).orElse(JsonArray.of()) instanceof JsonArray array ? array : JsonArray.of();
    }
}
