package dev.sst.testkit.stackstorm;

/** What a request to StackStorm is for, as far as tests count and fail them. */
public enum RequestKind {
    /** {@code POST /auth/v1/tokens}. */
    LOGIN,
    /** {@code GET /v1/}. */
    VERSION,
    /** {@code GET /v1/user}. */
    USER,
    /** {@code POST /v1/executions}. */
    START,
    /** {@code GET /v1/executions?filter=...}. */
    FIND_BY_KEY,
    /** {@code GET /v1/executions?id=...} without results. */
    OBSERVE,
    /** {@code GET /v1/executions?id=...} with results. */
    COLLECT,
    /** {@code GET /v1/executions} in any other form. */
    LIST_EXECUTIONS,
    /** {@code GET /v1/executions/<id>}. */
    GET_EXECUTION,
    /** {@code DELETE /v1/executions/<id>}. */
    CANCEL,
    /** {@code PUT /v1/executions/<id>}. */
    RELEASE,
    /** {@code GET /v1/executions/<id>/output}. */
    OUTPUT,
    /** {@code GET /stream/v1/stream}. */
    STREAM,
    /** {@code PUT /v1/keys/<name>}. */
    PUT_KEY,
    /** {@code GET /v1/actions/<ref>}. */
    GET_ACTION,
    /** {@code POST /v1/actions}. */
    CREATE_ACTION,
    /** {@code PUT /v1/actions/<ref>}. */
    CHANGE_ACTION,
    /** {@code DELETE /v1/actions/<ref>}. */
    DELETE_ACTION,
    /** {@code GET /v1/packs/<ref>}. */
    GET_PACK,
    /** {@code GET /v1/packs/views/file/<ref>/<path>}. */
    GET_FILE,
    /** {@code POST /v1/packs/register}. */
    REGISTER_PACK,
    /** {@code GET /v1/executions?parent=...}. */
    LIST_CHILDREN,
    /** {@code POST /v1/workflows/inspect}. */
    INSPECT_WORKFLOW,
    /** {@code GET /v1/rules/<ref>}. */
    GET_RULE,
    /** {@code GET /v1/rules?...}. */
    LIST_RULES,
    /** {@code POST /v1/rules}. */
    CREATE_RULE,
    /** {@code PUT /v1/rules/<id>}. */
    CHANGE_RULE,
    /** {@code DELETE /v1/rules/<ref>}. */
    DELETE_RULE,
    /** {@code GET /v1/triggertypes/<ref>}. */
    GET_TRIGGER_TYPE,
    /** {@code POST /v1/triggertypes}. */
    CREATE_TRIGGER_TYPE,
    /** {@code PUT /v1/triggertypes/<ref>}. */
    CHANGE_TRIGGER_TYPE,
    /** {@code DELETE /v1/triggertypes/<ref>}. */
    DELETE_TRIGGER_TYPE,
    /** {@code GET /v1/webhooks}. */
    LIST_WEBHOOKS,
    /** {@code POST /v1/webhooks/<url>}. */
    FIRE,
    /** {@code GET /v1/traces?...}. */
    TRACES,
    /** {@code GET /v1/triggerinstances...}. */
    INSTANCES,
    /** {@code GET /v1/ruleenforcements?...}. */
    ENFORCEMENTS,
    /** {@code GET /v1/sensortypes/<ref>}. */
    GET_SENSOR_TYPE,
    /** {@code PUT /v1/sensortypes/<ref>}. */
    CHANGE_SENSOR_TYPE,
    /** {@code GET /v1/keys?prefix=...}. */
    LIST_KEYS,
    /** {@code DELETE /v1/keys/<name>}. */
    DELETE_KEY,
    /** Any other. */
    OTHER;

    /** Whether such a request changes what StackStorm holds. */
    public boolean writes() {
        return switch (this) {
            case START,
                    CANCEL,
                    RELEASE,
                    PUT_KEY,
                    DELETE_KEY,
                    CREATE_ACTION,
                    CHANGE_ACTION,
                    DELETE_ACTION,
                    REGISTER_PACK,
                    CREATE_RULE,
                    CHANGE_RULE,
                    DELETE_RULE,
                    CREATE_TRIGGER_TYPE,
                    CHANGE_TRIGGER_TYPE,
                    DELETE_TRIGGER_TYPE,
                    FIRE,
                    CHANGE_SENSOR_TYPE -> true;
            case LOGIN,
                    VERSION,
                    USER,
                    FIND_BY_KEY,
                    OBSERVE,
                    COLLECT,
                    LIST_EXECUTIONS,
                    LIST_CHILDREN,
                    GET_EXECUTION,
                    OUTPUT,
                    STREAM,
                    GET_ACTION,
                    GET_PACK,
                    GET_FILE,
                    INSPECT_WORKFLOW,
                    GET_RULE,
                    LIST_RULES,
                    GET_TRIGGER_TYPE,
                    LIST_WEBHOOKS,
                    TRACES,
                    INSTANCES,
                    ENFORCEMENTS,
                    GET_SENSOR_TYPE,
                    LIST_KEYS,
                    OTHER -> false;
        };
    }

    static RequestKind of(ScriptedRequest request) {
        String path = request.path();
        String method = request.method();
        if (path.endsWith("/tokens")) {
            return LOGIN;
        }
        if (path.equals("/v1") || path.equals("/v1/")) {
            return VERSION;
        }
        if (path.equals("/v1/stream")) {
            return STREAM;
        }
        if (path.equals("/v1/user")) {
            return USER;
        }
        if (path.startsWith("/v1/executions")) {
            return execution(method, path, request);
        }
        if (path.startsWith("/v1/actions")) {
            return action(method);
        }
        if (path.startsWith("/v1/packs")) {
            return pack(method, path);
        }
        return path.startsWith("/v1/keys") ? key(method, path) : watched(method, path);
    }

    private static RequestKind execution(String method, String path, ScriptedRequest request) {
        boolean list = path.equals("/v1/executions");
        return switch (method) {
            case "POST" -> START;
            case "DELETE" -> CANCEL;
            case "PUT" -> RELEASE;
            default -> list ? listing(request) : path.endsWith("/output") ? OUTPUT : GET_EXECUTION;
        };
    }

    private static RequestKind listing(ScriptedRequest request) {
        if (request.query("filter").isPresent()) {
            return FIND_BY_KEY;
        }
        if (request.query("parent").isPresent()) {
            return LIST_CHILDREN;
        }
        if (request.query("id").isEmpty()) {
            return LIST_EXECUTIONS;
        }
        return request.query("include_attributes").orElse("result").contains("result") ? COLLECT : OBSERVE;
    }

    private static RequestKind action(String method) {
        return switch (method) {
            case "POST" -> CREATE_ACTION;
            case "PUT" -> CHANGE_ACTION;
            case "DELETE" -> DELETE_ACTION;
            default -> GET_ACTION;
        };
    }

    private static RequestKind pack(String method, String path) {
        if (path.equals("/v1/packs/register")) {
            return REGISTER_PACK;
        }
        if (path.startsWith("/v1/packs/views/file/")) {
            return GET_FILE;
        }
        return path.startsWith("/v1/packs/") && method.equals("GET") ? GET_PACK : OTHER;
    }

    private static RequestKind key(String method, String path) {
        return switch (method) {
            case "PUT" -> PUT_KEY;
            case "DELETE" -> DELETE_KEY;
            case "GET" -> path.equals("/v1/keys") ? LIST_KEYS : OTHER;
            default -> OTHER;
        };
    }

    /** What has to do with triggers, and the inspection of workflows. */
    private static RequestKind watched(String method, String path) {
        String[] names = path.split("/");
        boolean one = names.length > 3;
        return switch (names.length > 2 ? names[2] : "") {
            case "workflows" -> path.equals("/v1/workflows/inspect") ? INSPECT_WORKFLOW : OTHER;
            case "rules" -> rule(method, one);
            case "triggertypes" -> triggerType(method);
            case "webhooks" -> method.equals("POST") ? FIRE : LIST_WEBHOOKS;
            case "traces" -> TRACES;
            case "triggerinstances" -> INSTANCES;
            case "ruleenforcements" -> ENFORCEMENTS;
            case "sensortypes" -> method.equals("PUT") ? CHANGE_SENSOR_TYPE : GET_SENSOR_TYPE;
            default -> OTHER;
        };
    }

    private static RequestKind rule(String method, boolean one) {
        return switch (method) {
            case "POST" -> CREATE_RULE;
            case "PUT" -> CHANGE_RULE;
            case "DELETE" -> DELETE_RULE;
            default -> one ? GET_RULE : LIST_RULES;
        };
    }

    private static RequestKind triggerType(String method) {
        return switch (method) {
            case "POST" -> CREATE_TRIGGER_TYPE;
            case "PUT" -> CHANGE_TRIGGER_TYPE;
            case "DELETE" -> DELETE_TRIGGER_TYPE;
            default -> GET_TRIGGER_TYPE;
        };
    }
}
