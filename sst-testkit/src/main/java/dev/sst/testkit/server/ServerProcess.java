package dev.sst.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server in a JVM of its own, as people run it: on loopback and a free port, with a home of its own, so that it can be killed.
 * What it is asked is asked with the administrator's token. Failures are assertion errors that hold what it wrote. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {
    /** The administrator's. */
    public static final String TOKEN = "a-token-for-tests-of-at-least-32-characters";

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration RUN = Duration.ofSeconds(90);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Process process;
    private final Path home;
    private final Path log;
    private final int port;

    private ServerProcess(Process process, Path home, Path log, int port) {
        this.process = process;
        this.home = home;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts one and returns at once.
     *
     * @param program what Java runs, and its arguments: {@code -jar server.jar}
     * @param home its {@code SST_HOME}, where its log is kept too; made when it is not there
     * @param variables of its environment, which has none of ours that would set it up
     */
    public static ServerProcess launch(List<String> program, Path home, Map<String, String> variables) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m"));
        command.addAll(program);
        try {
            Files.createDirectories(home);
            Path log = Files.createTempFile(home, "server", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.matches("(SST|ST2|STACKSTORM|DATABASE|REDIS|SPRING|SERVER)_.*"));
            builder.environment().putAll(variables);
            builder.environment().put("SST_HOME", home.toString());
            builder.environment().put("SST_PORT", Integer.toString(port));
            builder.environment().put("SST_BOOTSTRAP_TOKEN", TOKEN);
            return new ServerProcess(builder.start(), home, log, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it is ready to work; one that does not become ready is stopped. */
    public ServerProcess ready() {
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
                assertThat(process.isAlive()).as("the server ended: %s", log()).isTrue();
                return answers();
            });
            return this;
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private boolean answers() {
        try {
            return send("GET", "/health", null).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Its {@code SST_HOME}. */
    public Path home() {
        return home;
    }

    /** What it wrote. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** How it ended; waits for that. */
    public int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a polite stop; returns when it is gone. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    /** The whole address of a path, for example {@code /ui/tests}. */
    public String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** The answer to a request for that path of the server, of any status; fails after a minute without one. */
    public HttpResponse<String> send(String method, String path, @Nullable JsonObject body) {
        var request = HttpRequest.newBuilder(URI.create(address(path)))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json, text/html")
                .header("Authorization", "Bearer " + TOKEN);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JsonText.write(body)));
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its answer to a request below {@code /api/v1}, which it must not refuse; so for the next three. */
    public JsonObject get(String path) {
        return (JsonObject) call("GET", path, null);
    }

    public JsonObject post(String path, @Nullable JsonObject body) {
        return (JsonObject) call("POST", path, body);
    }

    public JsonObject put(String path, JsonObject body) {
        return (JsonObject) call("PUT", path, body);
    }

    public List<JsonObject> list(String path) {
        return ((JsonArray) call("GET", path, null))
                .items().stream().map(JsonObject.class::cast).toList();
    }

    private JsonValue call(String method, String path, @Nullable JsonObject body) {
        HttpResponse<String> answer = send(method, "/api/v1" + path, body);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isBetween(200, 299);
        return JsonText.parse(answer.body());
    }

    /** Stores an action test; its id. */
    public String storedTest(JsonObject definition) {
        JsonObject input = JsonObject.builder()
                .put("test_type", "action")
                .putAll(definition)
                .build();
        return post("/tests/", input).text("test_id").orElseThrow();
    }

    /** Makes the newest revision of a test live. */
    public void deploy(String testId) {
        post("/tests/" + testId + "/deploy", JsonObject.empty());
    }

    /** A stored and deployed action test with that code; its id. */
    public String deployedTest(String name, String code) {
        String id = storedTest(JsonObject.builder()
                .put("name", name)
                .put("test_code", code)
                .put("timeout", 30)
                .build());
        deploy(id);
        return id;
    }

    /** Asks for an execution of what is live; its id. */
    public String execute(String testId) {
        return post("/tests/" + testId + "/execute", JsonObject.empty())
                .text("execution_id")
                .orElseThrow();
    }

    /** The contract's word for how an execution stands. */
    public String status(String executionId) {
        return get("/executions/" + executionId).text("status").orElseThrow();
    }

    /** Executes what is live, and waits for its end; the execution's id. */
    public String run(String testId) {
        String id = execute(testId);
        awaitFinished(id);
        return id;
    }

    /** Ends an execution, and waits for that. */
    public void cancel(String executionId) {
        post("/executions/" + executionId + "/cancel", null);
        awaitFinished(executionId);
    }

    /** A link that lets one browser in, once. */
    public String signInLink() {
        return address(post("/session/codes", null).text("path").orElseThrow());
    }

    /** The execution when it is over. */
    public JsonObject awaitFinished(String executionId) {
        await().atMost(RUN)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !List.of("pending", "running").contains(status(executionId)));
        return get("/executions/" + executionId);
    }
}
