package dev.sst.web;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of the API: method, path, who answers, who may ask, and what the OpenAPI document says of it. Immutable. A path is
 * given without a trailing slash and answers with and without one. A route has to say who may use it: everybody, every caller,
 * or those with a permission; one that does not cannot be registered.
 */
public final class Route {
    /** What every path of the contract but the pages begins with. */
    public static final String BASE = "/api/v1";

    /** Answers requests. Thread-safe. May throw what the framework throws on purpose: it becomes a problem document. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(Exchange exchange);
    }

    /** A parameter of the URL, for the OpenAPI document. */
    record Parameter(String name, String meaning, JsonObject schema) {}

    private final String method;
    private final String path;
    private final Handler handler;
    private final @Nullable Access access;
    private final String name;
    private final String summary;
    private final @Nullable String takes;
    private final int status;
    private final @Nullable String answers;
    private final List<Parameter> parameters;

    private Route(
            String method,
            String path,
            Handler handler,
            @Nullable Access access,
            String name,
            String summary,
            @Nullable String takes,
            int status,
            @Nullable String answers,
            List<Parameter> parameters) {
        this.method = Objects.requireNonNull(method, "method");
        this.path = Objects.requireNonNull(path, "path");
        this.handler = Objects.requireNonNull(handler, "handler");
        this.access = access;
        this.name = name;
        this.summary = summary;
        this.takes = takes;
        this.status = status;
        this.answers = answers;
        this.parameters = List.copyOf(parameters);
    }

    private static Route of(String method, String path, Handler handler) {
        return new Route(method, path, handler, null, "", "", null, 200, null, List.of());
    }

    /** Answers HEAD as well. */
    public static Route get(String path, Handler handler) {
        return of("GET", path, handler);
    }

    public static Route post(String path, Handler handler) {
        return of("POST", path, handler);
    }

    public static Route put(String path, Handler handler) {
        return of("PUT", path, handler);
    }

    public static Route delete(String path, Handler handler) {
        return of("DELETE", path, handler);
    }

    /** @param operation its name in the OpenAPI document, unique, {@code listTests} */
    public Route named(String operation, String what) {
        return new Route(method, path, handler, access, operation, what, takes, status, answers, parameters);
    }

    /** Whoever asks is answered, identified or not. */
    public Route forEverybody() {
        return with(Access.EVERYBODY);
    }

    /** Whoever is identified is answered, whatever they may do. */
    public Route forEveryCaller() {
        return with(Access.EVERY_CALLER);
    }

    /** Who has this permission is answered. */
    public Route needs(Permission permission) {
        return with(Access.having(permission));
    }

    /** Who has one of these is answered; which one it takes, the handler finds out and asks for ({@link Exchange#expect}). */
    public Route needsOneOf(Permission first, Permission... others) {
        return with(Access.having(first, others));
    }

    private Route with(Access who) {
        return new Route(method, path, handler, who, name, summary, takes, status, answers, parameters);
    }

    /** @param schema the schema of the request's body */
    public Route takes(String schema) {
        return new Route(method, path, handler, access, name, summary, schema, status, answers, parameters);
    }

    /**
     * @param schema the schema of the body when all is well; a list of it when it ends in {@code []}; with {@code |} between
     * several, one of them
     */
    public Route answers(int code, String schema) {
        return new Route(method, path, handler, access, name, summary, takes, code, schema, parameters);
    }

    /** Answers without a body when all is well. */
    public Route answers(int code) {
        return new Route(method, path, handler, access, name, summary, takes, code, null, parameters);
    }

    /** A parameter of the URL that is any text. */
    public Route query(String parameter, String meaning) {
        return with(parameter, meaning, type("string"));
    }

    /** One that may be given several times. */
    public Route texts(String parameter, String meaning) {
        return with(parameter, meaning, type("array").with("items", type("string")));
    }

    /** One that is a whole number. */
    public Route number(String parameter, String meaning) {
        return with(parameter, meaning, type("integer"));
    }

    /** One that is true or false. */
    public Route flag(String parameter, String meaning) {
        return with(parameter, meaning, type("boolean"));
    }

    /** One that is an ISO-8601 time. */
    public Route time(String parameter, String meaning) {
        return with(parameter, meaning, type("string").with("format", new JsonString("date-time")));
    }

    /** One that is one of these words. */
    public Route oneOf(String parameter, String meaning, List<String> words) {
        return with(parameter, meaning, type("string").with("enum", Json.texts(words)));
    }

    private static JsonObject type(String name) {
        return JsonObject.empty().with("type", new JsonString(name));
    }

    private Route with(String parameter, String meaning, JsonObject schema) {
        var more = new ArrayList<>(parameters);
        more.add(new Parameter(parameter, meaning, schema));
        return new Route(method, path, handler, access, name, summary, takes, status, answers, more);
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** Whether everybody is answered, identified or not. */
    public boolean open() {
        return access().open();
    }

    /** The permissions of which a caller needs one; empty where none is needed. */
    public Set<Permission> permissions() {
        return access().oneOf();
    }

    /** Who is answered. A route that does not say cannot be used. */
    Access access() {
        if (access == null) {
            throw new IllegalStateException("the route " + this + " does not say who may use it");
        }
        return access;
    }

    Handler handler() {
        return handler;
    }

    String name() {
        return name;
    }

    String summary() {
        return summary;
    }

    @Nullable
    String takes() {
        return takes;
    }

    int status() {
        return status;
    }

    @Nullable
    String answers() {
        return answers;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
