package dev.sst.testkit.incident;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A REST API of incidents on loopback, with the habits that were measured at the one behind {@code INCIDENT_API_URL}: it redirects
 * without the slash, refuses unknown types with 422, has no idempotency, and an end that is not after the start breaks its reads.
 * Faults for single writes and lasting habits are switched on by the test. Thread-safe.
 *
 * <p>Another process asks {@code GET /control/ledger} and orders faults with {@code POST /control/faults}, a JSON array of
 * {@link ReceiverFault} names.
 */
public final class IncidentReceiver implements SinkReceiver {
    private static final String PATH = "/api/v1/incidents";

    /** One request as it came. */
    public record Request(String method, String target, Headers headers, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final IncidentLedger ledger = new IncidentLedger();
    private final Queue<ReceiverFault> faults = new ConcurrentLinkedQueue<>();
    private final Set<ReceiverHabit> habits = EnumSet.noneOf(ReceiverHabit.class);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private IncidentReceiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** On a free port. */
    public static IncidentReceiver start() {
        return new IncidentReceiver(0);
    }

    public static IncidentReceiver start(int port) {
        return new IncidentReceiver(port);
    }

    /** What {@code INCIDENT_API_URL} has to be. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    public void habit(ReceiverHabit habit, boolean on) {
        synchronized (habits) {
            if (on) {
                habits.add(habit);
            } else {
                habits.remove(habit);
            }
        }
    }

    @Override
    public void next(ReceiverFault fault) {
        faults.add(fault);
    }

    @Override
    public List<String> open(String key) {
        return ledger.open(key);
    }

    @Override
    public int creates() {
        return ledger.creates();
    }

    /** An incident as it is stored. */
    public JsonObject incident(String id) {
        return ledger.get(id).orElseThrow();
    }

    /** Somebody deletes it over there. */
    public void forget(String id) {
        ledger.forget(id);
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestURI().toString();
        if (target.startsWith("/control/")) {
            answer(exchange, control(target, body));
            return;
        }
        requests.add(new Request(exchange.getRequestMethod(), target, exchange.getRequestHeaders(), body));
        boolean write = !exchange.getRequestMethod().equals("GET");
        ReceiverFault fault = write ? faults.poll() : null;
        ReceiverAnswer refused = fault == null ? null : ReceiverAnswer.instead(fault);
        if (fault == ReceiverFault.DROPPED) {
            exchange.close();
        } else if (refused != null) {
            answer(exchange, refused);
        } else {
            after(exchange, fault, route(exchange, body));
        }
    }

    private void after(HttpExchange exchange, @Nullable ReceiverFault fault, ReceiverAnswer done) throws IOException {
        if (fault == ReceiverFault.ANSWER_LOST) {
            exchange.close();
        } else if (fault == ReceiverFault.SILENT) {
            untilClosed();
            exchange.close();
        } else {
            answer(exchange, fault == null ? done : done.spoilt(fault));
        }
    }

    private void untilClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ReceiverAnswer route(HttpExchange exchange, String body) {
        URI target = exchange.getRequestURI();
        String method = exchange.getRequestMethod();
        String path = target.getPath();
        if (path.equals(PATH)) {
            return ReceiverAnswer.redirect(url() + "/");
        }
        if (!path.startsWith(PATH + "/")) {
            return ReceiverAnswer.problem(404, "Not Found");
        }
        String id = path.substring(PATH.length() + 1);
        try {
            return switch (method + (id.isEmpty() ? " all" : " one")) {
                case "POST all" -> ledger.create(JsonText.parse(body));
                case "GET all" -> ledger.list(new ListQuery(target.getQuery()), habits());
                case "GET one" -> ledger.read(id);
                case "PUT one" -> ledger.change(id, JsonText.parse(body));
                default -> ReceiverAnswer.problem(405, "Method Not Allowed");
            };
        } catch (JsonTextException e) {
            return ReceiverAnswer.problem(422, "JSON decode error");
        }
    }

    private ReceiverAnswer control(String target, String body) {
        if (target.equals("/control/faults")) {
            ReceiverAnswer.texts(JsonText.parse(body))
                    .map(ReceiverFault::valueOf)
                    .forEach(faults::add);
        }
        return ReceiverAnswer.json(200, ledger.picture());
    }

    private Set<ReceiverHabit> habits() {
        synchronized (habits) {
            return Set.copyOf(habits);
        }
    }

    private static void answer(HttpExchange exchange, ReceiverAnswer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
