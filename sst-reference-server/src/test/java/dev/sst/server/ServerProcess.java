package dev.sst.server;

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

/** A server in a JVM of its own, as people run it: so that it can be killed. */
final class ServerProcess implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests-of-at-least-32-characters";
    private static final Duration START = Duration.ofSeconds(120);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Process process;
    private final Path log;
    private final int port;

    private ServerProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts one with these variables, and returns when it is ready. */
    static ServerProcess start(Path home, Map<String, String> variables, String... arguments) {
        ServerProcess started = launch(home, variables, arguments);
        started.awaitReady();
        return started;
    }

    /** Starts one and returns at once. */
    static ServerProcess launch(Path home, Map<String, String> variables, String... arguments) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sst.server.ReferenceServer"));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(home);
            Path log = Files.createTempFile(home, "server", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(variables);
            builder.environment().put("SST_HOME", home.toString());
            builder.environment().put("SST_PORT", Integer.toString(port));
            builder.environment().put("SST_BOOTSTRAP_TOKEN", TOKEN);
            return new ServerProcess(builder.start(), log, port);
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

    /** Returns when it is ready to work. */
    void awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(process.isAlive()).as("the server ended: %s", log()).isTrue();
            return answers();
        });
    }

    private boolean answers() throws InterruptedException {
        try {
            return send("GET", "/health", null).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** What it wrote. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** How it ended; waits for that. */
    int awaitEnd() {
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

    JsonObject post(String path, JsonObject body) {
        return (JsonObject) call("POST", path, body);
    }

    JsonObject get(String path) {
        return (JsonObject) call("GET", path, null);
    }

    List<JsonObject> list(String path) {
        return ((JsonArray) call("GET", path, null))
                .items().stream().map(JsonObject.class::cast).toList();
    }

    private JsonValue call(String method, String path, @Nullable JsonObject body) {
        try {
            HttpResponse<String> answer = send(method, "/api/v1" + path, body);
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, answer.body())
                    .isBetween(200, 299);
            return JsonText.parse(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The answer, of any status; fails after a minute without one. */
    HttpResponse<String> send(String method, String path, @Nullable JsonObject body) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
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
        }
    }

    /** A stored and deployed action test with that code. */
    String deployedTest(String name, String code) {
        String id = post(
                        "/tests/",
                        JsonObject.builder()
                                .put("name", name)
                                .put("test_type", "action")
                                .put("test_code", code)
                                .put("timeout", 30)
                                .build())
                .text("test_id")
                .orElseThrow();
        post("/tests/" + id + "/deploy", JsonObject.empty());
        return id;
    }

    /** Asks for an execution; its id. */
    String execute(String testId) {
        return post("/tests/" + testId + "/execute", JsonObject.empty())
                .text("execution_id")
                .orElseThrow();
    }

    String status(String executionId) {
        return get("/executions/" + executionId).text("status").orElseThrow();
    }

    JsonObject awaitFinished(String executionId) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !List.of("pending", "running").contains(status(executionId)));
        return get("/executions/" + executionId);
    }
}
