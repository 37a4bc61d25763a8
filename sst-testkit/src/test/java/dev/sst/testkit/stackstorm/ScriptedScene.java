package dev.sst.testkit.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.jsontext.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;

/** A scripted StackStorm and somebody who sends requests to it. */
abstract class ScriptedScene {

    final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        stackStorm.close();
    }

    /** It answers that request as the real one did. */
    void assertAnsweredAsRecorded(String name) throws Exception {
        RecordedAnswer recorded = RecordedAnswer.of(name);

        HttpResponse<String> answer = send(recorded.method(), recorded.path(), "");

        assertThat(answer.statusCode()).isEqualTo(recorded.status());
        assertThat(JsonText.parse(answer.body())).isEqualTo(JsonText.parse(recorded.body()));
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                request(path).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(stackStorm.root() + "/api" + path))
                .header("St2-Api-Key", ScriptedStackStorm.API_KEY);
    }
}
