package dev.sst.stackstorm;

import dev.sst.SstException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.spi.EngineMonitor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@link EngineMonitor} on StackStorm. Parameters come as StackStorm masks them; it is never asked for secrets. Thread-safe. */
final class StackStormMonitor implements EngineMonitor {

    static final int MOST_RECENT = 100;

    private static final List<String> MEMBERS =
            List.of("id", "status", "start_timestamp", "end_timestamp", "result", "context", "action", "parameters");
    private static final String ATTRIBUTES =
            "id,status,start_timestamp,end_timestamp,result,context,action.ref,parameters";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");

    private final StackStormClient client;
    private final Executions executions;
    private final String url;
    private final InstantSource clock;

    StackStormMonitor(StackStormClient client, Executions executions, String url, InstantSource clock) {
        this.client = client;
        this.executions = executions;
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
        return executions.newest("", bounded, ATTRIBUTES).stream()
                .map(StackStormMonitor::shown)
                .toList();
    }

    @Override
    public Optional<JsonObject> run(String id) {
        return ID.matcher(id).matches()
                ? executions.one(new EngineExecutionId(id), ATTRIBUTES).map(StackStormMonitor::shown)
                : Optional.empty();
    }

    /** Each member is always there, so that a reader need not ask; {@code action} is its reference. */
    private static JsonObject shown(JsonObject execution) {
        var shown = JsonObject.builder();
        for (String name : MEMBERS) {
            Optional<JsonValue> value =
                    name.equals("action") ? Executions.ref(execution).map(JsonString::new) : execution.get(name);
            shown.put(name, value.orElse(JsonNull.NULL));
        }
        return shown.build();
    }
}
