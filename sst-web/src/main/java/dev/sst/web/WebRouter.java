package dev.sst.web;

import dev.sst.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Finds the route of a request and sees to it that every answer is one of the contract's: 401 where nobody says who asks,
 * 403 where who asks has not the permission, 404 and 405 as problem documents, OPTIONS, exceptions as problem documents, and
 * 500 with a number to look up in the log for what nobody thought of. Paths that are none of ours are left to the application.
 * Thread-safe.
 */
final class WebRouter implements RouterFunction<ServerResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(WebRouter.class);

    /** What stands for the address of the mount itself, which has no path of ours behind it. */
    private static final PathContainer ROOT = PathContainer.parsePath("/");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final List<Line> lines;
    private final Callers callers;
    private final LogNumbers numbers = new LogNumbers();

    private record Line(Route route, PathPattern plain, PathPattern slashed) {
        /** Refuses a route that does not say who may use it. */
        static Line of(Route route) {
            Objects.requireNonNull(route.access());
            var parser = PathPatternParser.defaultInstance;
            String path = route.path();
            return new Line(route, parser.parse(path), parser.parse(path.endsWith("/") ? path : path + "/"));
        }

        PathPattern.@Nullable PathMatchInfo match(PathContainer path) {
            var match = plain.matchAndExtract(path);
            return match != null ? match : slashed.matchAndExtract(path);
        }

        boolean takes(String method) {
            return route.method().equals(method)
                    || (method.equals("HEAD") && route.method().equals("GET"));
        }
    }

    WebRouter(List<Route> routes, Callers callers) {
        this.lines = routes.stream().map(Line::of).toList();
        this.callers = callers;
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        PathContainer within = request.requestPath().pathWithinApplication();
        PathContainer path = within.value().isEmpty() ? ROOT : within;
        String method = request.method().name();
        Set<String> allowed = new LinkedHashSet<>();
        for (Line line : lines) {
            var match = line.match(path);
            if (match == null) {
                continue;
            }
            if (line.takes(method)) {
                return Optional.of(handler(line.route(), match.getUriVariables(), within.value()));
            }
            allowed.add(line.route().method());
        }
        if (!allowed.isEmpty()) {
            return Optional.of(otherMethod(method, allowed));
        }
        if (path.value().equals(Route.BASE) || path.value().startsWith(Route.BASE + "/")) {
            return Optional.of(any ->
                    ProblemAnswer.of(404, "There is nothing at this address.").toResponse());
        }
        return Optional.empty();
    }

    private static HandlerFunction<ServerResponse> otherMethod(String method, Set<String> allowed) {
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        allowed.add("OPTIONS");
        String allow = String.join(", ", allowed);
        Answer answer = method.equals("OPTIONS")
                ? Answer.nothing()
                : ProblemAnswer.of(405, "This address takes " + allow + ".");
        return any -> answer.with("Allow", allow).toResponse();
    }

    private HandlerFunction<ServerResponse> handler(Route route, Map<String, String> variables, String path) {
        return request -> {
            HttpServletRequest servlet = request.servletRequest();
            return answer(route, variables, Mount.of(servlet, path), servlet).toResponse();
        };
    }

    private Answer answer(Route route, Map<String, String> variables, String mount, HttpServletRequest request) {
        try {
            Caller caller = caller(route, request);
            if (caller == null && !route.open()) {
                throw RequestRefused.nobody();
            }
            if (!route.access().allows(caller)) {
                throw RequestRefused.needs(route.permissions());
            }
            if (caller != null && !route.open() && !proves(caller, request)) {
                return ProblemAnswer.of(
                        403,
                        "A change on the strength of a cookie needs the header " + Caller.CSRF_HEADER
                                + " with the csrf_token of GET " + Route.BASE
                                + "/session, or has to come from a page of this server.");
            }
            return route.handler().answer(new Exchange(request, mount, variables, caller));
        } catch (RuntimeException e) {
            Answer known = ProblemAnswer.of(e);
            return known != null ? known : unexpected(route, e);
        } catch (StackOverflowError e) {
            return unexpected(route, e);
        }
    }

    /**
     * Whether it only reads, or carries what its caller has to send along. A front end that knows no such token is believed when
     * the browser says that the request comes from a page of this server.
     */
    private static boolean proves(Caller caller, HttpServletRequest request) {
        String token = caller.csrfToken();
        if (token == null || READING.contains(request.getMethod())) {
            return true;
        }
        String shown = request.getHeader(Caller.CSRF_HEADER);
        if (shown == null) {
            return Origin.same(request.getHeader("Origin"), request.getHeader("Host"));
        }
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Where everybody is answered, whoever cannot be identified just now is nobody in particular. */
    private @Nullable Caller caller(Route route, HttpServletRequest request) {
        try {
            return callers.identify(request).orElse(null);
        } catch (StoreUnavailableException e) {
            if (route.open()) {
                return null;
            }
            throw e;
        }
    }

    private Answer unexpected(Route route, Throwable e) {
        String number = numbers.next();
        LOG.atLevel(Level.ERROR).setCause(e).log("{} failed; told the caller to look for {}", route, number);
        return ProblemAnswer.of(
                500, "Something unexpected happened; the server's log tells more under " + number + ".");
    }
}
