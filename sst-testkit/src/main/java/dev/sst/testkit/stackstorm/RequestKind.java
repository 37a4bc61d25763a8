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
    /** Any other. */
    OTHER;

    /** Whether such a request changes what StackStorm holds. */
    public boolean writes() {
        return switch (this) {
            case START, CANCEL, RELEASE, PUT_KEY, CREATE_ACTION, CHANGE_ACTION, DELETE_ACTION, REGISTER_PACK -> true;
            case LOGIN,
                    VERSION,
                    USER,
                    FIND_BY_KEY,
                    OBSERVE,
                    COLLECT,
                    LIST_EXECUTIONS,
                    GET_EXECUTION,
                    OUTPUT,
                    STREAM,
                    GET_ACTION,
                    GET_PACK,
                    GET_FILE,
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
        return pack(method, path);
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
        if (path.startsWith("/v1/keys/") && method.equals("PUT")) {
            return PUT_KEY;
        }
        if (path.equals("/v1/packs/register")) {
            return REGISTER_PACK;
        }
        if (path.startsWith("/v1/packs/views/file/")) {
            return GET_FILE;
        }
        return path.startsWith("/v1/packs/") && method.equals("GET") ? GET_PACK : OTHER;
    }
}
