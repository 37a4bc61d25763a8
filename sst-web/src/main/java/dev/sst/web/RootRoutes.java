package dev.sst.web;

import dev.sst.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What stands at the root: health, the OpenAPI document with a page to browse it, and a page for whoever opens the address
 * in a browser. Pages load nothing from elsewhere, and need no token: there is nothing secret in them.
 */
final class RootRoutes implements RouteGroup {
    /** How long one look at the health serves everybody: without a token it can be asked for by anyone. */
    static final Duration HEALTH_KEPT = Duration.ofSeconds(2);

    private static final String PAGES = "/dev/sst/web/";
    private static final String HTML = "text/html;charset=utf-8";
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                    + "form-action 'none'; base-uri 'self'; frame-ancestors 'none'";

    private final String version;
    private final Kept<List<HealthChecks.Component>> health;
    private final JsonObject openApi;
    private final boolean ui;
    private final String indexPage = PackagedFile.text(PAGES + "index.html");
    private final String docsPage = PackagedFile.text(PAGES + "docs.html");

    /** @param ui whether there are pages to send browsers to */
    RootRoutes(String version, HealthChecks health, JsonObject openApi, boolean ui) {
        this.ui = ui;
        this.version = version;
        this.health = new Kept<>(HEALTH_KEPT, health::look);
        this.openApi = openApi;
    }

    /** The same routes without anything behind them, to be described. */
    static List<Route> described() {
        return new RootRoutes("", List::of, JsonObject.empty(), false).routes();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/", this::root)
                        .named("getRoot", "Name and version; sends browsers to the pages")
                        .forEverybody()
                        .answers(200, "Root"),
                Route.get("/health", this::health)
                        .named(
                                "getHealth",
                                "How the parts fare; without a token only up, degraded or down. 503 when down")
                        .forEverybody()
                        .answers(200, "Health"),
                Route.get("/openapi.json", exchange -> Answer.ok(OpenApi.at(exchange.address(""), openApi)))
                        .named("getOpenApi", "This document")
                        .needs(Permission.READ)
                        .answers(200, "OpenApi"),
                Route.get("/docs", exchange -> page(docsPage, exchange))
                        .named("getDocs", "This document as a page")
                        .forEverybody()
                        .answers(200, "Page"),
                file("/docs/docs.js", "docs.js", "text/javascript;charset=utf-8", "getDocsScript", "The page's script"),
                file("/docs/docs.css", "docs.css", "text/css;charset=utf-8", "getDocsStyle", "The page's style"));
    }

    private static Route file(String path, String resource, String type, String name, String summary) {
        Answer answer = Answer.bytes(200, type, PackagedFile.bytes(PAGES + resource))
                .with("Content-Security-Policy", PAGE_POLICY);
        return Route.get(path, exchange -> answer)
                .named(name, summary)
                .forEverybody()
                .answers(200, "Page");
    }

    /** A page that is told where it is mounted: its addresses are relative to that. */
    private static Answer page(String html, Exchange exchange) {
        String placed = html.replace("<base href=\"/\">", "<base href=\"" + exchange.address("/") + "\">");
        return Answer.bytes(200, HTML, placed.getBytes(StandardCharsets.UTF_8))
                .with("Content-Security-Policy", PAGE_POLICY);
    }

    private Answer root(Exchange exchange) {
        if (exchange.header("Accept").orElse("").contains("text/html")) {
            return ui ? Answer.redirect(exchange.address(UiPages.ROOT + "/")) : page(indexPage, exchange);
        }
        if (!exchange.may(Permission.READ)) {
            throw exchange.caller().isPresent()
                    ? RequestRefused.needs(Set.of(Permission.READ))
                    : RequestRefused.nobody();
        }
        return Answer.ok(JsonObject.builder()
                .put("name", "StackStorm Synthetic Test Framework")
                .put("version", version)
                .put("api", exchange.address(Route.BASE))
                .put("openapi", exchange.address("/openapi.json"))
                .put("docs", exchange.address("/docs"))
                .build());
    }

    private Answer health(Exchange exchange) {
        List<HealthChecks.Component> parts = health.get();
        HealthChecks.State state = overall(parts);
        var json = JsonObject.builder().put("status", Json.word(state));
        if (exchange.may(Permission.READ)) {
            json.put("version", version).put("components", Json.array(parts, RootRoutes::part));
        }
        return Answer.json(state == HealthChecks.State.DOWN ? 503 : 200, json.build());
    }

    private static HealthChecks.State overall(List<HealthChecks.Component> parts) {
        boolean down = parts.stream().anyMatch(part -> part.vital() && part.state() == HealthChecks.State.DOWN);
        boolean well = parts.stream().allMatch(part -> part.state() == HealthChecks.State.UP);
        if (down) {
            return HealthChecks.State.DOWN;
        }
        return well ? HealthChecks.State.UP : HealthChecks.State.DEGRADED;
    }

    private static JsonObject part(HealthChecks.Component part) {
        return JsonObject.builder()
                .put("name", part.name())
                .put("state", Json.word(part.state()))
                .put("detail", part.detail())
                .put("details", part.details())
                .build();
    }
}
