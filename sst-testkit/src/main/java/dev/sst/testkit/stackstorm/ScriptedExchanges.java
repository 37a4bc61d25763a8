package dev.sst.testkit.stackstorm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between HTTP and the routes: reads the request, decides whether it goes wrong, writes the answer. Thread-safe. */
final class ScriptedExchanges implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptedExchanges.class);
    private static final byte[] FILLER = "0123456789".repeat(800).getBytes(StandardCharsets.US_ASCII);

    private final ScriptedRoutes routes;
    private final ScriptedEvents events;
    private final FaultPlan faults;
    private final RequestLog requests;
    private final ScriptedControl control;

    ScriptedExchanges(
            ScriptedRoutes routes,
            ScriptedEvents events,
            FaultPlan faults,
            RequestLog requests,
            ScriptedControl control) {
        this.routes = routes;
        this.events = events;
        this.faults = faults;
        this.requests = requests;
        this.control = control;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        ScriptedRequest request = read(exchange);
        Optional<ScriptedAnswer> controlled = control.answer(request);
        if (controlled.isPresent()) {
            write(exchange, controlled.get());
            exchange.close();
            return;
        }
        RequestKind kind = RequestKind.of(request);
        requests.add(kind, request);
        Optional<Fault> fault = faults.next(kind);
        try {
            if (fault.isPresent()) {
                fail(exchange, fault.get(), kind, request);
            } else if (kind == RequestKind.STREAM && routes.admits(request)) {
                stream(exchange, request);
            } else {
                write(exchange, routes.answer(kind, request));
            }
        } catch (IOException e) {
            LOG.debug("{}: the other side is gone: {}", request, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} failed here", request, e);
            write(exchange, ScriptedAnswer.fault(500, "Internal Server Error"));
        } finally {
            exchange.close();
        }
    }

    private static ScriptedRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String query = exchange.getRequestURI().getRawQuery();
        String path = exchange.getRequestURI().getPath().replaceFirst("^/(api|auth|stream)(?=/)", "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        return new ScriptedRequest(
                exchange.getRequestMethod(),
                path,
                query == null ? Map.of() : ScriptedRequest.parsed(query),
                headers,
                new String(body, StandardCharsets.UTF_8));
    }

    private void fail(HttpExchange exchange, Fault fault, RequestKind kind, ScriptedRequest request)
            throws IOException {
        ScriptedAnswer done = fault.done() ? routes.answer(kind, request) : ScriptedAnswer.nothing();
        switch (fault) {
            case RESET, LOSE_ANSWER -> exchange.close();
            case SERVER_ERROR, SERVER_ERROR_AFTERWARDS ->
                write(exchange, ScriptedAnswer.fault(500, "Internal Server Error"));
            case UNAVAILABLE ->
                write(
                        exchange,
                        ScriptedAnswer.fault(503, "Nginx is unable to reach st2api. Make sure service is running."));
            case BAD_GATEWAY -> write(exchange, html(502, "502 Bad Gateway"));
            case HTML -> write(exchange, html(200, "Welcome"));
            case EMPTY_BODY -> write(exchange, new ScriptedAnswer(done.status(), done.contentType(), ""));
            case OTHER_SHAPE -> write(exchange, new ScriptedAnswer(done.status(), "application/json", "42"));
            case HALF_BODY -> half(exchange, done);
            case ENDLESS_BODY -> endless(exchange);
            case STALLED_BODY -> stalled(exchange);
            case NEVER_ANSWER -> never();
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1" + request.path());
                write(exchange, html(308, "308 Permanent Redirect"));
            }
            case UNAUTHORIZED -> write(exchange, ScriptedAnswer.fault(401, "Unauthorized - Token has expired."));
            case DEAD_STREAM -> write(exchange, new ScriptedAnswer(200, "text/event-stream", "retry: 1000\n\n"));
        }
    }

    private static ScriptedAnswer html(int status, String title) {
        return new ScriptedAnswer(
                status, "text/html", "<html><head><title>" + title + "</title></head><body></body></html>");
    }

    private static void write(HttpExchange exchange, ScriptedAnswer answer) throws IOException {
        byte[] body = answer.bytes();
        if (!answer.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void half(HttpExchange exchange, ScriptedAnswer answer) throws IOException {
        byte[] body = answer.bytes();
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length + 1L);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write('[');
        while (true) {
            out.write(FILLER);
        }
    }

    private static void stalled(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 1L << 31);
        OutputStream out = exchange.getResponseBody();
        out.write('[');
        out.flush();
        never();
    }

    /** Until the server is closed, which interrupts its threads. */
    private static void never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stream(HttpExchange exchange, ScriptedRequest request) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=UTF-8");
        exchange.sendResponseHeaders(200, 0);
        events.serve(
                exchange.getResponseBody(),
                request.query("events").map(names -> Set.of(names.split(","))).orElse(Set.of()));
    }
}
