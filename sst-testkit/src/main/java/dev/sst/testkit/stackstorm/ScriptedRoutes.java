package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which request does what. Thread-safe. */
final class ScriptedRoutes {

    private static final Set<String> RUNNER_PARAMETERS =
            Set.of("timeout", "cmd", "cwd", "env", "packs", "update", "skip_dependencies", "force", "sudo", "debug");

    private final ScriptedContent content;
    private final ScriptedKeys keys;
    private final ScriptedExecutions executions;
    private final ScriptedLogins logins;
    private final Function<ScriptedRun, ScriptedEnding> endings;
    private final ScriptedRules rules;
    private volatile String version = "3.10dev";

    ScriptedRoutes(
            ScriptedContent content,
            ScriptedKeys keys,
            ScriptedExecutions executions,
            ScriptedLogins logins,
            Function<ScriptedRun, ScriptedEnding> endings) {
        this.content = content;
        this.keys = keys;
        this.executions = executions;
        this.logins = logins;
        this.endings = endings;
        this.rules = new ScriptedRules(content, executions);
    }

    void version(String version) {
        this.version = version;
    }

    /** Whether the request's credential lets it in. */
    boolean admits(ScriptedRequest request) {
        return logins.refusal(request).isEmpty();
    }

    ScriptedAnswer answer(RequestKind kind, ScriptedRequest request) {
        if (kind == RequestKind.LOGIN) {
            return logins.login(request);
        }
        Optional<ScriptedAnswer> refusal = logins.refusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (kind == RequestKind.INSPECT_WORKFLOW) {
            return content.inspectWorkflow();
        }
        Optional<JsonObject> body = request.json();
        if (body.isEmpty()) {
            return ScriptedAnswer.fault(400, "Failed to parse request body: unexpected character");
        }
        return routed(kind, request, body.get());
    }

    private ScriptedAnswer routed(RequestKind kind, ScriptedRequest request, JsonObject body) {
        String path = request.path();
        return switch (kind) {
            case VERSION ->
                ScriptedAnswer.ok(JsonObject.builder().put("version", version).build());
            case USER ->
                ScriptedAnswer.ok(JsonObject.builder()
                        .put("username", ScriptedStackStorm.USER)
                        .put("rbac", JsonObject.builder().put("enabled", false).build())
                        .build());
            case START -> path.equals("/v1/executions") ? start(body) : notFound();
            case FIND_BY_KEY, OBSERVE, COLLECT, LIST_EXECUTIONS, LIST_CHILDREN -> executions.list(request);
            case GET_EXECUTION -> get(last(path), request);
            case CANCEL -> executions.cancel(last(path));
            case RELEASE -> executions.release(last(path), request);
            case OUTPUT -> output(path.split("/")[3]);
            case PUT_KEY -> keys.put(last(path), body);
            case GET_ACTION ->
                path.equals("/v1/actions")
                        ? content.listActions(request.query("pack"), request.query("tags"))
                        : content.getAction(last(path));
            case CREATE_ACTION -> content.createAction(body);
            case CHANGE_ACTION -> content.changeAction(last(path), body);
            case DELETE_ACTION ->
                content.deleteAction(last(path), body.get("remove_files").equals(Optional.of(JsonBoolean.TRUE)));
            case GET_PACK -> content.getPack(last(path));
            case GET_FILE -> content.getFile(path.substring("/v1/packs/views/file/".length()));
            case REGISTER_PACK -> content.register(body);
            case GET_SENSOR_TYPE ->
                path.equals("/v1/sensortypes")
                        ? content.sensors().ofPack(request.query("pack"))
                        : content.sensors().get(last(path));
            case CHANGE_SENSOR_TYPE -> content.sensors().change(last(path), body);
            case LIST_KEYS -> keys.list(request.query("prefix").orElse(""));
            case DELETE_KEY -> keys.delete(last(path));
            case LIST_RULES -> rules.list(request.query("pack"));
            case GET_RULE -> rules.get(last(path));
            case CREATE_RULE -> rules.create(body);
            case CHANGE_RULE -> rules.change(last(path), body);
            case DELETE_RULE -> rules.delete(last(path));
            case GET_TRIGGER_TYPE -> rules.triggerType(last(path));
            case LIST_WEBHOOKS -> rules.webhooks();
            case FIRE -> rules.fire(request, body);
            case TRACES -> rules.traces(request);
            case INSTANCES -> rules.instance(last(path));
            case ENFORCEMENTS -> rules.enforcements(request);
            case LOGIN,
                    STREAM,
                    INSPECT_WORKFLOW,
                    CREATE_TRIGGER_TYPE,
                    CHANGE_TRIGGER_TYPE,
                    DELETE_TRIGGER_TYPE,
                    OTHER -> notFound();
        };
    }

    private ScriptedAnswer start(JsonObject body) {
        String ref = body.text("action").orElse("");
        Optional<JsonObject> action = content.action(ref);
        if (action.isEmpty()) {
            return ScriptedAnswer.fault(400, "Action \"" + ref + "\" cannot be found.");
        }
        if (action.get().get("enabled").equals(Optional.of(JsonBoolean.FALSE))) {
            return ScriptedAnswer.fault(400, "Unable to execute. Action \"" + ref + "\" is disabled.");
        }
        JsonObject parameters = inner(body, "parameters");
        Optional<String> unexpected = parameters.members().keySet().stream()
                .filter(name -> !RUNNER_PARAMETERS.contains(name))
                .filter(name -> inner(action.get(), "parameters").get(name).isEmpty())
                .findFirst();
        if (unexpected.isPresent()
                && action.get()
                        .text("entry_point")
                        .filter(text -> !text.isEmpty())
                        .isPresent()) {
            return ScriptedAnswer.fault(
                    400, "Additional properties are not allowed ('" + unexpected.get() + "' was unexpected)");
        }
        return created(action.get(), parameters, inner(body, "context"));
    }

    private ScriptedAnswer created(JsonObject action, JsonObject parameters, JsonObject context) {
        Optional<ScriptedEnvelope> envelope = parameters.text("sst_parameters").map(ScriptedEnvelope::read);
        ScriptedRun run = new ScriptedRun(
                action.text("ref").orElse(""),
                action.text("runner_type").orElse(""),
                parameters,
                envelope,
                code(action));
        return ScriptedAnswer.json(
                201,
                executions
                        .create(action, parameters, context, run, ending(action, run))
                        .record(Optional.empty()));
    }

    /** The harness looks where it lies before anything else. */
    private ScriptedEnding ending(JsonObject action, ScriptedRun run) {
        Optional<String> wanted = run.envelope().flatMap(ScriptedEnvelope::folder);
        String entry = action.text("entry_point").orElse("");
        return wanted.isPresent() && !entry.contains("/" + wanted.get() + "/")
                ? ScriptedEnding.otherRevision()
                : endings.apply(run);
    }

    /** The author's file: a workflow is the entry point itself, anything else lies beside it. */
    private Optional<String> code(JsonObject action) {
        String entry = action.text("entry_point").orElse("");
        boolean workflow = action.text("runner_type").equals(Optional.of(CodeDirective.WORKFLOWS));
        return content.file(action.text("pack").orElse("") + "/actions/"
                + (workflow ? entry : entry.substring(0, entry.lastIndexOf('/') + 1) + "test.py"));
    }

    private ScriptedAnswer get(String id, ScriptedRequest request) {
        return executions
                .get(id)
                .map(execution -> ScriptedAnswer.ok(execution.record(request.query("include_attributes"))))
                .orElseGet(() -> ScriptedExecutions.unknown(id));
    }

    private ScriptedAnswer output(String id) {
        return executions
                .get(id)
                .map(execution -> ScriptedAnswer.text(execution.output()))
                .orElseGet(() -> ScriptedExecutions.unknown(id));
    }

    private static JsonObject inner(JsonObject object, String name) {
        return object.get(name)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElse(JsonObject.empty());
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static ScriptedAnswer notFound() {
        return ScriptedAnswer.fault(404, "The resource could not be found.");
    }
}
