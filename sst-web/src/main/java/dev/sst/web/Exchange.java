package dev.sst.web;

import dev.sst.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as a handler sees it. Lives as long as the request; not thread-safe. */
public final class Exchange {
    private final HttpServletRequest request;
    private final Map<String, String> path;
    private final @Nullable Caller caller;
    private final QueryParameters query;
    private final String mount;

    /** @param mount where the routes are mounted, as {@link Mount} tells it */
    Exchange(HttpServletRequest request, String mount, Map<String, String> path, @Nullable Caller caller) {
        this.request = request;
        this.mount = mount;
        this.path = path;
        this.caller = caller;
        this.query = new QueryParameters(request.getQueryString());
    }

    /** The part of the path that stands where the route says {@code {name}}. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    public QueryParameters query() {
        return query;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** Who sent it; empty only on open routes. */
    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /** Whether whoever sent it has that permission. */
    public boolean may(Permission permission) {
        return caller != null && caller.may(permission);
    }

    /** Refuses whoever has not that permission: for routes of which only the body says what they do. */
    public void expect(Permission permission) {
        if (!may(permission)) {
            throw RequestRefused.needs(Set.of(permission));
        }
    }

    /** The address of one of our paths as a browser sees it: behind whatever the routes are mounted under. */
    public String address(String ours) {
        return mount + ours;
    }

    /** What is written down as the one who did it. */
    public String by() {
        return caller == null ? "anonymous" : caller.name();
    }

    /** The JSON object in the body; without a body the request is refused. */
    public JsonObject body() {
        return optionalBody()
                .orElseThrow(() -> new RequestRefused(400, "The request needs a JSON object as its body."));
    }

    /** The JSON object in the body, if there is a body. */
    public Optional<JsonObject> optionalBody() {
        return JsonBody.read(request);
    }

    /** Refuses a body that says anything, so that nobody believes that it counted. */
    public void expectNoBody() {
        optionalBody().ifPresent(body -> {
            Fields fields = new Fields(body);
            fields.refuseOthers();
            fields.check();
        });
    }

    /** The request itself, for what goes beyond JSON. */
    public HttpServletRequest servlet() {
        return request;
    }
}
