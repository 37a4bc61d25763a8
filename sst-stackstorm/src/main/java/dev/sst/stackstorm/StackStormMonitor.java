package dev.sst.stackstorm;

import dev.sst.EngineUnavailableException;
import dev.sst.SstException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Probe;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@link EngineMonitor} on StackStorm. Parameters come as StackStorm masks them; it is never asked for secrets. Of a list the
 * results come along as far as they fit {@link #RESULTS} together; in the place of one that does not stands an object whose
 * member {@code left_out} says so. Thread-safe.
 */
final class StackStormMonitor implements EngineMonitor {

    static final int MOST_RECENT = 100;

    /** How many bytes of results one list may hold. */
    static final int RESULTS = 2 * 1024 * 1024;

    private static final String RESULT = "result";
    private static final List<String> MEMBERS =
            List.of("id", "status", "start_timestamp", "end_timestamp", RESULT, "context", "action", "parameters");
    private static final String RESULT_ONLY = "id,result";

    /** StackStorm tells the size of a result without the result. */
    private static final String SIZE = "result_size";

    private static final String ATTRIBUTES =
            "id,status,start_timestamp,end_timestamp,context,action.ref,parameters," + SIZE;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");

    private final StackStormClient client;
    private final Executions executions;
    private final StackStormProbe probe;
    private final String url;
    private final InstantSource clock;

    StackStormMonitor(
            StackStormClient client, Executions executions, StackStormProbe probe, String url, InstantSource clock) {
        this.client = client;
        this.executions = executions;
        this.probe = probe;
        this.url = url;
        this.clock = clock;
    }

    @Override
    public Status status() {
        try {
            Optional<JsonObject> version = client.object(Request.get("/v1/"));
            return version.isPresent()
                    ? usable(version.get())
                    : unusable(url + " is not the address of a StackStorm API (404)");
        } catch (SstException e) {
            return unusable(e.getMessage() == null ? "StackStorm cannot be asked" : e.getMessage());
        }
    }

    private Status usable(JsonObject answer) {
        return new Status(true, true, url, answer.text("version").orElse(null), null, clock.instant(), account());
    }

    private Status unusable(String reason) {
        return new Status(false, false, url, null, reason, clock.instant(), JsonObject.empty());
    }

    @Override
    public Probe probe() {
        return probe.probe();
    }

    @Override
    public Optional<Probe> lastProbe() {
        return probe.last();
    }

    /** Who we are there; nothing when StackStorm does not say, as with its authentication off. */
    private JsonObject account() {
        try {
            var details = JsonObject.builder();
            client.object(Request.get("/v1/user")).ifPresent(user -> {
                user.get("username").ifPresent(name -> details.put("user", name));
                Executions.inner(user, "rbac")
                        .flatMap(rbac -> rbac.get("enabled"))
                        .ifPresent(enabled -> details.put("rbac", enabled));
            });
            return details.build();
        } catch (SstException e) {
            return JsonObject.empty();
        }
    }

    @Override
    public List<JsonObject> recent(int limit) {
        int bounded = Math.max(1, Math.min(limit, MOST_RECENT));
        List<JsonObject> found = executions.newest("", bounded, ATTRIBUTES);
        Map<EngineExecutionId, JsonValue> results = results(fitting(found));
        return found.stream()
                .map(execution -> shown(execution, result(execution, results)))
                .toList();
    }

    @Override
    public Optional<JsonObject> run(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        var known = new EngineExecutionId(id);
        return executions
                .one(known, ATTRIBUTES + ",runner.name")
                .map(execution -> shown(execution, result(execution, results(List.of(known))))
                        .with("runner", new JsonString(Outcomes.runner(execution))));
    }

    /** The newest of them whose results fit together; the others are left out one by one. */
    private static List<EngineExecutionId> fitting(List<JsonObject> found) {
        List<EngineExecutionId> fitting = new ArrayList<>();
        long room = RESULTS;
        for (JsonObject execution : found) {
            long size = size(execution);
            Optional<EngineExecutionId> id = Executions.id(execution);
            if (id.isPresent() && size <= room) {
                room -= size;
                fitting.add(id.get());
            }
        }
        return fitting;
    }

    private static long size(JsonObject execution) {
        return execution
                .get(SIZE)
                .filter(JsonNumber.class::isInstance)
                .map(size -> ((JsonNumber) size).value().longValue())
                .orElse(0L);
    }

    /** Nothing when they cannot be read: too long all the same, or no JSON. */
    private Map<EngineExecutionId, JsonValue> results(List<EngineExecutionId> ids) {
        Map<EngineExecutionId, JsonValue> results = new HashMap<>();
        try {
            for (JsonObject execution : executions.batch(ids, RESULT_ONLY)) {
                Executions.id(execution)
                        .ifPresent(id -> results.put(id, execution.get(RESULT).orElse(JsonNull.NULL)));
            }
        } catch (EngineUnavailableException e) {
            if (!StackStormClient.unreadable(e)) {
                throw e;
            }
        }
        return results;
    }

    private static JsonValue result(JsonObject execution, Map<EngineExecutionId, JsonValue> results) {
        JsonValue result = Executions.id(execution).map(results::get).orElse(null);
        return result != null
                ? result
                : JsonObject.builder()
                        .put("left_out", "the result, of " + size(execution) + " bytes, is too large to be shown here")
                        .build();
    }

    /** Each member is always there, so that a reader need not ask; {@code action} is its reference. */
    private static JsonObject shown(JsonObject execution, JsonValue result) {
        var shown = JsonObject.builder();
        for (String name : MEMBERS) {
            Optional<JsonValue> value =
                    name.equals("action") ? Executions.ref(execution).map(JsonString::new) : execution.get(name);
            shown.put(name, name.equals(RESULT) ? result : value.orElse(JsonNull.NULL));
        }
        return shown.build();
    }
}
