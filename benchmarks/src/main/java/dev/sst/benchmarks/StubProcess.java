package dev.sst.benchmarks;

import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.stackstorm.StackStormEngine;
import dev.sst.stackstorm.StackStormSettings;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import dev.sst.testkit.stackstorm.ScriptedStackStormMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * The scripted StackStorm in a process of its own, so that its work is not counted as ours. Its server answers without
 * waiting for more to send ({@code sun.net.httpserver.nodelay}): with that wait it does eleven requests a second, and every
 * ratio would be noise. Thread-safe.
 */
final class StubProcess implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final int ASKED_AT_ONCE = 100;

    private final Process process;
    private final String root;
    private final HttpClient http = HttpClient.newHttpClient();

    private StubProcess(Process process, int port) {
        this.process = process;
        this.root = "http://127.0.0.1:" + port;
    }

    /** Returns when it listens. */
    static StubProcess start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sst-benchmark");
        Path portFile = folder.resolve("port");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.httpserver.nodelay=true",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScriptedStackStormMain.class.getName(),
                        "--port-file",
                        portFile.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (!Files.exists(portFile)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("the scripted StackStorm did not start");
            }
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        int port = Integer.parseInt(Files.readString(portFile));
        Files.delete(portFile);
        Files.delete(folder);
        return new StubProcess(process, port);
    }

    /** The address of its API. */
    String api() {
        return root + "/api";
    }

    /** A new engine of ours, connected to it. */
    StackStormEngine engine() {
        var settings = StackStormSettings.behindNginx(root)
                .apiKey(ScriptedStackStorm.API_KEY)
                .build();
        return StackStormEngine.at(settings, InstantSource.system());
    }

    /** How many requests of each kind it has had. */
    Requests requests() throws IOException, InterruptedException {
        var counts = new EnumMap<RequestKind, Long>(RequestKind.class);
        for (RequestKind kind : RequestKind.values()) {
            counts.put(kind, Long.parseLong(control("count?kind=" + kind).strip()));
        }
        return new Requests(counts);
    }

    /** When each of these runs ended there. */
    Map<EngineExecutionId, Instant> ended(Collection<EngineExecutionId> ids) throws IOException, InterruptedException {
        var ended = new HashMap<EngineExecutionId, Instant>();
        Iterator<EngineExecutionId> left = ids.iterator();
        while (left.hasNext()) {
            var batch = new StringJoiner(",");
            for (int i = 0; i < ASKED_AT_ONCE && left.hasNext(); i++) {
                batch.add(left.next().value());
            }
            String answer =
                    get("/api/v1/executions?limit=" + ASKED_AT_ONCE + "&include_attributes=end_timestamp&id=" + batch);
            ((JsonArray) JsonText.parse(answer))
                    .items().stream()
                            .map(JsonObject.class::cast)
                            .forEach(run -> ended.put(
                                    new EngineExecutionId(run.text("id").orElseThrow()),
                                    Instant.parse(run.text("end_timestamp").orElseThrow())));
        }
        return ended;
    }

    /** It forgets what is over, so that it stays as fast and as small as it was. */
    void forget() throws IOException, InterruptedException {
        control("forget");
    }

    long pid() {
        return process.pid();
    }

    /** Whether its event stream can be had. */
    void stream(boolean up) throws IOException, InterruptedException {
        control(up ? "clear" : "fault?kind=STREAM&fault=UNAVAILABLE&times=" + Integer.MAX_VALUE);
    }

    private String control(String path) throws IOException, InterruptedException {
        return get("/scripted/" + path);
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(root + path))
                                .header("St2-Api-Key", ScriptedStackStorm.API_KEY)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
