package dev.sst.web;

import dev.sst.Sst;
import dev.sst.test.TestDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The REST API: one router function, to be registered as a bean in any Spring MVC application. It brings its own reading,
 * writing and error documents, and changes nothing for the application's other routes. It secures nothing by itself: it asks
 * {@link Callers} who sent a request, and refuses where nobody says. Thread-safe. Close it before the {@link Sst} it stands
 * on.
 *
 * <pre>{@code
 * SstWeb web = SstWeb.builder(sst).callers(Callers.principal()).build();
 * RouterFunction<ServerResponse> routes = web.router();
 * }</pre>
 */
public final class SstWeb implements AutoCloseable {
    /** How many deployments nobody waits for may run at once. */
    public static final int BACKGROUND_DEPLOYMENTS = 4;

    /** How many more may wait. */
    public static final int WAITING_DEPLOYMENTS = 100;

    private final RouterFunction<ServerResponse> router;
    private final EventRoutes events;
    private final ThreadPoolExecutor background;
    private final List<Route> routes;

    private SstWeb(Builder builder) {
        background = background();
        DeploymentBoard board = new DeploymentBoard();
        events = new EventRoutes(builder.sst, board);
        DeploymentRoutes deployments = new DeploymentRoutes(builder.sst, board, background);
        List<Route> all = new ArrayList<>();
        List<RouteGroup> groups = new ArrayList<>(List.of(
                new StackStormRoutes(builder.sst),
                new ExecutionRoutes(builder.sst),
                new InterventionRoutes(builder.sst),
                new OverviewRoutes(builder.sst),
                new TemplateRoutes(),
                new TestRoutes(builder.sst, builder.defaultTimeout),
                new RevisionRoutes(builder.sst),
                deployments,
                new AdoptionRoutes(builder.sst),
                new BulkRoutes(builder.sst, deployments),
                new IncidentRoutes(builder.sst),
                new SessionRoute(),
                events));
        groups.addAll(builder.more);
        groups.forEach(group -> all.addAll(group.routes()));
        UiPages pages = builder.ui ? UiPages.find(signsIn(all)) : null;
        if (builder.rootPages) {
            List<Route> described = new ArrayList<>(all);
            described.addAll(RootRoutes.described());
            var document = OpenApi.document(builder.version, described);
            all.addAll(new RootRoutes(builder.version, builder.health, document, pages != null).routes());
        }
        routes = List.copyOf(all);
        RouterFunction<ServerResponse> table = new WebRouter(routes, builder.callers);
        RouterFunction<ServerResponse> whole = pages == null ? table : pages.and(table);
        router = builder.basePath.isEmpty()
                ? whole
                : RouterFunctions.nest(RequestPredicates.path(builder.basePath), whole);
    }

    /** Whether people sign in here, and not at the application around. */
    private static boolean signsIn(List<Route> routes) {
        return routes.stream()
                .anyMatch(route -> route.method().equals("POST") && route.path().equals(SessionRoute.PATH));
    }

    private static ThreadPoolExecutor background() {
        var pool = new ThreadPoolExecutor(
                BACKGROUND_DEPLOYMENTS,
                BACKGROUND_DEPLOYMENTS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_DEPLOYMENTS),
                task -> new Thread(task, "sst-deploy"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    public static Builder builder(Sst sst) {
        return new Builder(sst);
    }

    public RouterFunction<ServerResponse> router() {
        return router;
    }

    /** Every route of the API, in the order in which they are tried; the browser's pages are none. */
    public List<Route> routes() {
        return routes;
    }

    /** How many event streams are open here. */
    public int openStreams() {
        return events.openStreams();
    }

    /** Ends the event streams, and takes no more deployments that nobody waits for; those under way go on. */
    @Override
    public void close() {
        events.close();
        background.shutdown();
    }

    /** Collects what the API needs. Not thread-safe. */
    public static final class Builder {
        private final Sst sst;
        private final List<RouteGroup> more = new ArrayList<>();
        private Callers callers = Callers.principal();
        private HealthChecks health = List::of;
        private String version = "unknown";
        private String basePath = "";
        private boolean rootPages = true;
        private boolean ui = true;
        private Duration defaultTimeout = TestDefinition.DEFAULT_TIMEOUT;

        private Builder(Sst sst) {
            this.sst = Objects.requireNonNull(sst, "sst");
        }

        /**
         * Who sent a request and what they may do; the servlet container's principal, who may do everything, unless said
         * otherwise.
         */
        public Builder callers(Callers value) {
            callers = Objects.requireNonNull(value, "callers");
            return this;
        }

        public Builder health(HealthChecks value) {
            health = Objects.requireNonNull(value, "health");
            return this;
        }

        /** What {@code /} and the OpenAPI document say. */
        public Builder version(String value) {
            version = Objects.requireNonNull(value, "version");
            return this;
        }

        /**
         * Under which path of the application everything is mounted, {@code /ops/sst}: a slash in front, none at the end; empty,
         * which is the default, for its root. Everything that names an address follows.
         */
        public Builder basePath(String value) {
            if (!Mount.isPlain(value)) {
                throw new IllegalArgumentException(
                        "a base path looks like /ops/sst: letters, digits and . _ ~ -, not " + value);
            }
            basePath = value;
            return this;
        }

        /**
         * Whether {@code /}, {@code /health}, {@code /openapi.json} and {@code /docs} are answered too; true unless said
         * otherwise.
         */
        public Builder rootPages(boolean value) {
            rootPages = value;
            return this;
        }

        /**
         * Whether the browser's pages are served under {@code /ui/}; true unless said otherwise. It takes the jar
         * {@code sst-ui} as well: an application without it has no pages.
         */
        public Builder ui(boolean value) {
            ui = value;
            return this;
        }

        /** The timeout of a new test whose body names none; the contract's unless said otherwise. */
        public Builder defaultTimeout(Duration value) {
            defaultTimeout = Objects.requireNonNull(value, "defaultTimeout");
            return this;
        }

        /** Routes of the application's own that answer, refuse and are described like ours. */
        public Builder routes(RouteGroup group) {
            more.add(group);
            return this;
        }

        public SstWeb build() {
            return new SstWeb(this);
        }
    }
}
