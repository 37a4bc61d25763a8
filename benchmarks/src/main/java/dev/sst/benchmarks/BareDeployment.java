package dev.sst.benchmarks;

import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a careful script does to bring an action to StackStorm: writes it with its files, reads its record, and has a runner
 * print the files' checksums. The same bytes as ours, made beforehand; what comes back is looked at as text. Thread-safe.
 */
final class BareDeployment {
    private static final String NAME = "script_action";
    private static final String PACK = "script_pack";
    private static final String FOLDER = "/opt/stackstorm/packs/";
    private static final long FIRST_LOOK_MILLIS = 100;
    private static final long LAST_LOOK_MILLIS = 30_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong names = new AtomicLong();
    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private final String api;
    private final String action;
    private final List<String> files = new ArrayList<>();

    /** @param model whose action is written again, under other names */
    BareDeployment(StubProcess stub, DeployedTest model) throws IOException, InterruptedException {
        api = stub.api() + "/v1/";
        String ref = model.deployment().ref();
        String pack = ref.substring(0, ref.indexOf('.'));
        JsonObject record = (JsonObject) JsonText.parse(send(request("actions/" + ref)));
        List<JsonValue> data = new ArrayList<>();
        for (DeployedFile file : model.deployment().files()) {
            String path = NAME + file.path().substring(file.path().indexOf('/'));
            String content = send(request("packs/views/file/" + pack + "/actions/" + file.path()));
            files.add(path);
            data.add(JsonObject.builder()
                    .put("file_path", path)
                    .put("content", content)
                    .build());
        }
        action = JsonText.write(record.with("name", new JsonString(NAME))
                .with("pack", new JsonString(PACK))
                .with("entry_point", new JsonString(files.get(0)))
                .with("data_files", new JsonArray(data)));
    }

    /** Brings one to that pack. */
    void deploy(String pack) throws IOException, InterruptedException {
        String name = NAME + names.incrementAndGet();
        send(posted("actions", action.replace(NAME, name).replace(PACK, pack)));
        expect(send(request("actions/" + pack + "." + name)), name);
        written.add(pack + "." + name);
        var command = new StringBuilder("LC_ALL=C sha256sum --");
        files.forEach(file -> command.append(" '")
                .append(FOLDER + pack + "/actions/" + file.replace(NAME, name))
                .append("'"));
        JsonObject parameters =
                JsonObject.builder().put("cmd", command.toString()).build();
        String started = send(posted(
                "executions",
                JsonText.write(JsonObject.builder()
                        .put("action", "core.local")
                        .put("parameters", parameters)
                        .build())));
        expect(ended(((JsonObject) JsonText.parse(started)).text("id").orElseThrow()), name);
    }

    private String ended(String execution) throws IOException, InterruptedException {
        String answer = "";
        for (long pause = FIRST_LOOK_MILLIS; pause < LAST_LOOK_MILLIS; pause *= 2) {
            if (new CountDownLatch(1).await(pause, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts it down");
            }
            answer = send(request("executions/" + execution + "?include_attributes=id,status,result"));
            if (answer.contains("\"succeeded\"")) {
                return answer;
            }
        }
        throw new IOException("it did not succeed in time: " + answer);
    }

    private static void expect(String answer, String text) throws IOException {
        if (!answer.contains(text)) {
            throw new IOException("not what was written: " + answer);
        }
    }

    /** Takes away all it has brought. */
    void remove() throws IOException, InterruptedException {
        for (String ref = written.poll(); ref != null; ref = written.poll()) {
            send(request("actions/" + ref)
                    .method("DELETE", BodyPublishers.ofString("{\"remove_files\": true}"))
                    .header("Content-Type", "application/json"));
        }
    }

    private HttpRequest.Builder posted(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).header("St2-Api-Key", ScriptedStackStorm.API_KEY);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException(answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
