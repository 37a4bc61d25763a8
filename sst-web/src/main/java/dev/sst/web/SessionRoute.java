package dev.sst.web;

import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.util.List;

/** Tells a page who sits in front of it, what they may do, and what it has to send along with what it changes. */
final class SessionRoute implements RouteGroup {

    static final String PATH = Route.BASE + "/session";

    @Override
    public List<Route> routes() {
        return List.of(Route.get(PATH, SessionRoute::session)
                .named("getSession", "Who asks, what they may do, and the token that a page sends along with changes")
                .forEveryCaller()
                .answers(200, "Session"));
    }

    private static Answer session(Exchange exchange) {
        Caller caller = exchange.caller().orElseThrow();
        String token = caller.csrfToken();
        return Answer.ok(JsonObject.builder()
                .put("name", caller.name())
                .put("person", caller.person())
                .put("permissions", Permission.words(caller.permissions()))
                .put("csrf_header", Caller.CSRF_HEADER)
                .put("csrf_token", token == null ? JsonNull.NULL : new JsonString(token))
                .build());
    }
}
