package dev.sst.browser;

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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged server as people start it, in a JVM and a home of its own: embedded PostgreSQL, embedded engine, loopback, a free
 * port. Tests that need something to be there already make it through the API, with the administrator's token. Thread-safe.
 */
final class ServerUnderTest implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration RUN = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path home;
    private final String root;

    private ServerUnderTest(Process process, Path home, int port) {
        this.process = process;
        this.home = home;
        this.root = "http://127.0.0.1:" + port;
    }

    /** Starts one that nobody has used, and returns when it is ready. */
    static ServerUnderTest start() {
        Path jar = Path.of(System.getProperty("sst.browser.server", ""));
        assertThat(jar).as("the packaged server; ./mvnw -Pbrowser makes it").isRegularFile();
        try {
            Path home = Files.createTempDirectory("sst-browser");
            int port = freePort();
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx512m",
                            "-jar",
                            jar.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("server.log").toFile());
            // Whoever runs the tests may have set up a server of their own.
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.matches("(SST|ST2|STACKSTORM|DATABASE|REDIS|SPRING|SERVER)_.*"));
            builder.environment().put("SST_HOME", home.resolve("home").toString());
            builder.environment().put("SST_PORT", Integer.toString(port));
            var started = new ServerUnderTest(builder.start(), home, port);
            try {
                started.awaitReady();
                return started;
            } catch (Throwable e) {
                started.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(process.isAlive()).as("the server ended: %s", log()).isTrue();
            return status("/health") == 200;
        });
        assertThat(status("/ui/"))
                .as("status of the pages; -DskipUi leaves them out")
                .isEqualTo(200);
    }

    /** 0 when there is no answer. */
    private int status(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address(path)))
                                    .header("Accept", "text/html, application/json")
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it wrote. */
    String log() {
        try {
            return Files.readString(home.resolve("server.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what it wrote so far into that file. */
    void keepLog(Path file) {
        try {
            Files.writeString(file, log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole address of a path, for example {@code /ui/tests}. */
    String address(String path) {
        return root + path;
    }

    /** The administrator's token. */
    String token() {
        try {
            return Files.readString(home.resolve("home").resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A link that lets one browser in, once. */
    String signInLink() {
        return address(post("/session/codes", null).text("path").orElseThrow());
    }

    JsonObject post(String path, @Nullable JsonObject body) {
        return (JsonObject) call("POST", path, body);
    }

    JsonObject put(String path, JsonObject body) {
        return (JsonObject) call("PUT", path, body);
    }

    JsonObject get(String path) {
        return (JsonObject) call("GET", path, null);
    }

    List<JsonObject> list(String path) {
        return ((JsonArray) call("GET", path, null))
                .items().stream().map(JsonObject.class::cast).toList();
    }

    /**
     * Calls the API.
     *
     * @param path below {@code /api/v1}
     * @throws AssertionError when it refuses
     */
    private JsonValue call(String method, String path, @Nullable JsonObject body) {
        var request = HttpRequest.newBuilder(URI.create(root + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token());
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JsonText.write(body)));
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, answer.body())
                    .isBetween(200, 299);
            return JsonText.parse(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stores an action test with that code and deploys it; its id. */
    String deployedTest(String name, String code) {
        String id = storedTest(JsonObject.builder()
                .put("name", name)
                .put("test_code", code)
                .put("timeout", 30)
                .build());
        deploy(id);
        return id;
    }

    /** Stores an action test; its id. */
    String storedTest(JsonObject definition) {
        JsonObject input = JsonObject.builder()
                .put("test_type", "action")
                .putAll(definition)
                .build();
        return post("/tests/", input).text("test_id").orElseThrow();
    }

    /** Deploys the newest revision. */
    void deploy(String testId) {
        post("/tests/" + testId + "/deploy", JsonObject.empty());
    }

    /** Asks for a run of what is deployed; the execution's id. */
    String begin(String testId) {
        return post("/tests/" + testId + "/execute", JsonObject.empty())
                .text("execution_id")
                .orElseThrow();
    }

    /** Runs what is deployed, and waits for its end; the execution's id. */
    String run(String testId) {
        String id = begin(testId);
        awaitEnd(id);
        return id;
    }

    /** Stops a run, and waits for its end. */
    void cancel(String executionId) {
        post("/executions/" + executionId + "/cancel", null);
        awaitEnd(executionId);
    }

    private void awaitEnd(String id) {
        await().atMost(RUN)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !List.of("pending", "running")
                        .contains(get("/executions/" + id).text("status").orElseThrow()));
    }

    /** Stops it politely, and removes its home. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
