package dev.sst.core.schema;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The references of a schema. The schema library follows one only when a value leads it there, so that a reference to nothing
 * would be noticed by the first document that needs it; here it is noticed when the schema is written.
 */
final class References {
    private static final Set<String> REFERRING = Set.of("$ref", "$dynamicRef");
    private static final Set<String> ANCHORS = Set.of("$anchor", "$dynamicAnchor");

    /** Members whose content is a value and no schema. */
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");

    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final JsonValue root;
    private final Set<String> targets = new LinkedHashSet<>();
    private final Set<String> anchors = new HashSet<>();
    private boolean renamed;

    private References(JsonValue root) {
        this.root = root;
        collect(root);
    }

    /** Why its references cannot be followed, one sentence each; empty when they can. */
    static List<String> problems(JsonValue schema) {
        var references = new References(schema);
        List<String> problems = new ArrayList<>();
        for (String target : references.targets) {
            if (!target.startsWith("#")) {
                if (!references.renamed && !target.equals(JsonSchema.DIALECT)) {
                    problems.add("refers to " + target + ", outside of itself: nothing is fetched");
                }
            } else if (!references.leadsSomewhere(target.substring(1))) {
                problems.add("refers to " + target + ", which it does not have");
            }
        }
        return problems;
    }

    private void collect(JsonValue value) {
        if (value instanceof JsonArray array) {
            array.items().forEach(this::collect);
        } else if (value instanceof JsonObject object) {
            object.members().forEach(this::collect);
        }
    }

    private void collect(String name, JsonValue value) {
        if (value instanceof JsonString text) {
            if (REFERRING.contains(name)) {
                targets.add(text.value());
            } else if (ANCHORS.contains(name)) {
                anchors.add(text.value());
            } else if (name.equals("$id")) {
                renamed = true;
            }
        } else if (!VALUES.contains(name)) {
            collect(value);
        }
    }

    /** Within a schema that renames its parts by {@code $id}, a fragment may be relative to any of them. */
    private boolean leadsSomewhere(String fragment) {
        if (renamed || fragment.isEmpty() || fragment.contains("%")) {
            return true;
        }
        return fragment.startsWith("/") ? exists(fragment.substring(1).split("/", -1)) : anchors.contains(fragment);
    }

    private boolean exists(String[] steps) {
        JsonValue at = root;
        for (String step : steps) {
            String name = step.replace("~1", "/").replace("~0", "~");
            if (at instanceof JsonObject object && object.get(name).isPresent()) {
                at = object.get(name).get();
            } else if (at instanceof JsonArray array
                    && INDEX.matcher(name).matches()
                    && Integer.parseInt(name) < array.size()) {
                at = array.items().get(Integer.parseInt(name));
            } else {
                return false;
            }
        }
        return true;
    }
}
