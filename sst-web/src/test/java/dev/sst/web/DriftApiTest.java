package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client is told of content that somebody changed at the engine. */
final class DriftApiTest {
    private static final String FOUND =
            "{\"since\":\"2026-11-23T10:00:00.250Z\",\"differences\":[\"the action is disabled\"],\"ignored\":%s}";

    private static final String SEEN = "{\"differences\":[\"the action is disabled\"]}";

    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void whatWasFoundStandsWithTheTestAndInItsList() {
        String id = web.createDeployedTest("login");
        assertThat(drifted(id)).isEmpty();
        web.sst.differences = List.of("the action is disabled");

        Web.Reply seen = web.get("/api/v1/tests/" + id + "/deployment");

        JsonValue found = JsonText.parse(FOUND.formatted(false));
        assertThat(seen.object().get("drifted")).contains(found);
        assertThat(drifted(id)).contains(found);
    }

    @Test
    void whatIsIgnoredSaysSo() {
        String id = web.createDeployedTest("login");
        web.sst.differences = List.of("the action is disabled");
        web.get("/api/v1/tests/" + id + "/deployment");

        Web.Reply reply = web.post("/api/v1/tests/" + id + "/deployment/ignore-drift", SEEN);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(drifted(id)).contains(JsonText.parse(FOUND.formatted(true)));
    }

    @Test
    void whatWasNotShownIsNotIgnored() {
        String id = web.createDeployedTest("login");
        web.sst.differences = List.of("the action is disabled", "its file is another");
        web.get("/api/v1/tests/" + id + "/deployment");
        String path = "/api/v1/tests/" + id + "/deployment/ignore-drift";

        assertThat(web.post(path, SEEN).status()).isEqualTo(409);
        assertThat(web.post(path, "{\"differences\":[]}").status()).isEqualTo(422);
        assertThat(drifted(id).orElseThrow().toString()).contains("its file is another");
        assertThat(web.get("/api/v1/tests/" + id).text()).contains("\"ignored\":false");
    }

    @Test
    void aTestThatIsSentBackMaySayIt() {
        String id = web.createDeployedTest("login");
        assertThat(web.put("/api/v1/tests/" + id, "{\"drifted\":" + FOUND.formatted(true) + "}")
                        .status())
                .isEqualTo(200);
        assertThat(drifted(id)).isEmpty();
    }

    private Optional<JsonValue> drifted(String id) {
        return web.get("/api/v1/tests/" + id).object().get("drifted");
    }
}
