package dev.sst.stackstorm;

import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The requests about executions. StackStorm ignores a query parameter it does not know and then returns everything, so the
 * queries are spelt here and nowhere else; a malformed id makes it refuse a whole batch, so only ids of its form get in.
 * Thread-safe.
 */
final class Executions {

    /** What a follower needs; {@code action.ref} alone would make the answer twenty times as large. */
    static final String STATUS_ONLY = "id,status";

    /** What the evaluation needs, but for the result. */
    static final String WITHOUT_RESULT =
            "id,status,start_timestamp,end_timestamp,log,runner.name,liveaction.runner_info,web_url";

    /** What the evaluation needs. */
    static final String WITH_RESULT = WITHOUT_RESULT + ",result";

    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{24}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final StackStormClient client;

    Executions(StackStormClient client) {
        this.client = client;
    }

    /** Whether StackStorm could have given that id. */
    static boolean wellFormed(EngineExecutionId id) {
        return wellFormed(id.value());
    }

    static boolean wellFormed(String id) {
        return OBJECT_ID.matcher(id).matches();
    }

    /** A key that can be searched for: {@code filter} is split at spaces and colons. */
    static String checkedKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("key must match " + KEY.pattern() + ", was " + key);
        }
        return key;
    }

    /** The order to run that action, under a key of ours: as the trace's tag, and where a filter finds it. */
    static Request starting(String ref, JsonObject parameters, String key) {
        String name = checkedKey(key);
        return Request.post(
                "/v1/executions",
                JsonObject.builder()
                        .put("action", ref)
                        .put("parameters", parameters)
                        .put(
                                "context",
                                JsonObject.builder()
                                        .put(
                                                "trace_context",
                                                JsonObject.builder()
                                                        .put("trace_tag", name)
                                                        .build())
                                        .put(
                                                "sst",
                                                JsonObject.builder()
                                                        .put("key", name)
                                                        .build())
                                        .build())
                        .build());
    }

    /** The order to bring it into that state. */
    static Request becoming(EngineExecutionId id, String status) {
        return Request.put(
                "/v1/executions/" + id,
                JsonObject.builder().put("status", status).build());
    }

    /** Those of these executions that StackStorm knows, with those attributes. */
    List<JsonObject> batch(Collection<EngineExecutionId> ids, String attributes) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String joined = ids.stream().map(EngineExecutionId::value).collect(Collectors.joining(","));
        return objects(client.list(Request.get(
                "/v1/executions?id=" + joined + "&limit=" + ids.size() + "&include_attributes=" + attributes)));
    }

    /** One execution with those attributes; empty when StackStorm does not know it. */
    Optional<JsonObject> one(EngineExecutionId id, String attributes) {
        if (!wellFormed(id)) {
            return Optional.empty();
        }
        return client.object(Request.get("/v1/executions/" + id + "?include_attributes=" + attributes));
    }

    /** The earliest of {@link #allByKey}, which is the one to follow. */
    Optional<EngineExecutionId> byKey(String key, String ref, Instant notBefore) {
        return allByKey(key, ref, notBefore).stream().findFirst();
    }

    /**
     * The executions of that action that were started under that key, oldest first: no child of another, no retry by a policy.
     * More than one is a start that arrived twice. Executions of other keys alone are the answer to another question, as when
     * something between here and StackStorm dropped the filter: that says nothing about ours.
     */
    List<EngineExecutionId> allByKey(String key, String ref, Instant notBefore) {
        JsonArray found = client.list(Request.get("/v1/executions?filter=context.sst.key:" + checkedKey(key)
                + "&timestamp_gt=" + Request.encoded(time(notBefore))
                + "&limit=20&include_attributes=id,action.ref,context,parent,status,start_timestamp"));
        List<JsonObject> ours = objects(found).stream()
                .filter(execution -> keyOf(execution).equals(Optional.of(key)))
                .toList();
        if (ours.isEmpty() && !found.items().isEmpty()) {
            throw new EngineUnavailableException("StackStorm was asked for the execution of key " + key
                    + " and answered with others: is there something between that changes the parameter filter?");
        }
        return ours.stream()
                .filter(execution -> ref(execution).equals(Optional.of(ref)))
                .filter(execution -> execution.get("parent").isEmpty())
                .filter(execution -> inner(execution, "context")
                        .flatMap(context -> inner(context, "policies"))
                        .isEmpty())
                .flatMap(execution -> id(execution).stream())
                .sorted()
                .toList();
    }

    /** The newest executions, newest first. */
    List<JsonObject> newest(String filter, int limit, String attributes) {
        return objects(client.list(
                Request.get("/v1/executions?" + filter + "limit=" + limit + "&include_attributes=" + attributes)));
    }

    /** The executions that name it as their parent, oldest first. */
    List<JsonObject> children(EngineExecutionId parent, int limit, int offset, String attributes) {
        return objects(client.list(Request.get("/v1/executions?parent=" + parent + "&sort_asc=true&limit=" + limit
                + "&offset=" + offset + "&include_attributes=" + attributes)));
    }

    static Optional<EngineExecutionId> id(JsonObject execution) {
        return execution
                .text("id")
                .filter(id -> OBJECT_ID.matcher(id).matches())
                .map(EngineExecutionId::new);
    }

    static String status(JsonObject execution) {
        return execution.text("status").orElse("");
    }

    static Optional<String> keyOf(JsonObject execution) {
        return inner(execution, "context")
                .flatMap(context -> inner(context, "sst"))
                .flatMap(sst -> sst.text("key"));
    }

    static Optional<JsonObject> inner(JsonObject object, String name) {
        return object.get(name).filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.items().stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    /** StackStorm gives {@code action.ref} within {@code action}; a name with a dot is accepted as well. */
    static Optional<String> ref(JsonObject execution) {
        return inner(execution, "action")
                .flatMap(action -> action.text("ref"))
                .or(() -> execution
                        .get("action.ref")
                        .filter(JsonString.class::isInstance)
                        .map(text -> ((JsonString) text).value()));
    }

    /** StackStorm takes at most six digits of a second, and only {@code Z}. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
