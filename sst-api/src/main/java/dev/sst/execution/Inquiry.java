package dev.sst.execution;

import dev.sst.json.JsonObject;
import java.util.Objects;

/**
 * A question that a running workflow has put to people, and without whose answer it does not go on.
 *
 * @param id the engine's name for it
 * @param task the workflow's task that asks
 * @param route a word by which its author tells who should answer; may be empty
 * @param schema the JSON schema that an answer has to meet
 */
public record Inquiry(String id, String task, String route, JsonObject schema) {
    public Inquiry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(schema, "schema");
    }
}
