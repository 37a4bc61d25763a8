package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The main job over the network: write, deploy, execute, break, see the incident, heal. */
@Timeout(300)
final class MainJobTest {
    private static final String SAMPLE = """
            #!/usr/bin/env python3
            import json
            from datetime import datetime, timezone

            def main():
                result = {
                    "status": "success",
                    "message": "Test passed successfully",
                    "timestamp": datetime.now(timezone.utc).isoformat(),
                    "data": {"response_time": 0.5, "status_code": 200}
                }
                print(json.dumps(result))
                return result

            if __name__ == "__main__":
                main()
            """;

    private final RunningServer server = RunningServer.running();

    private static String body(String name, String code) {
        return JsonText.write(JsonObject.builder()
                .put("name", name)
                .put("test_type", "action")
                .put("test_code", code)
                .build());
    }

    private JsonObject run(String id) throws Exception {
        assertThat(server.post("/api/v1/tests/" + id + "/deploy", "{}").status())
                .isEqualTo(200);
        var reply = server.post("/api/v1/tests/" + id + "/execute?wait=60", "{}");
        assertThat(reply.status()).isEqualTo(202);
        return reply.object();
    }

    @Test
    void aTestThatBreaksOpensOneIncidentAndHealsIt() throws Exception {
        String id = server.post("/api/v1/tests/", body("main job", SAMPLE)).field("test_id");
        assertThat(run(id).text("status")).contains("passed");

        String broken = SAMPLE.replace("\"success\"", "\"failed\"");
        server.put("/api/v1/tests/" + id, "{\"test_code\":" + JsonText.write(new JsonString(broken)) + "}");
        JsonObject failed = run(id);
        assertThat(failed.text("status")).contains("failed");
        var open =
                server.get("/api/v1/incidents?test_id=" + id + "&status=open").array();
        assertThat(open.size()).isEqualTo(1);
        assertThat(((JsonObject) open.items().get(0)).text("incident_id"))
                .isEqualTo(failed.text("created_incident_id"));

        server.post("/api/v1/tests/" + id + "/rollback", "{\"revision\":1}");
        assertThat(run(id).text("status")).contains("passed");
        assertThat(server.get("/api/v1/incidents?test_id=" + id + "&status=resolved")
                        .array()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void eventsGoOnWhereAClientLeft() throws Exception {
        var stream = events(null);
        Iterator<String> lines = stream.body().iterator();
        next(lines, "id:");
        String id = server.post("/api/v1/tests/", body("events", SAMPLE)).field("test_id");
        String seen = next(lines, "id:").substring("id: ".length());
        assertThat(next(lines, "data:")).contains(id);
        stream.body().close();

        run(id);
        var resumed = events(seen);
        Iterator<String> later = resumed.body().iterator();
        String finished = next(later, "data: {\"execution_id\"");
        assertThat(finished).contains(id);
        resumed.body().close();
    }

    private HttpResponse<Stream<String>> events(String lastEventId) throws Exception {
        var request = server.request("/api/v1/events");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return server.client().send(request.build(), HttpResponse.BodyHandlers.ofLines());
    }

    private static String next(Iterator<String> lines, String beginning) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended before a line that begins with " + beginning);
    }
}
