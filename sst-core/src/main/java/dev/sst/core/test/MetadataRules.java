package dev.sst.core.test;

import dev.sst.Problem;
import dev.sst.core.parameters.Draft4;
import dev.sst.core.schema.Depth;
import dev.sst.core.schema.JsonSchema;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.test.HelperAction;
import dev.sst.test.TestType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What {@code metadata} may hold, which depends on the type of the test. A key that is not known is a problem. */
final class MetadataRules {
    private static final String FIELD = "metadata";
    private static final int MAX_BYTES = 128 * 1024;
    private static final int MAX_TRIGGER_TYPES = 20;
    private static final BigDecimal MAX_QUIET_SECONDS = BigDecimal.valueOf(600);

    /** StackStorm refuses to register a sensor that polls more often. */
    private static final BigDecimal MIN_POLL_INTERVAL = BigDecimal.valueOf(4);

    private static final BigDecimal MAX_POLL_INTERVAL = BigDecimal.valueOf(86_400);
    private static final Pattern TRIGGER_NAME = Pattern.compile("\\w[\\w.-]{0,99}");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w{0,99}");

    private final JsonObject metadata;
    private final Problems problems = new Problems();

    private MetadataRules(JsonObject metadata) {
        this.metadata = metadata;
    }

    static List<Problem> check(TestType type, JsonObject metadata) {
        if (Depth.of(metadata) > JsonText.MAX_DEPTH) {
            return List.of(Problem.of(FIELD, "must not nest deeper than " + JsonText.MAX_DEPTH));
        }
        int bytes = JsonText.writeBytes(metadata).length;
        if (bytes > MAX_BYTES) {
            return List.of(Problem.of(FIELD, "must have at most " + MAX_BYTES + " bytes as JSON, has " + bytes));
        }
        return new MetadataRules(metadata).check(type);
    }

    private List<Problem> check(TestType type) {
        switch (type) {
            case ACTION -> {
                known(ActionMetadata.KEYS);
                problems.addAll(ActionMetadata.problems(metadata));
            }
            case WORKFLOW -> {
                known(Set.of(HelperAction.MEMBER, "requirements"));
                metadata.get(HelperAction.MEMBER).map(HelperRules::problems).ifPresent(problems::addAll);
                problems.addAll(ActionMetadata.requirementProblems(metadata));
            }
            case RULE -> {
                known(Set.of("trigger_types", "quiet_seconds"));
                triggerTypes();
                number("quiet_seconds", BigDecimal.ZERO, MAX_QUIET_SECONDS);
            }
            case SENSOR -> {
                known(Set.of("class_name", "poll_interval", "trigger_types", "keep_running", "requirements"));
                triggerTypes();
                problems.addAll(ActionMetadata.requirementProblems(metadata));
                number("poll_interval", MIN_POLL_INTERVAL, MAX_POLL_INTERVAL);
                metadata.get("class_name")
                        .filter(value -> !(value instanceof JsonString name
                                && IDENTIFIER.matcher(name.value()).matches()))
                        .ifPresent(value -> problems.add(FIELD + ".class_name", "must be the name of a Python class"));
                metadata.get("keep_running")
                        .filter(value -> !(value instanceof JsonBoolean))
                        .ifPresent(value -> problems.add(FIELD + ".keep_running", "must be true or false"));
            }
        }
        return problems.list();
    }

    private void known(Set<String> keys) {
        String known =
                keys.isEmpty() ? "there are none for this type" : "there are " + String.join(", ", new TreeSet<>(keys));
        metadata.members().keySet().stream()
                .filter(key -> !keys.contains(key))
                .forEach(key -> problems.add(
                        Texts.label(key).isEmpty() && key.length() <= 100 ? FIELD + "." + key : FIELD,
                        "has a key that is not known; " + known));
    }

    private void number(String key, BigDecimal least, BigDecimal most) {
        metadata.get(key)
                .filter(value -> !(value instanceof JsonNumber number
                        && number.value().compareTo(least) >= 0
                        && number.value().compareTo(most) <= 0))
                .ifPresent(value -> problems.add(FIELD + "." + key, "must be a number from " + least + " to " + most));
    }

    private void triggerTypes() {
        metadata.get("trigger_types").ifPresent(value -> {
            if (!(value instanceof JsonArray types) || types.size() > MAX_TRIGGER_TYPES) {
                problems.add(
                        FIELD + ".trigger_types",
                        "must be an array of at most " + MAX_TRIGGER_TYPES + " trigger types");
                return;
            }
            for (int i = 0; i < types.size(); i++) {
                triggerType(FIELD + ".trigger_types[" + i + "]", types.items().get(i));
            }
        });
    }

    private void triggerType(String field, JsonValue value) {
        if (!(value instanceof JsonObject type)) {
            problems.add(field, "must be an object with name, and maybe payload_schema and parameters_schema");
            return;
        }
        Set<String> keys = Set.of("name", "payload_schema", "parameters_schema");
        problems.addIf(!keys.containsAll(type.members().keySet()), field, "may only have " + new TreeSet<>(keys));
        problems.addIf(
                type.text("name")
                        .filter(name -> TRIGGER_NAME.matcher(name).matches())
                        .isEmpty(),
                field + ".name",
                "must be the name of a trigger type, without a pack");
        for (String schema : List.of("payload_schema", "parameters_schema")) {
            type.get(schema)
                    .map(one -> one instanceof JsonObject object ? Draft4.asDraft202012(object) : one)
                    .ifPresent(one -> JsonSchema.problems(one).forEach(why -> problems.add(field + "." + schema, why)));
        }
    }
}
