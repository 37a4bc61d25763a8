package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One execution of the scripted StackStorm. Thread-safe: its own lock guards what changes. */
public final class ScriptedExecution {

    private static final Set<String> TERMINAL = Set.of("succeeded", "failed", "timeout", "canceled", "abandoned");

    private final String id;
    private final JsonObject action;
    private final JsonObject parameters;
    private final JsonObject context;
    private final ScriptedEnding ending;
    private final Optional<String> nonce;
    private final Instant startedAt = now();
    private final List<JsonValue> log = new ArrayList<>();
    private String status = "";
    private String output = "";
    private Optional<JsonValue> result = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();

    ScriptedExecution(
            String id,
            JsonObject action,
            JsonObject parameters,
            JsonObject context,
            ScriptedEnding ending,
            Optional<String> nonce) {
        this.id = id;
        this.action = action;
        this.parameters = parameters;
        this.context = context;
        this.ending = ending;
        this.nonce = nonce;
        enter("requested");
    }

    public String id() {
        return id;
    }

    /** The action's reference. */
    public String ref() {
        return action.text("ref").orElse("");
    }

    /** The key we gave it; empty when it has none. */
    public Optional<String> key() {
        return inner("sst").flatMap(sst -> sst.text("key"));
    }

    /** The workflow that started it; empty when none did. */
    Optional<String> parent() {
        return inner("parent").flatMap(workflow -> workflow.text("execution_id"));
    }

    public synchronized String status() {
        return status;
    }

    public synchronized boolean over() {
        return TERMINAL.contains(status);
    }

    /** What was asked of it, as sent. */
    public JsonObject parameters() {
        return parameters;
    }

    Instant startedAt() {
        return startedAt;
    }

    ScriptedEnding ending() {
        return ending;
    }

    synchronized String output() {
        return output;
    }

    /** Enters that status, unless it is over. */
    synchronized boolean enter(String next) {
        if (over() || status.equals(next)) {
            return false;
        }
        status = next;
        log.add(JsonObject.builder()
                .put("timestamp", now().toString())
                .put("status", next)
                .build());
        return true;
    }

    /** Prints so far. */
    synchronized void print(String text) {
        output = output + text;
    }

    /** Ends as scripted, with the harness's report where there is one. */
    synchronized boolean end() {
        return end(ending.report().isPresent() ? "succeeded" : ending.status(), ending.report());
    }

    /** Ends with this report, as when the harness keeps the deadline. */
    synchronized boolean end(JsonObject report) {
        return end("succeeded", Optional.of(report));
    }

    private boolean end(String last, Optional<JsonObject> report) {
        if (over()) {
            return false;
        }
        String frame = report.flatMap(body -> nonce.map(value -> "\n" + ScriptedFrame.line(value, body) + "\n"))
                .orElse("");
        output = output + frame;
        result = ending.result().or(() -> Optional.of(ran(last)));
        endedAt = Optional.of(now());
        return enter(last);
    }

    /** The result of the shell and python runners; the one keeps {@code return_code}, the other {@code exit_code}. */
    private JsonValue ran(String last) {
        boolean python = action.text("runner_type").equals(Optional.of("python-script"));
        int code = last.equals("succeeded") ? 0 : 1;
        String stdout = output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
        var object = JsonObject.builder().put("stdout", stdout).put("stderr", "");
        return python
                ? object.put("exit_code", code).put("result", "None").build()
                : object.put("return_code", code)
                        .put("failed", code != 0)
                        .put("succeeded", code == 0)
                        .build();
    }

    /** Ends as cancelled: StackStorm then keeps nothing of what it printed in its result. */
    synchronized boolean cancelled() {
        result = Optional.of(JsonObject.builder()
                .put("message", "Action canceled by user.")
                .put("user", "scripted")
                .build());
        boolean entered = enter("canceled");
        if (entered) {
            endedAt = Optional.of(now());
        }
        return entered;
    }

    /** One member of its record; empty members are left out, as StackStorm does. */
    synchronized Optional<JsonValue> member(String name) {
        return switch (name) {
            case "id" -> text(id);
            case "status" -> text(status);
            case "start_timestamp" -> text(startedAt.toString());
            case "end_timestamp" -> endedAt.flatMap(at -> text(at.toString()));
            case "action" -> Optional.of(action);
            case "runner" ->
                Optional.of(JsonObject.builder()
                        .put("name", action.text("runner_type").orElse(""))
                        .build());
            case "liveaction" -> Optional.of(live());
            case "parameters" -> Optional.of(masked());
            case "context" -> Optional.of(context);
            case "log" -> Optional.of(new JsonArray(log));
            case "result" -> result;
            case "result_size" -> result.map(value -> JsonNumber.of(JsonText.writeBytes(value).length));
            case "parent" -> parent().flatMap(ScriptedExecution::text);
            case "web_url" -> text("https://scripted/#/history/" + id + "/general");
            default -> Optional.empty();
        };
    }

    /** The whole record, or what {@code include_attributes} names of it; {@code id} always comes along. */
    JsonObject record(Optional<String> attributes) {
        String names = attributes.orElse(
                "action,runner,liveaction,status,start_timestamp,end_timestamp,parameters,context,parent,log,web_url,id,result");
        var members = JsonObject.builder();
        for (String name : (names + ",id").split(",")) {
            int dot = name.indexOf('.');
            String top = dot < 0 ? name : name.substring(0, dot);
            member(top).ifPresent(value -> members.put(top, dot < 0 ? value : part(value, name.substring(dot + 1))));
        }
        return members.build();
    }

    private static JsonValue part(JsonValue value, String name) {
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        var part = JsonObject.builder();
        object.get(name).ifPresent(member -> part.put(name, member));
        return part.build();
    }

    private static JsonObject live() {
        return JsonObject.builder()
                .put(
                        "runner_info",
                        JsonObject.builder()
                                .put("hostname", "scripted")
                                .put("pid", 4711)
                                .build())
                .build();
    }

    private JsonObject masked() {
        return parameters.get("sst_parameters").isPresent()
                ? parameters.with("sst_parameters", new JsonString("********"))
                : parameters;
    }

    private Optional<JsonObject> inner(String name) {
        return context.get(name).filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    private static Optional<JsonValue> text(String value) {
        return Optional.of(new JsonString(value));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public String toString() {
        return "ScriptedExecution[" + id + ", " + ref() + ", " + status() + "]";
    }
}
