package dev.sst.deployment;

import dev.sst.Problem;
import dev.sst.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What code says of itself, as a document: the YAML of a workflow or a rule as JSON; of a sensor {@code class_name} and
 * {@code polling}. Immutable.
 *
 * @param places where in the code a member is, by its path: {@code tasks.one.next[0].do}
 */
public record CodeDocument(JsonObject content, Map<String, Problem.Place> places) {
    public CodeDocument {
        Objects.requireNonNull(content, "content");
        places = Map.copyOf(places);
    }

    /**
     * Of a sensor's code.
     *
     * @param className the class that StackStorm starts
     * @param polling whether it is asked in intervals; otherwise it runs by itself
     */
    public static CodeDocument sensor(String className, boolean polling) {
        return new CodeDocument(
                JsonObject.builder()
                        .put("class_name", className)
                        .put("polling", polling)
                        .build(),
                Map.of());
    }

    /** Where in the code that member is, or what is nearest around it; empty when nothing on its path has a place. */
    public Optional<Problem.Place> place(String path) {
        String beginning = path;
        while (!places.containsKey(beginning) && !beginning.isEmpty()) {
            beginning = beginning.substring(
                    0, Math.max(0, Math.max(beginning.lastIndexOf('.'), beginning.lastIndexOf('['))));
        }
        return Optional.ofNullable(places.get(beginning));
    }

    /** Without the content: it may hold what the author would not want to see in a log. */
    @Override
    public String toString() {
        return "CodeDocument[" + content.members().keySet() + "]";
    }
}
