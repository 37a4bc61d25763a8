package dev.sst.core.test;

import dev.sst.Problem;
import dev.sst.core.parameters.Parameters;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.test.HelperAction;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What {@code metadata.actions} of a workflow test may hold: the actions it brings along. Pure. */
final class HelperRules {
    private static final String FIELD = "metadata." + HelperAction.MEMBER;
    private static final int MOST = 20;
    private static final int MAX_DESCRIPTION = 500;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Set<String> KEYS = Set.of("code", "runner", "parameters", "description");

    private HelperRules() {}

    static List<Problem> problems(JsonValue actions) {
        var problems = new Problems();
        if (!(actions instanceof JsonObject named) || named.members().size() > MOST) {
            problems.add(FIELD, "must be an object of at most " + MOST + " actions by name");
            return problems.list();
        }
        named.members().forEach((name, action) -> {
            if (NAME.matcher(name).matches()) {
                problems.addAll(action(FIELD + "." + name, action));
            } else {
                problems.add(FIELD, "has a name that is none: 1 to 40 of a-z, 0-9 and _, and a letter first");
            }
        });
        return problems.list();
    }

    private static List<Problem> action(String field, JsonValue value) {
        var problems = new Problems();
        if (!(value instanceof JsonObject action)) {
            problems.add(field, "must be an object with code, and maybe runner, parameters and description");
            return problems.list();
        }
        problems.addIf(!KEYS.containsAll(action.members().keySet()), field, "may only have " + new TreeSet<>(KEYS));
        code(field + ".code", action, problems);
        action.get("runner")
                .filter(runner -> !(runner instanceof JsonString name
                        && Set.of("shell", "python").contains(name.value())))
                .ifPresent(runner -> problems.add(field + ".runner", "must be shell or python"));
        action.get("parameters").ifPresent(parameters -> parameters(field + ".parameters", parameters, problems));
        action.get("description")
                .filter(text -> !(text instanceof JsonString words
                        && words.value().length() <= MAX_DESCRIPTION
                        && Texts.prose(words.value()).isEmpty()))
                .ifPresent(text -> problems.add(
                        field + ".description", "must be a text of at most " + MAX_DESCRIPTION + " characters"));
        return problems.list();
    }

    private static void code(String field, JsonObject action, Problems problems) {
        if (!(action.get("code").orElse(null) instanceof JsonString code)
                || code.value().isBlank()) {
            problems.add(field, "must be the text of the action");
            return;
        }
        Texts.value(code.value()).ifPresent(why -> problems.add(field, why));
    }

    private static void parameters(String field, JsonValue value, Problems problems) {
        if (!(value instanceof JsonObject declared)
                || (!declared.isEmpty() && !Parameters.of(declared).bySchemas())) {
            problems.add(field, "must be an object of parameter schemas, each with a type");
            return;
        }
        Parameters.of(declared)
                .problems()
                .forEach(problem -> problems.add(
                        field + problem.field().substring(Parameters.DECLARED.length()), problem.message()));
    }
}
