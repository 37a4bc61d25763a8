package dev.sst.benchmarks;

import dev.sst.execution.ExecutionId;
import dev.sst.harness.Caps;
import dev.sst.harness.Envelope;
import dev.sst.harness.Limits;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.StartOrder;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The least that any client must do: one POST that starts an execution, and one GET of the attributes we need too. It sends
 * the same bytes as ours, made beforehand, reads the answer as text, keeps nothing. Thread-safe.
 */
final class BareClient {
    private static final Pattern ID = Pattern.compile("\"id\":\\s*\"([0-9a-f]{24})\"");
    private static final String ATTRIBUTES = "?include_attributes=id,status,start_timestamp,end_timestamp,log,"
            + "runner.name,liveaction.runner_info,web_url,result";
    private static final String KEY = "bare-key";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String executions;
    private final String[] body;
    private final AtomicLong keys = new AtomicLong();

    BareClient(StubProcess stub, DeployedTest test) {
        executions = stub.api() + "/v1/executions";
        body = body(test).split(KEY, -1);
    }

    private static String body(DeployedTest test) {
        var order = new StartOrder(
                KEY,
                "0123456789",
                test.id(),
                new ExecutionId("bare"),
                1,
                test.deployment(),
                JsonObject.empty(),
                Set.of(),
                Duration.ofSeconds(1800),
                JsonObject.empty());
        var key = JsonObject.builder().put("key", KEY).build();
        var tag = JsonObject.builder().put("trace_tag", KEY).build();
        JsonObject parameters = test.deployment().shape() == null ? JsonObject.empty() : behindHarness(order);
        return JsonText.write(JsonObject.builder()
                .put("action", test.deployment().ref())
                .put("parameters", parameters)
                .put(
                        "context",
                        JsonObject.builder()
                                .put("trace_context", tag)
                                .put("sst", key)
                                .build())
                .build());
    }

    private static JsonObject behindHarness(StartOrder order) {
        return JsonObject.builder()
                .put(
                        "sst_parameters",
                        Envelope.of(order, Caps.STACKSTORM, Limits.NONE).text())
                .put("timeout", 1815)
                .build();
    }

    /** Starts one; its id. */
    String start() throws IOException, InterruptedException {
        String text = String.join("bare-" + keys.incrementAndGet(), body);
        String answer = send(HttpRequest.newBuilder(URI.create(executions))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(text)));
        Matcher id = ID.matcher(answer);
        String last = null;
        while (id.find()) {
            last = id.group(1);
        }
        if (last == null) {
            throw new IOException("no id in " + answer);
        }
        return last;
    }

    /** The text of the execution as it is now. */
    String get(String id) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(executions + "/" + id + ATTRIBUTES)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(
                        request.header("St2-Api-Key", ScriptedStackStorm.API_KEY)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
