package dev.sst.core.parameters;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.core.schema.Depth;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.Input;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.WholeNumbers;
import dev.sst.test.TestType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters a test declares in {@code test_parameters}: plain values, or StackStorm parameter schemas, which it is when
 * there is at least one and every value is an object whose {@code type} names a JSON type. Immutable, thread-safe.
 */
public final class Parameters {
    /** The field that problems of a declaration name. */
    public static final String DECLARED = "test_parameters";

    /** The field that problems of given values name. */
    public static final String GIVEN = "parameters";

    /** What a plain script can be given, in bytes of JSON: the kernel's limit for one argument leaves no more. */
    public static final int MAX_SCRIPT_BYTES = 64 * 1024;

    /** What a class, or content that was there before us, can be given, in bytes of JSON. */
    public static final int MAX_CLASS_BYTES = 512 * 1024;

    /** How deep values for rules and workflows may nest. */
    public static final int MAX_DEPTH_IN_STACKSTORM = 50;

    private static final int MAX_NAME = 100;
    private static final Pattern NAME = Pattern.compile("\\w+");

    private final JsonObject declared;
    private final Map<String, ParameterSchema> schemas;

    private Parameters(JsonObject declared, Map<String, ParameterSchema> schemas) {
        this.declared = declared;
        this.schemas = schemas;
    }

    /**
     * The values of one execution.
     *
     * @param secrets the names of those that must be shown nowhere
     */
    public record Resolved(JsonObject values, Set<String> secrets) {
        public Resolved {
            secrets = Set.copyOf(secrets);
        }

        /** Without the values: they may be secret. */
        @Override
        public String toString() {
            return "Resolved[" + values.members().keySet() + "]";
        }
    }

    /** What that declaration means; it may have problems. */
    public static Parameters of(JsonObject declared) {
        boolean schemas =
                !declared.isEmpty() && declared.members().values().stream().allMatch(ParameterSchema::looksLikeOne);
        Map<String, ParameterSchema> byName = new LinkedHashMap<>();
        if (schemas) {
            declared.members().forEach((name, schema) -> byName.put(name, new ParameterSchema((JsonObject) schema)));
        }
        return new Parameters(declared, byName);
    }

    /** Whether they are declared by schemas. */
    public boolean bySchemas() {
        return !schemas.isEmpty();
    }

    /** The names of those declared secret. */
    public Set<String> secrets() {
        return schemas.entrySet().stream()
                .filter(entry -> entry.getValue().secret())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Everything that is wrong with the declaration; a required parameter without a value is not, it can be given later. */
    public List<Problem> problems() {
        if (Depth.of(declared) > JsonText.MAX_DEPTH) {
            return List.of(Problem.of(DECLARED, "must not nest deeper than " + JsonText.MAX_DEPTH));
        }
        List<Problem> problems = new ArrayList<>();
        declared.members().keySet().stream()
                .filter(name -> !validName(name))
                .forEach(name -> problems.add(Problem.of(
                        DECLARED, "the name " + shown(name) + " must be 1 to " + MAX_NAME + " letters, digits and _")));
        schemas.forEach((name, schema) ->
                schema.problems().forEach(text -> problems.add(Problem.of(DECLARED + "." + printable(name), text))));
        problems.addAll(tooLarge(DECLARED, defaults(), null));
        return problems;
    }

    /** What is wrong with the declared values for code of that shape, beyond {@link #problems}: a script can be given less. */
    public List<Problem> tooLargeFor(@Nullable CodeShape shape) {
        return shape == CodeShape.SCRIPT ? tooLarge(DECLARED, defaults(), shape) : List.of();
    }

    /**
     * What is wrong with values for rules and workflows: StackStorm's services have crashed on values nested deeper, and answer
     * 500 to whole numbers that their database cannot keep.
     */
    public List<Problem> unfitForStackStorm() {
        return unfit(DECLARED, defaults());
    }

    private static List<Problem> unfit(String field, JsonObject values) {
        List<Problem> problems = new ArrayList<>();
        values.members().forEach((name, value) -> {
            if (Depth.of(value) > MAX_DEPTH_IN_STACKSTORM) {
                problems.add(Problem.of(
                        field + "." + printable(name), "must not nest deeper than " + MAX_DEPTH_IN_STACKSTORM));
            } else if (WholeNumbers.beyond64Bits(value)) {
                problems.add(Problem.of(
                        field + "." + printable(name),
                        "must not have whole numbers of more than 64 bits: StackStorm cannot keep them"));
            }
        });
        return problems;
    }

    /**
     * The values of an execution: the declared ones, overridden by those given. {@code null} given overrides a default. A
     * parameter that has no value is left out.
     *
     * @throws InvalidInputException with everything that is wrong with what is given
     */
    public Resolved resolve(JsonObject overrides) {
        return resolve(overrides, null, List.of(), List.of());
    }

    /**
     * The same, for what is live. It may take more than the test declares, and need it. The shape of its code limits the size,
     * and StackStorm's services, which read the values of anything but an action, the depth.
     */
    public Resolved resolve(JsonObject overrides, Deployment live) {
        return resolve(
                overrides,
                live.shape(),
                live.inputs(),
                live.type() == TestType.ACTION ? List.of() : unfit(GIVEN, overrides));
    }

    private Resolved resolve(JsonObject overrides, @Nullable CodeShape shape, List<Input> inputs, List<Problem> more) {
        if (Depth.of(overrides) > JsonText.MAX_DEPTH) {
            throw new InvalidInputException(GIVEN, "must not nest deeper than " + JsonText.MAX_DEPTH);
        }
        List<Problem> problems = new ArrayList<>(more);
        Set<String> beside = inputs.stream().map(Input::name).collect(Collectors.toCollection(LinkedHashSet::new));
        overrides
                .members()
                .forEach((name, value) -> misfits(name, value, beside)
                        .forEach(text -> problems.add(Problem.of(GIVEN + "." + printable(name), text))));
        JsonObject values =
                JsonObject.builder().putAll(defaults()).putAll(overrides).build();
        Set<String> missing = new LinkedHashSet<>();
        schemas.forEach((name, schema) -> {
            if (schema.mustBeGiven() && overrides.get(name).isEmpty()) {
                missing.add(name);
            }
        });
        inputs.stream()
                .filter(input -> input.required() && values.get(input.name()).isEmpty())
                .map(Input::name)
                .forEach(missing::add);
        missing.forEach(
                name -> problems.add(Problem.of(GIVEN + "." + printable(name), "is required and has no value")));
        problems.addAll(tooLarge(GIVEN, values, shape));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new Resolved(values, secrets());
    }

    /** @param beside names that need no declaration */
    private List<String> misfits(String name, JsonValue value, Set<String> beside) {
        if (declared.get(name).isEmpty()) {
            return beside.contains(name) ? List.of() : List.of("is no parameter of the test" + known(beside));
        }
        ParameterSchema schema = schemas.get(name);
        return schema == null ? List.of() : schema.misfits(value);
    }

    private String known(Set<String> beside) {
        Set<String> names = new LinkedHashSet<>(declared.members().keySet());
        names.addAll(beside);
        return names.isEmpty() ? ", which has none" : "; it has " + String.join(", ", names);
    }

    /** The values that are declared: those of the schemas that have one, or all when there are none. */
    public JsonObject defaults() {
        if (schemas.isEmpty()) {
            return declared;
        }
        var defaults = JsonObject.builder();
        schemas.forEach((name, schema) -> schema.defaultValue().ifPresent(value -> defaults.put(name, value)));
        return defaults.build();
    }

    private static List<Problem> tooLarge(String field, JsonObject values, @Nullable CodeShape shape) {
        int most = shape == CodeShape.SCRIPT ? MAX_SCRIPT_BYTES : MAX_CLASS_BYTES;
        int bytes = JsonText.writeBytes(values).length;
        return bytes <= most
                ? List.of()
                : List.of(Problem.of(
                        field, "have " + bytes + " bytes as JSON together, at most " + most + " can be handed over"));
    }

    private static boolean validName(String name) {
        return name.length() <= MAX_NAME && NAME.matcher(name).matches();
    }

    /** A name that is none does not become part of a field's path. */
    private static String printable(String name) {
        return validName(name) ? name : shown(name);
    }

    private static String shown(String name) {
        String safe = name.replaceAll("[^\\p{Graph} ]", "?");
        return '"' + (safe.length() <= MAX_NAME ? safe : safe.substring(0, MAX_NAME) + "…") + '"';
    }
}
