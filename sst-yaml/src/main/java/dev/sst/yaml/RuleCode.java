package dev.sst.yaml;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeInspection;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.WholeNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What can be said of a rule's YAML without a StackStorm: that it is a rule as StackStorm's API takes one
 * ({@code st2common/models/api/rule.py}), with operators that exist. Whether the action and the trigger type exist is asked when
 * it is deployed. A member that is {@code null} counts as not given, as StackStorm has it. For one reading.
 */
final class RuleCode {
    private static final Set<String> KEYS = Set.of(
            "name",
            "pack",
            "description",
            "enabled",
            "trigger",
            "criteria",
            "action",
            "tags",
            "context",
            "type",
            "metadata_file");

    private static final Set<String> ACTION_KEYS = Set.of("ref", "description", "parameters");
    private static final Set<String> KINDS = Set.of("standard", "backstop");
    private static final Set<String> CLOCKS =
            Set.of("core.st2.IntervalTimer", "core.st2.CronTimer", "core.st2.DateTimer");

    private final String pack;
    private final JsonObject rule;
    private final YamlText.Reading reading;
    private final List<Problem> problems;
    private final List<Problem> notes;

    private RuleCode(String pack, JsonObject rule, YamlText.Reading reading, List<Problem> problems) {
        this.pack = pack;
        this.rule = rule;
        this.reading = reading;
        this.problems = problems;
        this.notes = new ArrayList<>(reading.notes());
    }

    /** @param pack the test's, which the rule has to be in */
    static CodeInspection read(String code, String pack) {
        YamlText.Reading reading = YamlText.read(code);
        var problems = new ArrayList<Problem>(reading.problems());
        problems.addAll(reading.unfit());
        JsonValue value = reading.value();
        if (value == null) {
            return new CodeInspection(null, YamlText.GRAMMAR, problems, reading.notes(), null);
        }
        if (!(value instanceof JsonObject content)) {
            problems.add(reading.problem("", "must be an object with trigger and action"));
            return new CodeInspection(null, YamlText.GRAMMAR, problems, reading.notes(), null);
        }
        return new RuleCode(pack, content, reading, problems).inspection();
    }

    private CodeInspection inspection() {
        unknown("", rule, KEYS);
        texts();
        given(rule, "enabled")
                .filter(value -> !(value instanceof JsonBoolean))
                .ifPresent(value -> add("enabled", "enabled must be true or false"));
        trigger();
        action();
        criteria();
        tags();
        object("context");
        kind();
        if (WholeNumbers.beyond64Bits(rule)) {
            add("", "has a whole number of more than 64 bits, which StackStorm cannot keep: put it in quotes");
        }
        return new CodeInspection(null, YamlText.GRAMMAR, problems, notes, new CodeDocument(rule, reading.places()));
    }

    private void texts() {
        for (String key : List.of("name", "pack", "description", "metadata_file")) {
            given(rule, key)
                    .filter(value -> !(value instanceof JsonString))
                    .ifPresent(value -> add(key, key + " must be a text"));
        }
        rule.text("pack")
                .filter(own -> !own.equals(pack))
                .ifPresent(own -> add("pack", "pack is " + own + ", the test's is " + pack + ": leave it out here"));
    }

    private void trigger() {
        Optional<JsonObject> trigger = required("trigger", "type");
        String type = trigger.flatMap(one -> one.text("type")).orElse("");
        JsonObject parameters =
                trigger.flatMap(one -> objectIn("trigger", one, "parameters")).orElse(JsonObject.empty());
        if (type.equals("core.st2.webhook")) {
            String url = parameters.text("url").map(RuleCode::withoutSlashes).orElse("");
            if (url.isEmpty()) {
                add("trigger.parameters.url", "a webhook needs a url");
            } else if (url.equals("st2")) {
                add("trigger.parameters.url", "the url st2 is StackStorm's own: choose another");
            }
        }
        if (CLOCKS.contains(type) && parameters.get("timezone").isEmpty()) {
            note(
                    "trigger.parameters",
                    "the timer has no timezone: StackStorm takes its own, which is America/Los_Angeles"
                            + " unless it was told otherwise");
        }
        boolean always =
                !(rule.get("criteria").orElse(JsonNull.NULL) instanceof JsonObject criteria) || criteria.isEmpty();
        if (always && type.equals("core.st2.generic.actiontrigger")) {
            note("trigger.type", "without criteria the rule fires on the end of its own action, for ever");
        }
    }

    private void action() {
        required("action", "ref").ifPresent(action -> {
            unknown("action", action, ACTION_KEYS);
            objectIn("action", action, "parameters");
        });
    }

    /** A member that must be an object with that text in it. */
    private Optional<JsonObject> required(String key, String text) {
        Optional<JsonValue> value = given(rule, key);
        if (value.isEmpty()) {
            add("", key + " is missing");
            return Optional.empty();
        }
        if (!(value.get() instanceof JsonObject object)) {
            add(key, key + " must be an object with " + text);
            return Optional.empty();
        }
        if (object.text(text).filter(Predicate.not(String::isBlank)).isEmpty()) {
            add(key + "." + text, key + "." + text + " is missing");
        }
        return Optional.of(object);
    }

    private void criteria() {
        object("criteria").ifPresent(criteria -> criterion("criteria", criteria));
    }

    private void criterion(String path, JsonObject criteria) {
        for (Map.Entry<String, JsonValue> each : criteria.members().entrySet()) {
            String name = "criterion " + each.getKey();
            String at = path + "." + each.getKey();
            if (!(each.getValue() instanceof JsonObject criterion)) {
                add(at, name + " must be an object with type and pattern");
                continue;
            }
            String operator = criterion.text("type").orElse("");
            if (operator.isEmpty()) {
                add(at, name + ": type is missing");
            } else if (!Operators.ALL.contains(operator)) {
                add(
                        at + ".type",
                        name + ": unknown operator \"" + operator + "\"; there are "
                                + String.join(", ", new TreeSet<>(Operators.ALL)));
            }
            Optional<JsonValue> pattern = given(criterion, "pattern");
            if (pattern.isEmpty()) {
                add(
                        at,
                        name + ": pattern is missing; "
                                + (operator.endsWith("exists") ? "exists needs one, too" : "it must not be null"));
            }
            if (operator.equals(Operators.SEARCH)) {
                search(at, name, criterion);
            }
        }
    }

    private void search(String at, String name, JsonObject criterion) {
        if (criterion.text("condition").filter(Operators.CONDITIONS::contains).isEmpty()) {
            add(at, name + ": search needs a condition: " + String.join(", ", new TreeSet<>(Operators.CONDITIONS)));
        }
        given(criterion, "pattern").ifPresent(pattern -> {
            if (pattern instanceof JsonObject nested) {
                criterion(at + ".pattern", nested);
            } else {
                add(at + ".pattern", name + ": the pattern of search is an object of criteria on item.*");
            }
        });
    }

    private void tags() {
        given(rule, "tags").ifPresent(value -> {
            boolean fit = value instanceof JsonArray array
                    && array.items().stream()
                            .allMatch(item -> item instanceof JsonObject tag
                                    && tag.text("name").isPresent()
                                    && tag.text("value").isPresent());
            if (!fit) {
                add("tags", "tags must be an array of objects with name and value, both texts");
            }
        });
    }

    private void kind() {
        object("type")
                .filter(type -> type.text("ref").filter(KINDS::contains).isEmpty())
                .ifPresent(type -> add("type", "type.ref must be standard or backstop"));
    }

    private Optional<JsonObject> object(String key) {
        return objectIn("", rule, key);
    }

    private Optional<JsonObject> objectIn(String path, JsonObject holder, String key) {
        String at = path.isEmpty() ? key : path + "." + key;
        Optional<JsonValue> value = given(holder, key);
        if (value.isPresent() && !(value.get() instanceof JsonObject)) {
            add(at, at + " must be an object");
            return Optional.empty();
        }
        return value.map(JsonObject.class::cast);
    }

    private void unknown(String path, JsonObject holder, Set<String> known) {
        holder.members().keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> add(
                        path.isEmpty() ? key : path + "." + key,
                        (path.isEmpty() ? "a rule" : path) + " has no " + key + "; it may have "
                                + String.join(", ", new TreeSet<>(known))));
    }

    private static Optional<JsonValue> given(JsonObject holder, String key) {
        return holder.get(key).filter(value -> value != JsonNull.NULL);
    }

    private static String withoutSlashes(String url) {
        return url.strip().replaceAll("^/+|/+$", "");
    }

    private void add(String path, String message) {
        problems.add(reading.problem(path, message));
    }

    private void note(String path, String message) {
        notes.add(reading.problem(path, message));
    }
}
