package dev.sst.stackstorm;

import dev.sst.deployment.CodeShape;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an action declares: the harness's one parameter, and beside it those of the test by name, type and description, so that
 * it can be run by hand in StackStorm. Nothing else of them: a default would be rendered as a template, {@code required} would
 * refuse our own runs, and a name that the runner knows would configure the runner. Pure.
 */
final class NaturalParameters {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");
    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "array", "object", "null");
    private static final Set<String> SCRIPT_RUNNER =
            Set.of("cwd", "env", "kwarg_op", "sudo", "sudo_password", "timeout", "debug", "content_version", "cmd");
    private static final Set<String> PYTHON_RUNNER = Set.of("env", "timeout", "log_level", "debug", "content_version");

    private NaturalParameters() {}

    static JsonObject declared(JsonObject parameters, CodeShape shape) {
        Set<String> reserved = shape == CodeShape.SCRIPT ? SCRIPT_RUNNER : PYTHON_RUNNER;
        boolean schemas = schemas(parameters);
        var declared = JsonObject.builder().put(RunStart.PARAMETER, ofHarness().build());
        parameters.members().forEach((name, value) -> {
            if (NAME.matcher(name).matches() && !reserved.contains(name) && !name.equals(RunStart.PARAMETER)) {
                declared.put(
                        name,
                        schemas
                                ? schema((JsonObject) value)
                                : typed(type(value)).build());
            }
        });
        return declared.build();
    }

    /** How the harness's one parameter is declared. */
    static JsonObject.Builder ofHarness() {
        return JsonObject.builder()
                .put("type", "string")
                .put("secret", true)
                .put("description", "All values of a run by the test framework, in one opaque text.");
    }

    /** The names of those declared secret. */
    static Set<String> secrets(JsonObject parameters) {
        return schemas(parameters)
                ? parameters.members().keySet().stream()
                        .filter(name -> LiveAction.secret(parameters, name))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** The values that are declared: the defaults of schemas, or all when there are none. */
    static JsonObject values(JsonObject parameters) {
        if (!schemas(parameters)) {
            return parameters;
        }
        var values = JsonObject.builder();
        parameters
                .members()
                .forEach((name, schema) ->
                        ((JsonObject) schema).get("default").ifPresent(value -> values.put(name, value)));
        return values.build();
    }

    /** The contract's rule: every value is an object whose {@code type} names a JSON type. */
    private static boolean schemas(JsonObject parameters) {
        return !parameters.isEmpty()
                && parameters.members().values().stream()
                        .allMatch(value -> value instanceof JsonObject object
                                && object.text("type").filter(TYPES::contains).isPresent());
    }

    private static JsonObject schema(JsonObject given) {
        var schema = typed(given.text("type").filter(type -> !type.equals("null")));
        given.text("description").ifPresent(text -> schema.put("description", plain(text)));
        if (given.get("secret").equals(Optional.of(JsonBoolean.TRUE))) {
            schema.put("secret", true);
        }
        return schema.build();
    }

    private static JsonObject.Builder typed(Optional<String> type) {
        return JsonObject.builder().put("type", type.orElse("string"));
    }

    /** A description is shown only, and must not be long. */
    private static String plain(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500);
    }

    private static Optional<String> type(JsonValue value) {
        return switch (value.kind()) {
            case NULL -> Optional.empty();
            case BOOLEAN -> Optional.of("boolean");
            case NUMBER ->
                Optional.of(((JsonNumber) value).value().stripTrailingZeros().scale() <= 0 ? "integer" : "number");
            case STRING -> Optional.of("string");
            case ARRAY -> Optional.of("array");
            case OBJECT -> Optional.of("object");
        };
    }
}
