package dev.sst.benchmarks;

import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fires rules and asks every second for all there is to each of them, until it is closed. Thread-safe. */
final class AskingWatcher implements AutoCloseable {
    private static final int THREADS = 16;
    private static final Pattern INSTANCE = Pattern.compile("\"object_id\":\\s*\"([0-9a-f]{24})\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final AtomicLong keys = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final String api;

    AskingWatcher(StubProcess stub) {
        api = stub.api() + "/v1/";
    }

    /** Sends that rule's webhook the event, and watches it from then on. */
    void watch(String rule, String url, String script) throws IOException, InterruptedException {
        String tag = "bare-" + keys.incrementAndGet();
        String body = "{\"scripted\": " + script + "}";
        send(HttpRequest.newBuilder(URI.create(api + "webhooks/" + url))
                .header("Content-Type", "application/json")
                .header("St2-Trace-Tag", tag)
                .POST(BodyPublishers.ofString(body)));
        threads.scheduleAtFixedRate(() -> look(rule, tag), 1, 1, TimeUnit.SECONDS);
    }

    private void look(String rule, String tag) {
        try {
            Matcher instance = INSTANCE.matcher(get("traces?trace_tag=" + tag));
            if (!instance.find()) {
                throw new IOException("no trigger instance of " + tag);
            }
            get("triggerinstances/" + instance.group(1));
            get("ruleenforcements?rule_ref=" + rule);
            get("executions?trigger_instance=" + instance.group(1) + "&include_attributes=id,status&limit=10");
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws IllegalStateException when it has not had all the answers it asked for */
    void check() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the watching client had no answer", failed);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(api + path)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request.header("St2-Api-Key", ScriptedStackStorm.API_KEY).build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
