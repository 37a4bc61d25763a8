package dev.sst.server;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * The server as it is, on a free port, with its embedded PostgreSQL and the embedded engine, started once for all tests. It
 * ends with the process.
 */
final class RunningServer {
    private static final RunningServer ONLY = new RunningServer();

    final ServletWebServerApplicationContext context;
    final Path home;
    private final HttpClient client = HttpClient.newHttpClient();

    /** An answer, whole. */
    record Reply(int status, String text, HttpResponse<String> raw) {
        JsonObject object() {
            return (JsonObject) JsonText.parse(text);
        }

        JsonArray array() {
            return (JsonArray) JsonText.parse(text);
        }

        String field(String name) {
            return object().text(name).orElse("(no text)");
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("(absent)");
        }
    }

    private RunningServer() {
        try {
            home = Files.createTempDirectory("sst-server-test").resolve("home");
            context = (ServletWebServerApplicationContext)
                    ReferenceServer.start(Map.of("SST_PORT", "0"), "--sst.home=" + home);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static RunningServer running() {
        return ONLY;
    }

    String token() throws IOException {
        return Files.readString(home.resolve("token")).strip();
    }

    int port() {
        var server = context.getWebServer();
        return server == null ? -1 : server.getPort();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(address(path));
    }

    HttpRequest.Builder request(String path) throws IOException {
        return anonymous(path).header("Authorization", "Bearer " + token());
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body(), response);
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    Reply post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Reply put(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpClient client() {
        return client;
    }
}
